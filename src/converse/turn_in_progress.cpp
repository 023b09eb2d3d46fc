#include "converse/turn_in_progress.h"

#include "answer/compute.h"
#include "answer/contemplating.h"
#include "answer/thinking.h"
#include "converse/computable.h"
#include "converse/limits.h"
#include "converse/understand/understand.h"
#include "converse/world.h"
#include "converse/writing.h"
#include "explain/explain.h"

#include <algorithm>

namespace familiar::converse {

namespace {

// So sure that a model would only say it again: it is said at once, also where a model is at hand.
bool is_certain(const Answer& answer) {
    const bool states = answer.kind == AnswerKind::quoted || answer.kind == AnswerKind::gathered;
    return states && answer.confidence >= k_certain_confidence;
}

// Of a question whose form asks for several steps: what the steps led to, or at least where they broke off; the answer
// at once when it found something and the steps are not sure of it.
Answer chosen(const Answer& at_once, Answer worked) {
    const bool found = at_once.kind != AnswerKind::nothing;
    if (worked.kind == AnswerKind::worked && (!found || worked.confidence >= k_worked_unasked)) return worked;
    if (worked.kind == AnswerKind::nothing && !found) return worked;
    Answer answer = at_once;
    if (worked.kind == AnswerKind::worked) answer.offered = Mode::thinking;
    return answer;
}

}  // namespace

std::span<const Exchange> TurnInProgress::recent() const {
    const auto all = asked_.earlier;
    return all.size() > k_history_turns ? all.subspan(all.size() - k_history_turns) : all;
}

Result<Answer> TurnInProgress::run(const Turn& turn) {
    tell(turn, Stage::received);
    const World world = world_of(call_, means_.archive, means_.retriever, asked_.viewer, asked_.person);
    const Question question = understand(asked_.request.words, recent(), world);  // 3. What is asked?
    if (auto sum = computed(question, world)) return std::move(*sum);             //    Certain at once.
    if (question.intent == Intent::about_self) return about(question);
    tell(turn, Stage::searching);
    WorldTools tools(means_.archive, means_.retriever, {asked_.person, asked_.viewer, world}, means_.opinion);
    const answer::Instant at_once = TRY(tools.answered(call_, question));  // 4. Gather grounds.
    tell(turn, Stage::composing);
    const answer::ComposeContext context{world.now, world.zone, asked_.person.display_name};
    Answer answer = TRY(in_mode(tools, at_once, context));  // 6. Speak, in the mode that is asked for.
    explain::explain(answer);                               // 7. Say why.
    return answer;
}

Result<Answer> TurnInProgress::in_mode(WorldTools& tools, const answer::Instant& at_once,
                                       const answer::ComposeContext& context) {
    const Request& request = asked_.request;
    const bool everyday = request.mode != Mode::thinking && request.mode != Mode::contemplating;
    if (everyday && !needs_model(request) && is_certain(at_once.answer)) return at_once.answer;
    Writing writing(call_, means_, asked_, sink_);
    auto written = TRY(writing.write(tools, at_once, context));
    told_ = writing.told();
    if (written.answer) return std::move(*written.answer);
    Answer answer = TRY(without_model(request.mode, tools, at_once, context));
    if (!written.why_not.empty()) answer.degraded.push_back(std::move(written.why_not));
    return answer;
}

Result<Answer> TurnInProgress::without_model(Mode mode, WorldTools& tools, const answer::Instant& at_once,
                                             const answer::ComposeContext& context) const {
    const answer::thinking::Matter matter{at_once.question.asked, at_once, context};
    const auto tell_progress = [&](const ProgressEvent& event) { sink_(event); };
    if (mode == Mode::thinking) return answer::thinking::think(call_, tools, matter, tell_progress);
    if (mode == Mode::automatic && answer::thinking::asks_for_steps(matter.question)) {
        Answer worked = TRY(answer::thinking::think(call_, tools, matter, tell_progress));
        worked.mode = Mode::thinking;
        return chosen(at_once.answer, std::move(worked));
    }
    if (mode == Mode::contemplating) {
        return answer::contemplate(call_, at_once.question, {tools, means_.agents, context, asked_.answer_now, sink_});
    }
    return at_once.answer;
}

std::optional<Answer> TurnInProgress::computed(const Question& question, const World& world) const {
    const answer::ComputeContext context{world.now, world.zone};
    for (const std::string& reading : computable_readings(question.asked, recent())) {
        if (const auto computation = answer::compute(reading, context))
            return answer::compose_computed(computation->sentence, computation->working);
    }
    return std::nullopt;
}

Result<Answer> TurnInProgress::about(const Question& question) const {
    store::Archive& archive = means_.archive;
    const Viewer& viewer = asked_.viewer;
    answer::AboutFacts facts;
    auto mine = TRY(archive.person(viewer.person));
    facts.private_posts = TRY(mine->post_count(viewer));
    facts.posts = facts.private_posts + TRY(archive.common().post_count(viewer));
    facts.conversations = static_cast<std::int64_t>(TRY(mine->conversations(store::k_listing_max)).size());
    for (const Source& source : TRY(archive.common().sources(viewer))) facts.sources.push_back(source.title);
    for (const Source& source : TRY(mine->sources(viewer))) facts.sources.push_back(source.title);
    std::ranges::sort(facts.sources);
    return answer::compose_about(question, facts);
}

}  // namespace familiar::converse
