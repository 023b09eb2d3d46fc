#include "converse/assistant.h"

#include "answer/writing.h"
#include "base/utf8.h"
#include "converse/limits.h"
#include "converse/turn_in_progress.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace familiar::converse {

struct Assistant::Parts {
    store::Archive& archive;
    const platform::Clock& clock;
    platform::Metrics& metrics;
    const infer::EngineRoom* engines;
    retrieve::Retriever retriever;
    std::optional<Judging> judging;
    std::optional<SecondOpinion> opinion;
    platform::Workers agents{k_agent_threads, k_agent_queue_max};
    platform::Workers model_agents{engines == nullptr ? 1 : answer::model::k_model_agents_max, k_agent_queue_max};

    Parts(store::Archive& stores, const platform::Clock& ticking, platform::Metrics& counts,
          const infer::EngineRoom* room, JudgingTimes times)
        : archive(stores), clock(ticking), metrics(counts), engines(room), retriever(stores) {
        if (room == nullptr) return;
        judging.emplace(*room, stores, counts, times);
        opinion.emplace(*judging);
    }
    Means means() {
        return {archive,
                retriever,
                agents,
                model_agents,
                engines,
                judging ? &*judging : nullptr,
                opinion ? &*opinion : nullptr};
    }
};

namespace {

// A first line for the list of conversations.
std::string title_of(std::string_view words) {
    const std::size_t line = words.find('\n');
    std::string_view first = words.substr(0, line);
    if (first.size() <= k_title_bytes_max) return std::string(first);
    return std::string(utf8::prefix(first, k_title_bytes_max)) + "…";
}

Result<Request> checked(const Request& request) {
    Request clean = request;
    clean.words = utf8::repaired(request.words);
    while (!clean.words.empty() && static_cast<unsigned char>(clean.words.back()) <= ' ') clean.words.pop_back();
    std::size_t begin = 0;
    while (begin < clean.words.size() && static_cast<unsigned char>(clean.words[begin]) <= ' ') ++begin;
    clean.words.erase(0, begin);
    if (clean.words.empty())
        return fail(ErrorCode::invalid_argument, "The question is empty. Write what you want to know.");
    if (clean.words.size() > k_question_bytes_max) {
        return fail(ErrorCode::exhausted,
                    fmt::format("The question is longer than {} kB. Import long texts as a source and ask about them.",
                                k_question_bytes_max / 1024));
    }
    return clean;
}

std::vector<Exchange> history_of(const std::vector<Turn>& turns) {
    std::vector<Exchange> earlier;
    for (const Turn& turn : turns) earlier.push_back({turn.question, turn.answer});
    return earlier;
}

// What a turn in a stored conversation begins with.
struct Begun {
    std::shared_ptr<store::PersonStore> store;
    Turn turn;
    std::vector<Exchange> earlier;
};

Result<Begun> begin(store::Archive& archive, PersonId person, const Request& request) {
    Begun begun{TRY(archive.person(person)), {}, {}};
    Id<Conversation> conversation;
    if (request.conversation) {
        conversation = TRY(begun.store->conversation(*request.conversation)).id;
        begun.earlier = history_of(TRY(begun.store->turns(conversation, store::k_listing_max)));
    } else {
        conversation = TRY(begun.store->add_conversation(title_of(request.words))).id;
    }
    begun.turn = TRY(begun.store->begin_turn(conversation, request.words));
    return begun;
}

// What was told while it was written is not told again.
void tell(const Answer& answer, bool told, const EventSink& sink) {
    for (const TurnEvent& event : events_of(answer)) {
        const bool of_text = std::holds_alternative<TextEvent>(event) || std::holds_alternative<CitationEvent>(event);
        if (!told || !of_text) sink(event);
    }
}

}  // namespace

void Assistant::measure(const Turn& turn, platform::Elapsed started) const {
    platform::Metrics& metrics = parts_->metrics;
    metrics.observe("familiar_turn_seconds", std::chrono::duration<double>(parts_->clock.steady() - started).count());
    metrics.count("familiar_turns_total", {{"state", std::string(name_of(turn.state))},
                                           {"kind", turn.answer ? std::string(name_of(turn.answer->kind)) : "none"}});
    if (!turn.answer || turn.answer->engine.empty()) return;
    const SupportCount& support = turn.answer->support;
    metrics.count("familiar_statements_total", {{"support", "held"}}, static_cast<double>(support.supported));
    metrics.count("familiar_statements_total", {{"support", "marked"}}, static_cast<double>(support.marked));
    metrics.count("familiar_tokens_total", {{"of", "prompt"}}, static_cast<double>(turn.answer->usage.prompt));
    metrics.count("familiar_tokens_total", {{"of", "completion"}}, static_cast<double>(turn.answer->usage.completion));
}

Assistant::Assistant(store::Archive& archive, const platform::Clock& clock, platform::Metrics& metrics,
                     const infer::EngineRoom* engines, JudgingTimes times)
    : parts_(new Parts(archive, clock, metrics, engines, times)) {}

Assistant::~Assistant() = default;

Result<Turn> Assistant::take_turn(const Call& call, PersonId person_id, const Request& raw, const EventSink& sink,
                                  const std::stop_token& answer_now) {
    const platform::Elapsed started = parts_->clock.steady();
    const Request request = TRY(checked(raw));
    const Person person = TRY(parts_->archive.common().person(person_id));
    const Viewer viewer = TRY(parts_->archive.common().viewer(person_id));
    Begun begun{nullptr, {}, request.earlier};
    begun.turn.question = request.words;
    begun.turn.asked_at = parts_->clock.now();
    if (!request.temporary) begun = TRY(begin(parts_->archive, person_id, request));

    Turn& turn = begun.turn;
    const Means means = parts_->means();
    const Asked asked{person, viewer, request, begun.earlier, turn.conversation, answer_now};
    TurnInProgress progress(call, means, asked, sink);
    auto answer = progress.run(turn);
    turn.answered_at = parts_->clock.now();
    if (answer) {
        turn.answer = answer.release();
        if (request.mode != Mode::automatic) turn.answer->mode = request.mode;
        turn.state = TurnState::done;
    } else {
        turn.failure = answer.error().text();
        turn.state = answer.error().code == ErrorCode::cancelled ? TurnState::cancelled : TurnState::failed;
    }
    if (begun.store) TRY(begun.store->finish_turn(turn));  // 8. Keep what is allowed.

    measure(turn, started);
    if (!turn.answer) {
        sink(ErrorEvent{turn.id, answer.error()});
        return Failure(std::move(answer).error());
    }
    tell(*turn.answer, progress.told(), sink);
    sink(DoneEvent{turn});
    return turn;
}
Result<std::vector<Evidence>> Assistant::search(const Call& call, PersonId person, const Query& query) {
    const Viewer viewer = TRY(parts_->archive.common().viewer(person));
    if (!parts_->opinion) return parts_->retriever.find(call, viewer, query);
    Query wide = query;
    wide.limit = std::max(query.limit, k_judged_max);
    std::vector<Evidence> found = TRY(parts_->retriever.find(call, viewer, wide));
    parts_->opinion->weigh(call, person, query, found);
    if (found.size() > query.limit) found.resize(query.limit);
    return found;
}

}  // namespace familiar::converse
