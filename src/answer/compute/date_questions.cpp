#include "answer/compute/date_questions.h"

#include "answer/compute/format.h"

#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr double k_certainty_two_readings = 0.7;
constexpr int k_age_max = 130;

std::string tense(CivilDate date, CivilDate today) { return date < today ? "was" : "is"; }

Computation on_day(const Day& day, CivilDate today, bool weekday_asked) {
    Computation answer;
    answer.result = weekday_asked ? std::string(weekday_name(weekday_of(day.date))) : full_date(day.date);
    answer.certainty = day.two_readings ? k_certainty_two_readings : 1;
    const std::string name = day.name.empty() ? time::long_date(day.date) : as_sentence(day.name);
    const std::string value = day.name.empty() ? "a " + answer.result : full_date(day.date);
    answer.sentence = fmt::format("{} {} {}.", name, tense(day.date, today), value);
    if (day.date != today) {
        const std::int64_t away = days_between(today, day.date);
        answer.working.push_back(fmt::format("today is {}", full_date(today)));
        answer.working.push_back(away > 0 ? counted(away, "day", "days") + " from today"
                                          : counted(-away, "day", "days") + " ago");
    } else {
        answer.working.push_back(fmt::format("today is {}", full_date(today)));
    }
    return answer;
}

Lean lean_of(Cursor& in) {
    const bool past = in.any({"was", "were", "did"});
    if (!past) in.any({"is", "will be", "does", "falls", "will"});
    return past ? Lean::past : Lean::coming;
}

// "what day is 14 July 2026", "on which weekday does Christmas fall", "what day of the week was 4 May 1990"
std::optional<Computation> weekday_asked(Cursor in, CivilDate today) {
    in.word("on");
    if (!in.any({"what day of the week", "which day of the week", "what weekday", "which weekday", "what is the day",
                 "what day", "which day"})) {
        return std::nullopt;
    }
    const Lean lean = lean_of(in);
    in.any({"it on", "it"});
    in.any({"be"});
    if (in.done()) return on_day({.date = today, .name = "today"}, today, true);
    const auto day = read_day(in, today, lean);
    if (!day) return std::nullopt;
    in.any({"on", "fall on", "fall", "be"});
    in.word("on");
    return in.done() ? std::optional(on_day(*day, today, true)) : std::nullopt;
}

// "14 July 2026 is what day", "is what weekday"
std::optional<Computation> weekday_asked_last(Cursor in, CivilDate today) {
    const auto day = read_day(in, today, Lean::coming);
    if (!day || !in.any({"is", "was", "falls on", "is on"})) return std::nullopt;
    if (!in.any({"what day of the week", "which day of the week", "what weekday", "which weekday", "what day",
                 "which day"})) {
        return std::nullopt;
    }
    return in.done() ? std::optional(on_day(*day, today, true)) : std::nullopt;
}

bool counted_away(const Day& day) { return !day.name.empty() && day.name[0] >= '0' && day.name[0] <= '9'; }

// "what date is 45 days from now", "what is the date of Easter 2027", "next Friday's date", "when is Easter"
std::optional<Computation> date_asked(Cursor in, CivilDate today) {
    Lean lean = Lean::coming;
    bool counted_only = false;
    if (in.any({"what date", "which date", "what is the date", "what was the date", "the date of", "date of",
                "the date", "what will the date"})) {
        if (in.taken().back().is_word("date")) lean = lean_of(in);
        in.any({"of", "on", "it on", "it"});
        in.any({"be"});
        if (in.done()) return on_day({.date = today, .name = "today"}, today, false);
    } else if (in.any({"when"})) {
        lean = lean_of(in);
    } else {  // "what is 45 days from now", but not "what is Easter" or "what is on Friday"
        Cursor whole = in;
        if (whole.word("what is today") && whole.done()) return on_day({.date = today, .name = "today"}, today, false);
        const bool asked = in.any({"what is", "what was"});
        counted_only = true;
        const Token* first = in.peek();
        if (!asked && (in.rest().empty() || in.rest().back().is_word("ago") || first->is_word("in")))
            return std::nullopt;
    }
    if (in.peek() != nullptr && in.peek()->is_word("on") && counted_only) return std::nullopt;
    const auto day = read_day(in, today, lean);
    if (!day) return std::nullopt;
    if (in.any({"date is it", "date", "is what date"})) counted_only = false;
    if (!in.done() || (counted_only && !counted_away(*day))) return std::nullopt;
    return on_day(*day, today, false);
}

