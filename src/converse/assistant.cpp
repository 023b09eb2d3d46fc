#include "converse/assistant.h"

#include "answer/composer.h"
#include "answer/compute.h"
#include "answer/thinking.h"
#include "base/utf8.h"
#include "base/words.h"
#include "converse/computable.h"
#include "converse/limits.h"
#include "converse/tools.h"
#include "converse/world.h"
#include "explain/explain.h"
#include "retrieve/retriever.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::converse {

struct Assistant::Parts {
    store::Archive& archive;
    const platform::Clock& clock;
    platform::Metrics& metrics;
    retrieve::Retriever retriever;
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

// One turn while it is taken.
class TurnInProgress {
public:
    TurnInProgress(const Call& call, store::Archive& archive, retrieve::Retriever& retriever, const Person& person,
                   const Viewer& viewer, const EventSink& sink)
        : call_(call), archive_(archive), retriever_(retriever), person_(person), viewer_(viewer), sink_(sink) {}

    // The numbered steps of docs/life-of-a-turn.md.
    Result<Answer> run(const Turn& turn, const Request& request, std::span<const Exchange> earlier) {
        tell(turn, Stage::received);
        const World world = world_of(call_, archive_, retriever_, viewer_, person_);
        const Question question = understand(request.words, earlier, world);                 // 3. What is asked?
        if (auto computed = compute(question, world, earlier)) return std::move(*computed);  //    Certain at once.
        if (question.intent == Intent::about_self) return about(question);
        tell(turn, Stage::searching);
        WorldTools tools(archive_, retriever_, {person_, viewer_, world});
        const answer::Instant at_once = TRY(tools.answered(call_, question));  // 4. Gather grounds. 6. Speak.
        tell(turn, Stage::composing);
        Answer answer = TRY(in_mode(request.mode, tools, at_once, world));  //    In the mode that is asked for.
        explain::explain(answer);                                           // 7. Say why.
        return answer;
    }

private:
    void tell(const Turn& turn, Stage stage) const { sink_(StatusEvent{turn.id, turn.conversation, stage}); }

    Result<Answer> in_mode(Mode mode, WorldTools& tools, const answer::Instant& at_once, const World& world) const {
        const answer::ComposeContext context{world.now, world.zone, person_.display_name};
        const answer::thinking::Matter matter{at_once.question.asked, at_once, context};
        const auto tell_progress = [&](const ProgressEvent& event) { sink_(event); };
        if (mode == Mode::thinking) return answer::thinking::think(call_, tools, matter, tell_progress);
        if (mode != Mode::automatic || !answer::thinking::asks_for_steps(matter.question)) return at_once.answer;
        Answer worked = TRY(answer::thinking::think(call_, tools, matter, tell_progress));
        worked.mode = Mode::thinking;
        return chosen(at_once.answer, std::move(worked));
    }

    // Of a question whose form asks for several steps: what the steps led to, or at least where they broke off; the
    // answer at once when it found something and the steps are not sure of it.
    static Answer chosen(const Answer& at_once, Answer worked) {
        const bool found = at_once.kind != AnswerKind::nothing;
        if (worked.kind == AnswerKind::worked && (!found || worked.confidence >= k_worked_unasked)) return worked;
        if (worked.kind == AnswerKind::nothing && !found) return worked;
        Answer answer = at_once;
        if (worked.kind == AnswerKind::worked) answer.offered = Mode::thinking;
        return answer;
    }

    std::optional<Answer> compute(const Question& question, const World& world,
                                  std::span<const Exchange> earlier) const {
        const answer::ComputeContext context{world.now, world.zone};
        for (const std::string& reading : computable_readings(question.asked, earlier)) {
            if (const auto computation = answer::compute(reading, context)) {
                return answer::compose_computed(computation->sentence, computation->working);
            }
        }
        return std::nullopt;
    }

    Result<Answer> about(const Question& question) const {
        answer::AboutFacts facts;
        auto mine = TRY(archive_.person(viewer_.person));
        facts.private_posts = TRY(mine->post_count(viewer_));
        facts.posts = facts.private_posts + TRY(archive_.common().post_count(viewer_));
        facts.conversations = static_cast<std::int64_t>(TRY(mine->conversations(store::k_listing_max)).size());
        for (const Source& source : TRY(archive_.common().sources(viewer_))) facts.sources.push_back(source.title);
        for (const Source& source : TRY(mine->sources(viewer_))) facts.sources.push_back(source.title);
        return answer::compose_about(question, facts);
    }

    const Call& call_;
    store::Archive& archive_;
    retrieve::Retriever& retriever_;
    const Person& person_;
    const Viewer& viewer_;
    const EventSink& sink_;
};

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
        begun.earlier = history_of(TRY(begun.store->turns(conversation, k_history_turns)));
    } else {
        conversation = TRY(begun.store->add_conversation(title_of(request.words))).id;
    }
    begun.turn = TRY(begun.store->begin_turn(conversation, request.words));
    return begun;
}

}  // namespace

Assistant::Assistant(store::Archive& archive, const platform::Clock& clock, platform::Metrics& metrics)
    : parts_(new Parts{archive, clock, metrics, retrieve::Retriever(archive)}) {}

Assistant::~Assistant() = default;

Result<Turn> Assistant::take_turn(const Call& call, PersonId person_id, const Request& raw, const EventSink& sink) {
    const platform::Elapsed started = parts_->clock.steady();
    const Request request = TRY(checked(raw));
    const Person person = TRY(parts_->archive.common().person(person_id));
    const Viewer viewer = TRY(parts_->archive.common().viewer(person_id));
    Begun begun{nullptr, {}, request.earlier};
    begun.turn.question = request.words;
    begun.turn.asked_at = parts_->clock.now();
    if (!request.temporary) begun = TRY(begin(parts_->archive, person_id, request));

    Turn& turn = begun.turn;
    auto answer = TurnInProgress(call, parts_->archive, parts_->retriever, person, viewer, sink)
                      .run(turn, request, begun.earlier);
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

    const double seconds = std::chrono::duration<double>(parts_->clock.steady() - started).count();
    parts_->metrics.observe("familiar_turn_seconds", seconds);
    parts_->metrics.count("familiar_turns_total",
                          {{"state", std::string(name_of(turn.state))},
                           {"kind", turn.answer ? std::string(name_of(turn.answer->kind)) : "none"}});
    if (!turn.answer) {
        sink(ErrorEvent{turn.id, answer.error()});
        return Failure(std::move(answer).error());
    }
    for (TurnEvent& event : events_of(*turn.answer)) sink(event);
    sink(DoneEvent{turn});
    return turn;
}

Result<std::vector<Evidence>> Assistant::search(const Call& call, PersonId person, const Query& query) {
    const Viewer viewer = TRY(parts_->archive.common().viewer(person));
    return parts_->retriever.find(call, viewer, query);
}

}  // namespace familiar::converse
