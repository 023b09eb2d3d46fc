// Who recommended what, counted by person and by what is named, and who warned.
#include "answer/instant/draft.h"
#include "answer/instant/kinds.h"
#include "answer/instant/named.h"
#include "answer/instant/voices.h"

#include <fmt/format.h>

namespace familiar::answer::instant {

namespace {

// "Viktor Petrak: 3": what several people name by themselves, when it is not what was asked for by name.
std::string named_by_several(const std::vector<Position>& positions, const Question& question) {
    std::vector<std::string> texts;
    for (const Position& position : positions)
        texts.emplace_back(position.now.span.of(position.now.evidence->post.text));
    std::vector<std::string> parts;
    for (const Named& named : tally(texts, question.topic)) {
        if (named.people > 1) parts.push_back(fmt::format("{}: {}", named.name, named.people));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::optional<Answer> compose_voices(const Question& question, const Found& evidence, const ComposeContext& context) {
    const std::vector<Position> all = positions_in(evidence, question, Asked::recommendations);
    const std::vector<Position> recommend = those_with(all, Stance::in_favour);
    const std::vector<Position> warn = those_with(all, Stance::against);
    if (recommend.empty()) return std::nullopt;
    Draft draft(context);
    const std::vector<std::string> names = names_of(recommend, context);
    draft.count(fmt::format("{} spoke for “{}”: {}.", people(names.size()), question.topic, listed(names)),
                grounds_of(recommend));
    if (const std::string named = named_by_several(recommend, question); !named.empty())
        draft.count(fmt::format("Named by several: {}.", named), grounds_of(recommend));
    quote_all(draft, recommend, context);
    if (!warn.empty()) draft.say(fmt::format("{} warned:", people(warn.size())), SentenceRole::note);
    quote_all(draft, warn, context);
    return draft.finish(AnswerKind::gathered, best_coverage(recommend), evidence);
}

}  // namespace familiar::answer::instant
