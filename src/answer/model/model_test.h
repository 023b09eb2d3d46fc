// What tests of the modes with a model share: a few posts, tools over them, and what a turn is given.
#pragma once

#include "answer/writing.h"
#include "infer/scripted_engine.h"
#include "platform/clock.h"

#include <atomic>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace familiar::answer::model {

inline Evidence evidence_of(std::int64_t number, const std::string& author, const std::string& text) {
    Evidence evidence;
    evidence.post.id = {Shelf::common, number};
    evidence.post.author.name = author;
    evidence.post.text = text;
    evidence.best = {0, text.size()};
    evidence.coverage = 1;
    evidence.score = 1;
    return evidence;
}

// Finds what holds all the words; remembers what it was asked.
class FewPosts final : public Tools {
public:
    explicit FewPosts(std::vector<Evidence> posts) : posts_(std::move(posts)) {}

    Result<std::vector<Evidence>> search(const Call& call, const Query& query) override {
        TRY(call.check());
        ++searches;
        std::vector<Evidence> found;
        for (const Evidence& one : posts_) {
            if (one.post.text.find(query.words) != std::string::npos) found.push_back(one);
        }
        return found;
    }
    Result<Instant> ask(const Call&, std::string_view) override { return Instant{}; }
    Result<Post> open(const Call&, PostId post) override {
        for (const Evidence& one : posts_) {
            if (one.post.id == post) return one.post;
        }
        return fail(ErrorCode::not_found, "no such post");
    }
    Result<std::vector<Post>> thread(const Call& call, PostId post) override {
        return std::vector<Post>{TRY(open(call, post))};
    }
    std::optional<Computation> compute(std::string_view question) override {
        return answer::compute(question, ComputeContext{Timestamp{}, "UTC"});
    }

    std::atomic<int> searches = 0;

private:
    std::vector<Evidence> posts_;
};

inline std::vector<Evidence> garden() {
    return {evidence_of(1, "Ana Reis", "The garden meeting is on Sunday 7 June at 11:00."),
            evidence_of(2, "Tom Byrne", "Slug pellets were banned by a vote of nine to two."),
            evidence_of(3, "Ines Carvalho", "The shed key hangs behind the green gate.")};
}

// A turn over the garden, answered by a script.
class Turn {
public:
    explicit Turn(std::string_view script)
        : engine(make(script)), tools(garden()), evidence(garden()), agents(16, 256) {}
    explicit Turn(infer::Responder responder)
        : engine(std::make_unique<infer::ScriptedEngine>(card(), std::move(responder))),
          tools(garden()),
          evidence(garden()),
          agents(16, 256) {}

    static infer::EngineCard card() {
        infer::EngineCard card;
        card.name = "script";
        card.model = "script-1";
        card.places = 16;
        card.context_tokens = 32'768;
        return card;
    }

    Assignment assignment(std::string_view question) {
        Assignment assignment{*engine, tools, question, evidence, context, earlier};
        assignment.tell = [this](const TurnEvent& event) { events.push_back(event); };
        assignment.agents = &agents;
        return assignment;
    }
    Call call() const { return Call(clock); }

    std::string told_text() const {
        std::string text;
        for (const TurnEvent& event : events) {
            if (const auto* one = std::get_if<TextEvent>(&event)) text += one->text;
        }
        return text;
    }

    platform::SystemClock clock;
    std::unique_ptr<infer::ScriptedEngine> engine;
    FewPosts tools;
    std::vector<Evidence> evidence;
    ComposeContext context{Timestamp{std::chrono::seconds(1'780'000'000)}, "UTC", "Mara"};
    std::vector<Exchange> earlier;
    platform::Workers agents;
    std::vector<TurnEvent> events;

private:
    static std::unique_ptr<infer::ScriptedEngine> make(std::string_view script) {
        auto opened = infer::ScriptedEngine::from(script);
        if (!opened) ADD_FAILURE() << opened.error().text();
        return opened ? opened.release() : nullptr;
    }
};

}  // namespace familiar::answer::model
