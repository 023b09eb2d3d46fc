// An engine that answers from a script (script.h): the same to the same, at once or slowly, whole, half or not at all.
// For tests, and for demonstrations without a model. It counts tokens as a server with a prefix cache would: per
// cache_key, what the prompt shares with the last prompt and its reply is not evaluated again.
//
// Thread-safe. Delays pass on the clock of the call.
#pragma once

#include "infer/gate.h"
#include "infer/hosted_engine.h"
#include "infer/script.h"
#include "platform/mutex.h"

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::infer {

class ScriptedEngine final : public HostedEngine {
public:
    // Reads a script file, or the text of one; `name` is what the configuration calls the engine.
    static Result<std::unique_ptr<ScriptedEngine>> open(const std::filesystem::path& path,
                                                        std::string name = "scripted");
    static Result<std::unique_ptr<ScriptedEngine>> from(std::string_view script, std::string name = "scripted");
    // Decides in code.
    ScriptedEngine(EngineCard card, Responder responder);

    EngineCard card() const override { return card_; }
    Result<ChatOutcome> chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) override;
    Result<> probe(const Call& call) override;
    std::optional<platform::Elapsed> rests_until() const override;

    // For tests: a host that is down fails probes and chats; what was asked so far, the latest k_requests_kept; how
    // many chats run now.
    void set_down(bool down);
    std::vector<ChatRequest> requests() const;
    std::size_t running() const { return gate_.inside(); }
    static constexpr std::size_t k_requests_kept = 1024;
    // Of the error that `cut` gives.
    static constexpr std::string_view k_cut_message = "the scripted engine broke off in the middle of its answer";

private:
    // What was evaluated of a conversation: a digest for each token.
    struct Cache {
        std::string key;
        std::vector<std::size_t> tokens;
    };
    class Performance;

    Result<ChatOutcome> perform(const Call& call, const ChatRequest& request, const DeltaSink& sink);
    // Tokens at the beginning that the cache of this key holds.
    std::size_t cached(const std::string& key, const std::vector<std::size_t>& tokens) const;
    void keep(const std::string& key, std::vector<std::size_t> tokens);
    void note(const ChatRequest& request);

    const EngineCard card_;
    const Responder responder_;
    Gate gate_;
    mutable platform::Mutex mutex_;
    bool down_ GUARDED_BY(mutex_) = false;
    std::optional<platform::Elapsed> rests_until_ GUARDED_BY(mutex_);
    std::deque<Cache> caches_ GUARDED_BY(mutex_);  // the latest used last
    std::deque<ChatRequest> requests_ GUARDED_BY(mutex_);
};

}  // namespace familiar::infer
