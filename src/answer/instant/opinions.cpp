// What people think of something: for, against, undecided, each with a quote; or one side alone.
#include "answer/instant/draft.h"
#include "answer/instant/kinds.h"
#include "answer/instant/voices.h"

#include <fmt/format.h>

namespace familiar::answer::instant {

namespace {

std::optional<Answer> one_side(const Question& question, const Found& evidence, const std::vector<Position>& side,
                               const ComposeContext& context) {
    if (side.empty()) return std::nullopt;
    const bool against = question.side == Side::opponents;
    Draft draft(context);
    draft.count(fmt::format("{} {} {} “{}”: {}.", people(side.size()), side.size() == 1 ? "speaks" : "speak",
                            against ? "against" : "for", question.topic, listed(names_of(side, context))),
                grounds_of(side));
    quote_all(draft, side, context);
    return draft.finish(AnswerKind::gathered, best_coverage(side), evidence);
}

void add_side(Draft& draft, std::string_view heading, const std::vector<Position>& side,
              const ComposeContext& context) {
    if (!side.empty()) draft.say(std::string(heading), SentenceRole::note);
    quote_all(draft, side, context);
}

}  // namespace

std::optional<Answer> compose_opinions(const Question& question, const Found& evidence, const ComposeContext& context) {
    const std::vector<Position> all = positions_in(evidence, question, Asked::opinions);
    const std::vector<Position> for_it = those_with(all, Stance::in_favour);
    const std::vector<Position> against = those_with(all, Stance::against);
    if (question.side == Side::supporters) return one_side(question, evidence, for_it, context);
    if (question.side == Side::opponents) return one_side(question, evidence, against, context);
    if (for_it.empty() && against.empty()) return std::nullopt;
    Draft draft(context);
    std::vector<Position> counted = for_it;
    counted.insert(counted.end(), against.begin(), against.end());
    draft.count(fmt::format("About “{}” I found {} for and {} against.", question.topic, people(for_it.size()),
                            people(against.size())),
                grounds_of(counted));
    add_side(draft, "For:", for_it, context);
    add_side(draft, "Against:", against, context);
    add_side(draft, "Undecided:", those_with(all, Stance::undecided), context);
    return draft.finish(AnswerKind::gathered, best_coverage(counted), evidence);
}

}  // namespace familiar::answer::instant
