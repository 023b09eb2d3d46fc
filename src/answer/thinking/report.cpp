#include "answer/thinking/report.h"

#include "answer/limits.h"
#include "answer/thinking/limits.h"
#include "base/words.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::thinking {

namespace {

using instant::Draft;

std::string opened(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::string shown(const Value& value) {
    const std::string unit = value.unit.empty() ? "" : " " + value.unit;
    return value.date_said ? value.text + unit : "written on " + value.text;
}

double sure_of(const std::vector<Trail>& trails) {
    double sure = 1;
    for (const Trail& trail : trails) {
        for (const Hit& hit : trail) sure *= hit.sure;
    }
    return sure;
}

// The quotes that an answer to the question leads with, as it stands or the one that carries it.
void tell_conclusion(Draft& draft, const Conclusion& conclusion, SentenceRole role) {
    if (!conclusion.whole) {
        draft.quote_said(*conclusion.evidence, conclusion.quote, role);
        return;
    }
    std::size_t told = 0;
    for (const Sentence& sentence : conclusion.found->answer.sentences) {
        if (told++ >= k_items_max) break;
        Sentence again = sentence;
        if (again.role == SentenceRole::lead) again.role = role;
        draft.repeat(again, conclusion.found->evidence);
    }
}

}  // namespace

void tell_steps(Draft& draft, const Trail& trail, const ComposeContext& context) {
    for (const Hit& hit : trail) {
        draft.quote(*hit.evidence, hit.quote, SentenceRole::step,
                    fmt::format("{}: {}. {}:", opened(hit.said), shown(hit.value),
                                instant::who_where_when(*hit.evidence, context)));
    }
}

Answer report_followed(const Concluded& followed, const ComposeContext& context) {
    Draft draft(context);
    tell_conclusion(draft, followed.conclusion, SentenceRole::lead);
    tell_steps(draft, followed.trail, context);
    return draft.finish(AnswerKind::worked, followed.sure(), followed.conclusion.found->evidence);
}

Answer report_both(const Concluded& first, const std::optional<Hit>& about, const Concluded& second,
                   const ComposeContext& context) {
    Draft draft(context);
    tell_conclusion(draft, first.conclusion, SentenceRole::lead);
    tell_conclusion(draft, second.conclusion, SentenceRole::detail);
    tell_steps(draft, first.trail, context);
    if (about) tell_steps(draft, {*about}, context);
    tell_steps(draft, second.trail, context);
    const double sure = first.sure() * second.sure() * (about ? about->sure : 1);
    return draft.finish(AnswerKind::worked, sure, second.conclusion.found->evidence);
}

Answer report_break(std::string_view question, const std::vector<Break>& breaks, const ComposeContext& context,
                    const std::vector<Evidence>& considered) {
    Draft draft(context);
    std::vector<std::string> missing;
    for (const Break& one : breaks) {
        std::string words = "“" + one.missing + "”";
        if (std::ranges::find(missing, words) == missing.end()) missing.push_back(std::move(words));
    }
    const bool itself = missing.size() == 1 && missing.front() == fmt::format("“{}”", question);
    draft.say(missing.empty() || itself
                  ? fmt::format("I found no answer to “{}” in your sources.", question)
                  : fmt::format("I found nothing in your sources about {}, so I cannot answer the rest.",
                                instant::listed(missing)),
              SentenceRole::lead);
    const bool some = std::ranges::any_of(breaks, [](const Break& one) { return !one.trail.empty(); });
    if (some) draft.say("What I found on the way:", SentenceRole::note);
    for (const Break& one : breaks) tell_steps(draft, one.trail, context);
    Answer answer = draft.finish(AnswerKind::nothing, 0.7, considered);
    answer.suggestions.emplace_back("Import a chat, feed or archive that speaks of it.");
    return answer;
}

Answer report_worked_out(const std::string& lead, const std::vector<std::string>& working,
                         const std::vector<Trail>& trails, const ComposeContext& context) {
    Draft draft(context);
    std::vector<std::pair<const Evidence*, Span>> grounds;
    grounds.reserve(trails.size());
    for (const Trail& trail : trails) grounds.emplace_back(trail.back().evidence, trail.back().quote);
    draft.count(opened(lead), grounds);
    for (const std::string& line : working) draft.say(line, SentenceRole::working);
    for (const Trail& trail : trails) tell_steps(draft, trail, context);
    return draft.finish(AnswerKind::worked, sure_of(trails), {});
}

}  // namespace familiar::answer::thinking
