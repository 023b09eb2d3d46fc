// A home with a few posts and an assistant over one engine: whole turns, stored as they would be.
#pragma once

#include "converse/assistant.h"
#include "gather/importer.h"
#include "infer/engine_room.h"
#include "infer/hosted_engine.h"
#include "platform/clock.h"
#include "platform/http_client.h"
#include "store/archive.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace familiar::tests {

// Passes chats on to another engine, lets it write so much, and keeps what each came to.
class Watched final : public infer::HostedEngine {
public:
    explicit Watched(std::unique_ptr<infer::HostedEngine> inner) : inner_(std::move(inner)) {}

    infer::EngineCard card() const override { return inner_->card(); }
    Result<infer::ChatOutcome> chat(const Call& call, const infer::ChatRequest& request,
                                    const infer::DeltaSink& sink) override;
    Result<> probe(const Call& call) override { return inner_->probe(call); }
    std::optional<platform::Elapsed> rests_until() const override { return inner_->rests_until(); }

    std::vector<infer::ChatOutcome> outcomes() const;
    // What was asked last.
    infer::ChatRequest request() const;
    // Called with each delta, before it goes on.
    void on_delta(infer::DeltaSink heard) { heard_ = std::move(heard); }
    // In tokens, whatever a mode asks for.
    void let_write(std::int64_t tokens) { tokens_ = tokens; }

private:
    std::unique_ptr<infer::HostedEngine> inner_;
    std::atomic<std::int64_t> tokens_ = 0;  // 0: as many as it is asked for
    mutable std::mutex mutex_;
    std::vector<infer::ChatOutcome> outcomes_;
    infer::ChatRequest request_;
    infer::DeltaSink heard_;
};

class Home {
public:
    // Aborts when it cannot be made.
    Home(const std::filesystem::path& folder, std::unique_ptr<infer::HostedEngine> engine);

    // Asks in a conversation; 0 begins one.
    Result<Turn> ask(const Call& call, const Request& request, const converse::EventSink& sink);
    static Request fast(const std::string& words, Id<Conversation> conversation = {});
    // Two topics, so that no single post answers: a model is asked.
    static std::string question(int number);
    // What is stored of a conversation, the oldest first.
    std::vector<Turn> stored(Id<Conversation> conversation);

    const platform::Clock& clock() const { return clock_; }
    Watched& engine() { return *watched_; }

private:
    platform::SystemClock clock_;
    platform::Metrics metrics_;
    platform::CurlClient http_;
    Watched* watched_ = nullptr;
    std::unique_ptr<infer::EngineRoom> engines_;
    std::unique_ptr<store::Archive> archive_;
    std::unique_ptr<converse::Assistant> assistant_;
    PersonId person_;
};

}  // namespace familiar::tests
