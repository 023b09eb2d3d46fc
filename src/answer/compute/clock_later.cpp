#include "answer/compute/calendar.h"
#include "answer/compute/clock_questions.h"
#include "answer/compute/clock_words.h"
#include "answer/compute/format.h"

#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr int k_day_minutes = 24 * 60;

std::string clock_text(const CivilTime& time) { return fmt::format("{:02}:{:02}", time.hour, time.minute); }

// The clock a stretch before or after now, by the person's own zone.
Computation from_now(const Stretch& stretch, bool back, const ComputeContext& context) {
    const Timestamp moment = back ? context.now - stretch.length : context.now + stretch.length;
    const CivilTime now = time::civil(context.now, context.time_zone);
    const CivilTime then = time::civil(moment, context.time_zone);
    Computation answer;
    answer.result = clock_text(then);
    const std::string day = then.date == now.date ? "" : " on " + full_date(then.date);
    answer.sentence = back ? fmt::format("{} ago it was {}{}.", as_sentence(stretch.text), answer.result, day)
                           : fmt::format("In {} it will be {}{}.", stretch.text, answer.result, day);
    answer.working.push_back(
        fmt::format("{} {} {} = {}", clock_text(now), back ? "-" : "+", stretch.text, answer.result));
    return answer;
}

Computation from_clock(ClockTime clock, const Stretch& stretch, bool back) {
    const std::int64_t moved =
        std::chrono::duration_cast<std::chrono::minutes>(stretch.length).count() * (back ? -1 : 1);
    const std::int64_t total = clock.minutes + moved;
    const std::int64_t days = total >= 0 ? total / k_day_minutes : -((-total + k_day_minutes - 1) / k_day_minutes);
    const ClockTime result{static_cast<int>(total - days * k_day_minutes)};
    Computation answer;
    answer.result = result.text();
    const std::string day = days == 0    ? ""
                            : days == 1  ? " the next day"
                            : days == -1 ? " the day before"
                            : days > 0   ? fmt::format(", {} days later", days)
                                         : fmt::format(", {} days earlier", -days);
    answer.sentence = fmt::format("{} {} {} is {}{}.", as_sentence(stretch.text), back ? "before" : "after",
                                  clock.text(), answer.result, day);
    answer.working.push_back(
        fmt::format("{} {} {} = {}{}", clock.text(), back ? "-" : "+", stretch.text, answer.result, day));
    return answer;
}

bool asks_time(Cursor& in) {
    return in.any({"what time is it", "what time will it be", "what is the time", "what time was it",
                   "what will the time be", "what time it will be", "what will be the time", "what time is that",
                   "what time would it be"});
}

// "in 90 minutes what time is it", "what time will it be in 90 minutes", "what time was it 3 hours ago"
std::optional<Computation> asked_from_now(Cursor in, const ComputeContext& context) {
    const bool asked_first = asks_time(in);
    if (!asked_first) in.any({"what time is", "what is", "when is"});
    const bool later = in.any({"in", "after"});
    const auto stretch = read_stretch(in);
    if (!stretch) return std::nullopt;
    const bool back = !later && in.any({"ago", "earlier", "before now"});
    if (!later && !back && !in.any({"from now", "later", "hence", "from this moment", "after now"}))
        return std::nullopt;
    in.symbol(",");
    const bool asked_last = asks_time(in);
    const bool asked = asked_first != asked_last || (!later && !asked_first);
    const bool by_the_clock = stretch->length % std::chrono::days(1) != std::chrono::seconds(0);
    if (!in.done() || !asked || (!by_the_clock && !asked_first && !asked_last)) return std::nullopt;
    return from_now(*stretch, back, context);
}

// "90 minutes after 14:30", "what time is 2 hours before 9 am", "14:30 plus 90 minutes"
std::optional<Computation> asked_from_clock(Cursor in, const ComputeContext&) {
    if (!asks_time(in)) in.any({"what time is", "what is", "when is"});
    Cursor ahead = in;
    if (const auto stretch = read_stretch(ahead)) {
        const bool back = ahead.any({"before", "to", "until"});
        if (!back && !ahead.any({"after", "past", "from", "later than"})) return std::nullopt;
        const auto clock = read_clock(ahead);
        return clock && ahead.done() ? std::optional(from_clock(*clock, *stretch, back)) : std::nullopt;
    }
    const auto clock = read_clock(in);
    if (!clock) return std::nullopt;
    const bool back = in.symbol("-") || in.any({"minus", "less"});
    if (!back && !in.symbol("+") && !in.any({"plus", "and"})) return std::nullopt;
    const auto stretch = read_stretch(in);
    return stretch && in.done() ? std::optional(from_clock(*clock, *stretch, back)) : std::nullopt;
}

enum class As { both, in_hours, in_minutes };

// Over midnight if it must be.
Computation stretch_between(ClockTime first, ClockTime second, As as) {
    const int length = (second.minutes - first.minutes + k_day_minutes) % k_day_minutes;
    const std::string from = first.text();
    const std::string to = second.text() + (second.minutes < first.minutes ? " the next day" : "");
    Computation answer;
    const std::string both = stretch_text(std::chrono::minutes(length));
    answer.result = both;
    if (as == As::in_minutes) answer.result = counted(length, "minute", "minutes");
    if (as == As::in_hours) answer.result = in_words(Number::ratio(length, 60)) + (length == 60 ? " hour" : " hours");
    answer.sentence = fmt::format("From {} to {} it is {}.", from, to, answer.result);
    answer.working.push_back(fmt::format("{} - {} = {}", to, from, both));
    if (as == As::in_hours && length % 60 != 0)
        answer.working.push_back(fmt::format("{} / 60 = {}", length, answer.result));
    return answer;
}

// "how long is it from 9:15 to 17:45", "hours between 9am and 5pm", "how many minutes until noon"
std::optional<Computation> asked_between(Cursor in, const ComputeContext& context) {
    As as = As::both;
    if (in.any({"how many hours and minutes"})) {
    } else if (in.any({"how many hours", "hours"})) {
        as = As::in_hours;
    } else if (in.any({"how many minutes", "minutes"})) {
        as = As::in_minutes;
    } else if (!in.any({"how long", "how much time", "time"})) {
        return std::nullopt;
    }
    in.any({"is it", "are there", "is there", "are left", "left", "is left"});
    if (in.any({"until", "till", "til", "to", "before"})) {
        const auto clock = read_clock(in);
        if (!clock || !in.done()) return std::nullopt;
        const CivilTime now = time::civil(context.now, context.time_zone);
        return stretch_between(ClockTime{now.hour * 60 + now.minute}, *clock, as);
    }
    const bool between = in.word("between");
    if (!between && !in.word("from")) return std::nullopt;
    const auto first = read_clock(in);
    if (!first || !in.any({"to", "and", "until", "till"})) return std::nullopt;
    const auto second = read_clock(in);
    if (!second || !in.done()) return std::nullopt;
    return stretch_between(*first, *second, as);
}

}  // namespace

std::optional<Computation> clock_later(std::span<const Token> question, const ComputeContext& context) {
    const Cursor in(question);
    for (const auto form : {asked_from_now, asked_from_clock, asked_between}) {
        if (auto answer = form(in, context)) return answer;
    }
    return std::nullopt;
}

}  // namespace familiar::answer::computing