// Plain dates say nothing new when they are only repeated.
bool repeats_itself(std::span<const Token> question, CivilDate today) {
    Cursor in(question);
    in.any({"what is", "when is", "what was", "when was"});
    const auto day = read_day(in, today, Lean::coming);
    return day && in.done() && day->name.empty();
}

std::optional<Computation> what_year(Cursor in, CivilDate today) {
    Computation answer;
    if (in.any({"what year is it", "which year is it", "what is the year"})) {
        answer.result = std::to_string(int(today.year()));
        answer.sentence = fmt::format("It is {}.", answer.result);
    } else if (in.any({"what month is it", "which month is it"})) {
        answer.result = fmt::format("{} {}", month_name(today.month()), int(today.year()));
        answer.sentence = fmt::format("It is {}.", answer.result);
    } else {
        return std::nullopt;
    }
    in.any({"now", "today"});
    answer.working.push_back("today is " + full_date(today));
    return in.done() ? std::optional(answer) : std::nullopt;
}

// "someone", "a person who was", "I … if I was"
bool born(Cursor& in) {
    in.any({"would", "will", "is", "am", "are"});
    if (!in.any({"someone", "somebody", "anyone", "anybody", "a person", "one", "people", "i", "you", "a child",
                 "a man", "a woman"})) {
        return false;
    }
    in.any({"be"});
    in.any({"now", "today"});
    in.any(
        {"if i was", "if i were", "if i am", "if you were", "if they were", "who was", "who is", "that was", "when"});
    if (!in.any({"born"})) return false;
    in.any({"on", "in"});
    return true;
}

Computation age_of_year(int year, CivilDate today) {
    const int upper = int(today.year()) - year;
    Computation answer;
    answer.result = fmt::format("{} or {}", upper - 1, upper);
    answer.sentence =
        fmt::format("Somebody born in {} is {} or {} years old, depending on the birthday.", year, upper - 1, upper);
    answer.working.push_back(fmt::format("{} - {} = {}", int(today.year()), year, upper));
    return answer;
}

// "how old is someone born 4 May 1990"
std::optional<Computation> age_asked(Cursor in, CivilDate today) {
    if (!in.any({"how old", "what age", "what is the age of", "the age of", "age of"})) return std::nullopt;
    if (!born(in)) return std::nullopt;
    Cursor behind = in;
    if (const auto year = read_year(behind, today)) {
        behind.any({"now", "today", "be"});
        const bool possible = behind.done() && *year < int(today.year()) && *year > int(today.year()) - k_age_max;
        return possible ? std::optional(age_of_year(*year, today)) : std::nullopt;
    }
    const auto day = read_day(in, today, Lean::past);
    in.any({"now", "today", "be"});
    if (!day || !in.done() || day->date > today || !day->year_said) return std::nullopt;
    const Whole years = whole_steps(day->date, today, Step::year);
    if (years.count > k_age_max) return std::nullopt;
    Computation answer;
    answer.result = counted(years.count, "year", "years");
    answer.certainty = day->two_readings ? k_certainty_two_readings : 1;
    answer.sentence = fmt::format("Somebody born on {} is {} old.", time::long_date(day->date), answer.result);
    answer.working.push_back(fmt::format("from {} to {}: {} and {}", time::long_date(day->date), time::long_date(today),
                                         answer.result, counted(years.days, "day", "days")));
    return answer;
}

// "what week number is it", "which week is 14 July in"
std::optional<Computation> week_asked(Cursor in, CivilDate today) {
    in.any({"what is the", "the"});
    const bool number_first = in.any(
        {"calendar week number", "calendar week", "iso week", "current week number", "current week", "week number"});
    if (!number_first &&
        !in.any({"what week number", "what week of the year", "which week of the year", "what calendar week",
                 "which calendar week", "which week number", "what week", "which week", "what week of year"})) {
        return std::nullopt;
    }
    in.any({"of", "for", "on", "is it", "are we in", "is this", "are we", "is", "does"});
    in.any({"of", "for", "on", "in"});
    Day day{.date = today, .name = "today"};
    if (!in.done() && !in.any({"this week", "now", "right now", "currently"})) {
        const auto named = read_day(in, today, Lean::coming);
        if (!named) return std::nullopt;
        day = *named;
        in.any({"in", "fall in"});
    }
    if (!in.done()) return std::nullopt;
    const IsoWeek week = iso_week(day.date);
    const auto monday = std::chrono::sys_days(day.date) - std::chrono::days(weekday_of(day.date).iso_encoding() - 1);
    Computation answer;
    answer.result = fmt::format("week {}", week.week);
    answer.sentence = fmt::format("{} is in week {} of {} (weeks from Monday to Sunday, ISO 8601).",
                                  as_sentence(day.text()), week.week, week.year);
    answer.working.push_back(fmt::format("week {} runs from {} to {}", week.week, full_date(CivilDate(monday)),
                                         full_date(CivilDate(monday + std::chrono::days(6)))));
    return answer;
}

