// How many days until something: the date is quoted from a source, the days are computed.
#include "answer/instant/draft.h"
#include "answer/instant/kinds.h"
#include "answer/instant/passages.h"
#include "answer/limits.h"
#include "base/dates.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::instant {

namespace {

using std::chrono::sys_days;

// The first date of a passage that is not over.
std::optional<CivilDate> coming_date(const Evidence& evidence, Span span, CivilDate today, std::string_view zone) {
    const CivilDate written_on = evidence.post.posted_at ? time::civil(*evidence.post.posted_at, zone).date : today;
    for (const DateMention& mention : dates_in(span.of(evidence.post.text), written_on)) {
        if (sys_days(mention.date) >= sys_days(today)) return mention.date;
    }
    return std::nullopt;
}

std::string in_units(std::string_view asked, int days) {
    const std::string count = fmt::format("{} {}", days, days == 1 ? "day" : "days");
    if (asked.find("week") == std::string_view::npos || days < 7) return count;
    const int weeks = days / 7;
    const int rest = days % 7;
    std::string text = fmt::format("{} {}", weeks, weeks == 1 ? "week" : "weeks");
    if (rest != 0) text += fmt::format(" and {} {}", rest, rest == 1 ? "day" : "days");
    return text + " (" + count + ")";
}

}  // namespace

std::optional<Answer> compose_countdown(const Question& question, const Found& evidence,
                                        const ComposeContext& context) {
    const CivilDate today = time::civil(context.now, context.zone).date;
    for (const Evidence& candidate : evidence) {
        if (!carries(candidate, k_coverage_needed)) continue;
        const Span span = passage_for(candidate, Wanted::time);
        const auto date = coming_date(candidate, span, today, context.zone);
        if (!date) continue;
        const int days = static_cast<int>((sys_days(*date) - sys_days(today)).count());
        Draft draft(context);
        draft.count(days == 0 ? fmt::format("“{}” is today.", question.topic)
                              : fmt::format("{} until “{}”.", in_units(question.asked, days), question.topic),
                    {{&candidate, span}});
        draft.say(fmt::format("{} to {} = {} days", time::long_date(today), time::long_date(*date), days),
                  SentenceRole::working);
        draft.quote_said(candidate, span, SentenceRole::detail);
        return draft.finish(AnswerKind::computed, candidate.coverage, evidence);
    }
    return std::nullopt;
}

}  // namespace familiar::answer::instant
