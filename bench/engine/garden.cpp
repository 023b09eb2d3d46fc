#include "engine/garden.h"

#include <utility>

namespace familiar::bench {

namespace {

Evidence evidence_of(std::int64_t number, const std::string& author, const std::string& text) {
    Evidence evidence;
    evidence.post.id = {Shelf::common, number};
    evidence.post.author.name = author;
    evidence.post.text = text;
    evidence.best = {0, text.size()};
    evidence.coverage = 1;
    evidence.score = 1;
    return evidence;
}

std::vector<Evidence> posts() {
    return {evidence_of(1, "Ana Reis", "The garden meeting is on Sunday 7 June at 11:00."),
            evidence_of(2, "Tom Byrne", "Slug pellets were banned by a vote of nine to two."),
            evidence_of(3, "Ines Carvalho", "The shed key hangs behind the green gate.")};
}

infer::EngineCard card() {
    infer::EngineCard card;
    card.name = "script";
    card.model = "script-1";
    card.places = 16;
    card.context_tokens = 65'536;
    return card;
}

constexpr std::size_t k_queue_max = 256;

}  // namespace

Garden::Garden(infer::Responder responder, std::size_t threads)
    : scripted_(std::make_unique<infer::ScriptedEngine>(card(), std::move(responder))),
      engine_(*scripted_),
      posts_(posts()),
      context_{Timestamp{std::chrono::seconds(1'780'000'000)}, "UTC", "Mara"},
      agents_(threads, k_queue_max) {}

Garden::Garden(infer::TextEngine& engine, std::size_t threads)
    : engine_(engine),
      posts_(posts()),
      context_{Timestamp{std::chrono::seconds(1'780'000'000)}, "UTC", "Mara"},
      agents_(threads, k_queue_max) {}

answer::model::Assignment Garden::assignment(std::string_view question) {
    answer::model::Assignment assignment{engine_, *this, question, posts_, context_, {}};
    assignment.tell = [](const TurnEvent&) {};
    assignment.agents = &agents_;
    return assignment;
}

Result<std::vector<Evidence>> Garden::search(const Call& call, const Query& /*query*/) {
    TRY(call.check());
    return posts_;
}

Result<answer::Instant> Garden::ask(const Call& /*call*/, std::string_view /*question*/) { return answer::Instant{}; }

Result<Post> Garden::open(const Call& /*call*/, PostId /*post*/) { return posts_.front().post; }

Result<std::vector<Post>> Garden::thread(const Call& /*call*/, PostId /*post*/) {
    return std::vector<Post>{posts_.front().post};
}

std::optional<answer::Computation> Garden::compute(std::string_view question) {
    return answer::compute(question, {Timestamp{}, "UTC"});
}

}  // namespace familiar::bench