std::string leap_reason(int year) {
    if (year % 400 == 0) return fmt::format("{} can be divided by 400", year);
    if (year % 100 == 0) return fmt::format("{} can be divided by 100 and not by 400", year);
    if (year % 4 == 0) return fmt::format("{} / 4 = {}, without rest", year, year / 4);
    return fmt::format("{} / 4 = {} rest {}", year, year / 4, year % 4);
}

// "is 2028 a leap year", "when is the next leap year"
std::optional<Computation> leap_asked(Cursor in, CivilDate today) {
    Computation answer;
    if (in.any({"when is the next leap year", "what is the next leap year", "which year is the next leap year",
                "next leap year", "when will the next leap year be", "when is next leap year"})) {
        int year = int(today.year()) + 1;
        while (!leap_year(year)) ++year;
        answer.result = std::to_string(year);
        answer.sentence = fmt::format("The next leap year is {}.", year);
        answer.working.push_back(leap_reason(year));
        return in.done() ? std::optional(answer) : std::nullopt;
    }
    if (!in.any({"is", "was", "will"})) return std::nullopt;
    std::optional<int> year = read_year(in, today);
    if (!year && in.word("it")) year = int(today.year());
    in.any({"be"});
    if (!year || !in.any({"a leap year", "leap year"}) || !in.done()) return std::nullopt;
    const bool leap = leap_year(*year);
    answer.result = leap ? "yes" : "no";
    const char* verb = *year < int(today.year()) ? "was" : "is";
    answer.sentence = fmt::format("{}, {} {} {}a leap year.", leap ? "Yes" : "No", *year, verb, leap ? "" : "not ");
    answer.working.push_back(leap_reason(*year));
    return answer;
}

// "how many days are in February 2028", "how many days are left this year"
std::optional<Computation> length_asked(Cursor in, CivilDate today) {
    if (!in.word("how many")) return std::nullopt;
    const auto step = read_step(in);
    if (step != Step::day && step != Step::week) return std::nullopt;
    const bool left =
        in.any({"are left in", "left in", "are left", "are there left in", "remain in", "are remaining in"});
    if (!left && !in.any({"are there in", "are in", "in", "does", "will", "has", "did"})) return std::nullopt;
    CivilDate begin = today;
    CivilDate end = today;
    std::string name;
    Cursor behind = in;
    if (const auto year = read_year(behind, today)) {
        in = behind;
        begin = *valid_date(*year, 1, 1);
        end = *valid_date(*year, 12, 31);
        name = std::to_string(*year);
    } else if (const auto month = read_month(in, today)) {
        begin = *month / std::chrono::day(1);
        end = std::chrono::sys_days(*month / std::chrono::last);
        name = fmt::format("{} {}", month_name(month->month()), int(month->year()));
    } else {
        return std::nullopt;
    }
    in.any({"have"});
    if (!in.done() || (left && (today < begin || today > end))) return std::nullopt;
    const std::int64_t days = left ? days_between(today, end) : days_between(begin, end) + 1;
    Computation answer;
    answer.result = counted(days, "day", "days");
    if (*step == Step::week)
        answer.result = fmt::format("{} and {}", counted(days / 7, "week", "weeks"), counted(days % 7, "day", "days"));
    answer.sentence = left ? fmt::format("After today, {} has {} left.", name, answer.result)
                           : fmt::format("{} has {}.", name, answer.result);
    answer.working.push_back(fmt::format("from {} to {}", full_date(left ? today : begin), full_date(end)));
    return answer;
}

}  // namespace

std::optional<Computation> which_day(std::span<const Token> question, CivilDate today) {
    const Cursor in(question);
    if (auto answer = weekday_asked(in, today)) return answer;
    if (auto answer = weekday_asked_last(in, today)) return answer;
    if (repeats_itself(question, today)) return std::nullopt;
    if (auto answer = date_asked(in, today)) return answer;
    return what_year(in, today);
}

std::optional<Computation> calendar_fact(std::span<const Token> question, CivilDate today) {
    const Cursor in(question);
    if (auto answer = age_asked(in, today)) return answer;
    if (auto answer = week_asked(in, today)) return answer;
    if (auto answer = leap_asked(in, today)) return answer;
    return length_asked(in, today);
}

}  // namespace familiar::answer::computing
