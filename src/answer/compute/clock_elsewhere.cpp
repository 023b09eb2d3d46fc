#include "answer/compute/calendar.h"
#include "answer/compute/clock_questions.h"
#include "answer/compute/clock_words.h"
#include "answer/compute/places.h"

#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr double k_certainty_one_zone = 0.9;  // "3pm London time" asked without saying where

std::string clock_text(const CivilTime& time) { return fmt::format("{:02}:{:02}", time.hour, time.minute); }

// "UTC+5:30"
std::string offset_text(std::chrono::seconds offset) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(offset).count();
    if (minutes == 0) return "UTC";
    const auto size = std::abs(minutes);
    const char sign = minutes < 0 ? '-' : '+';
    return size % 60 == 0 ? fmt::format("UTC{}{}", sign, size / 60)
                          : fmt::format("UTC{}{}:{:02}", sign, size / 60, size % 60);
}

std::string hours_text(std::chrono::seconds difference) {
    return stretch_text(std::chrono::duration_cast<std::chrono::minutes>(std::chrono::abs(difference)));
}

Place here(const ComputeContext& context) { return {"your time zone", context.time_zone, ""}; }

// "Singapore", "CET", "here", "my time"
std::optional<Place> read_zone(Cursor& in, const ComputeContext& context) {
    in.any({"in the", "in", "at", "for"});
    if (in.any({"my time zone", "my time", "local time", "our time", "here", "me", "where i am"})) return here(context);
    auto place = read_place(in);
    if (place) in.any({"local time", "time zone", "time"});
    return place;
}

Computation now_at(const Place& place, const ComputeContext& context) {
    const CivilTime there = time::civil(context.now, place.zone);
    Computation answer;
    answer.result = clock_text(there);
    const bool is_here = place.zone == context.time_zone;
    const std::string where = place.abbreviation ? " " + place.name : " in " + place.name;
    answer.sentence = fmt::format("It is {}{} ({}).", answer.result,
                                  is_here && place.name.starts_with("your") ? "" : where, full_date(there.date));
    const std::string offset = offset_text(time::offset_at(context.now, place.zone));
    if (offset != place.zone) answer.working.push_back(fmt::format("{}: {}", place.zone, offset));
    if (!is_here) {
        const CivilTime home = time::civil(context.now, context.time_zone);
        answer.working.push_back(fmt::format("your clock shows {} ({})", clock_text(home),
                                             offset_text(time::offset_at(context.now, context.time_zone))));
    }
    if (!place.note.empty()) answer.working.push_back(place.note);
    return answer;
}

void pass_over_now(Cursor& in) { in.any({"right now", "now", "currently", "at the moment", "at present", "today"}); }

// "what time is it", "what's the time in London", "London time", "current time in Tokyo"
std::optional<Computation> asked_now(Cursor in, const ComputeContext& context) {
    const bool asked = in.any({"what time is it", "what is the time", "what time it is", "what is the current time",
                               "the current time", "current time", "what is the local time", "local time", "the time",
                               "what time do you have", "time now", "how late is it", "what is time", "the time is",
                               "what the time is", "what time is"});
    if (!asked) {
        in.any({"what is", "the"});
        const bool time_first = in.word("time in") || in.word("time at");
        const auto place = time_first ? read_place(in) : read_zone(in, context);
        const bool time_word = !in.taken().empty() && in.taken().back().is_word("time");
        pass_over_now(in);
        if (!place || !in.done() || !(time_first || time_word)) return std::nullopt;
        return now_at(*place, context);
    }
    pass_over_now(in);
    if (in.done()) {
        const bool told = in.taken().size() > 1 && !in.taken().back().is_word("time");
        return told || in.taken().front().is_word("what") ? std::optional(now_at(here(context), context))
                                                          : std::nullopt;
    }
    const auto place = read_zone(in, context);
    pass_over_now(in);
    return place && in.done() ? std::optional(now_at(*place, context)) : std::nullopt;
}

std::string day_difference(CivilDate from, CivilDate to) {
    const std::int64_t days = days_between(from, to);
    if (days == 1) return " the next day";
    if (days == -1) return " the day before";
    return "";
}

// A time of today in one zone as it is in the other.
Computation translated(ClockTime clock, const Place& from, const Place& to, const ComputeContext& context) {
    const CivilDate date = time::civil(context.now, from.zone).date;
    const Timestamp moment =
        time::moment({.date = date, .hour = clock.minutes / 60, .minute = clock.minutes % 60}, from.zone);
    const CivilTime there = time::civil(moment, to.zone);
    const auto in = [](const Place& place) { return place.abbreviation ? place.name : "in " + place.name; };
    Computation answer;
    answer.result = clock_text(there);
    answer.sentence = fmt::format("{} {} is {} {}{}.", clock.text(), in(from), answer.result, in(to),
                                  day_difference(date, there.date));
    answer.working.push_back(fmt::format("{} keeps {}, {} keeps {} on {}", from.name,
                                         offset_text(time::offset_at(moment, from.zone)), to.name,
                                         offset_text(time::offset_at(moment, to.zone)), time::long_date(date)));
    for (const Place& place : {from, to}) {
        if (!place.note.empty()) answer.working.push_back(place.note);
    }
    return answer;
}

// "what time is 3pm New York in Berlin", "3pm EST in CET", "convert 15:00 London time to Tokyo"
std::optional<Computation> asked_translation(Cursor in, const ComputeContext& context) {
    in.any({"what time is", "what time would be", "what is", "convert", "when is"});
    in.any({"it"});
    const auto clock = read_clock(in);
    if (!clock) return std::nullopt;
    const auto from = read_zone(in, context);
    if (!from) return std::nullopt;
    if (in.done()) {
        if (!from->abbreviation && !in.taken().back().is_word("time")) return std::nullopt;
        Computation answer = translated(*clock, *from, here(context), context);
        answer.certainty = k_certainty_one_zone;
        return answer;
    }
    in.any({"to", "into", "as", "is what time", "what time is it", "is what"});
    const auto to = read_zone(in, context);
    in.any({"be"});
    if (!to || !in.done()) return std::nullopt;
    return translated(*clock, *from, *to, context);
}

// "when it is 9 am in Lisbon, what time is it in Tokyo"
std::optional<Computation> asked_condition(Cursor in, const ComputeContext& context) {
    if (!in.any({"when it is", "if it is", "if its", "when its"})) return std::nullopt;
    const auto clock = read_clock(in);
    if (!clock) return std::nullopt;
    const auto from = read_zone(in, context);
    in.symbol(",");
    in.word("then");
    if (!from || !in.any({"what time is it", "what is the time", "what time will it be"})) return std::nullopt;
    const auto to = read_zone(in, context);
    return to && in.done() ? std::optional(translated(*clock, *from, *to, context)) : std::nullopt;
}

// "what time is it in Tokyo when it is 9 am in Lisbon"
std::optional<Computation> asked_condition_last(Cursor in, const ComputeContext& context) {
    if (!in.any({"what time is it", "what is the time", "what time will it be"})) return std::nullopt;
    const auto to = read_zone(in, context);
    if (!to || !in.any({"when it is", "if it is", "when its"})) return std::nullopt;
    const auto clock = read_clock(in);
    const auto from = clock ? read_zone(in, context) : std::nullopt;
    return from && in.done() ? std::optional(translated(*clock, *from, *to, context)) : std::nullopt;
}

Computation difference(const Place& first, const Place& second, const ComputeContext& context) {
    const auto a = time::offset_at(context.now, first.zone);
    const auto b = time::offset_at(context.now, second.zone);
    Computation answer;
    answer.result = hours_text(a - b);
    answer.sentence =
        a == b ? fmt::format("{} and {} keep the same time.", first.name, second.name)
               : fmt::format("{} is {} {} {}.", first.name, answer.result, a > b ? "ahead of" : "behind", second.name);
    if (a == b) answer.result = "no difference";
    answer.working.push_back(fmt::format("{}: {}, {}: {} on {}", first.name, offset_text(a), second.name,
                                         offset_text(b), time::long_date(context.now, context.time_zone)));
    return answer;
}

// "time difference between Lisbon and Tokyo", "how many hours ahead of London is Tokyo"
std::optional<Computation> asked_difference(Cursor in, const ComputeContext& context) {
    in.any({"what is the", "what is", "how big is the", "how much is the", "the"});
    if (in.any({"time difference between", "time zone difference between", "difference in time between",
                "time difference from"})) {
        const auto first = read_zone(in, context);
        if (!first || !in.any({"and", "to"})) return std::nullopt;
        const auto second = read_zone(in, context);
        return second && in.done() ? std::optional(difference(*first, *second, context)) : std::nullopt;
    }
    if (in.any({"time difference to", "time difference with", "time difference in"})) {
        const auto first = read_zone(in, context);
        return first && in.done() ? std::optional(difference(*first, here(context), context)) : std::nullopt;
    }
    if (!in.any({"how many hours", "how far"})) return std::nullopt;
    const bool direction_first = in.any({"ahead of", "behind", "ahead"});
    std::optional<Place> other;
    if (direction_first && !in.any({"is", "are"})) {
        other = read_zone(in, context);
        if (!other || !in.any({"is", "are"})) return std::nullopt;
    } else if (!direction_first && !in.any({"is", "are"})) {
        return std::nullopt;
    }
    const auto place = read_zone(in, context);
    if (!place) return std::nullopt;
    if (!direction_first && !in.any({"ahead of", "behind", "ahead", "away from", "from"})) return std::nullopt;
    if (!other && !in.done()) {
        in.any({"of", "from"});
        other = read_zone(in, context);
        if (!other) return std::nullopt;
    }
    return in.done() ? std::optional(difference(*place, other.value_or(here(context)), context)) : std::nullopt;
}

// "what time zone is Porto in"
std::optional<Computation> asked_zone(Cursor in, const ComputeContext& context) {
    if (!in.any({"what time zone is", "which time zone is", "what timezone is", "which timezone is",
                 "what time zone does", "what is the time zone of", "what is the time zone in", "time zone of",
                 "what is the timezone of"})) {
        return std::nullopt;
    }
    in.word("used");
    const auto place = read_zone(in, context);
    in.any({"in", "on", "use", "keep", "have"});
    if (!place || !in.done()) return std::nullopt;
    Computation answer;
    answer.result = place->zone;
    answer.sentence = fmt::format("{} keeps the time of {}, now {}.", place->name, place->zone,
                                  offset_text(time::offset_at(context.now, place->zone)));
    answer.working.push_back(fmt::format("it is {} there", clock_text(time::civil(context.now, place->zone))));
    if (!place->note.empty()) answer.working.push_back(place->note);
    return answer;
}

}  // namespace

std::optional<Computation> clock_elsewhere(std::span<const Token> question, const ComputeContext& context) {
    const Cursor in(question);
    for (const auto form :
         {asked_condition, asked_condition_last, asked_translation, asked_now, asked_difference, asked_zone}) {
        if (auto answer = form(in, context)) return answer;
    }
    return std::nullopt;
}

}  // namespace familiar::answer::computing
