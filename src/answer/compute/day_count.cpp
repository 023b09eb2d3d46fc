#include "answer/compute/date_questions.h"
#include "answer/compute/format.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr double k_certainty_two_readings = 0.7;  // 3/4/2026

enum class Count { days, weeks, months, years, workdays, hours, minutes, mixed };

std::optional<Count> read_count_unit(Cursor& in) {
    if (in.any({"hours"})) return Count::hours;
    if (in.any({"minutes"})) return Count::minutes;
    const auto step = read_step(in);
    if (!step) return std::nullopt;
    switch (*step) {
        case Step::day: return Count::days;
        case Step::week: return Count::weeks;
        case Step::month: return Count::months;
        case Step::year: return Count::years;
        case Step::workday: return Count::workdays;
    }
    return std::nullopt;
}

std::string with_rest(std::int64_t count, std::string_view one, std::string_view many, std::int64_t rest) {
    std::string text = counted(count, one, many);
    if (rest != 0) text += " and " + counted(rest, "day", "days");
    return text;
}

std::int64_t workdays_between(CivilDate from, CivilDate to) {
    const std::int64_t total = days_between(from, to);
    std::int64_t count = total / 7 * 5;
    auto day = std::chrono::sys_days(from) + std::chrono::days(total / 7 * 7);
    for (; day < std::chrono::sys_days(to); day += std::chrono::days(1)) {
        if (std::chrono::weekday(day + std::chrono::days(1)).iso_encoding() <= 5) ++count;
    }
    return count;
}

// The stretch from one day to a later one, in what was asked for.
std::string stretch(CivilDate from, CivilDate to, Count count) {
    const std::int64_t total = days_between(from, to);
    switch (count) {
        case Count::days: return counted(total, "day", "days");
        case Count::workdays: return counted(workdays_between(from, to), "working day", "working days");
        case Count::hours: return counted(total * 24, "hour", "hours");
        case Count::minutes: return counted(total * 24 * 60, "minute", "minutes");
        case Count::weeks: return with_rest(total / 7, "week", "weeks", total % 7);
        case Count::months: {
            const Whole whole = whole_steps(from, to, Step::month);
            return with_rest(whole.count, "month", "months", whole.days);
        }
        case Count::years: {
            const Whole whole = whole_steps(from, to, Step::year);
            return with_rest(whole.count, "year", "years", whole.days);
        }
        case Count::mixed: break;
    }
    if (total < 14) return counted(total, "day", "days");
    return fmt::format("{} ({})", counted(total, "day", "days"), with_rest(total / 7, "week", "weeks", total % 7));
}

void add_working(CivilDate from, CivilDate to, Count count, Computation& answer) {
    const std::int64_t total = days_between(from, to);
    answer.working.push_back(
        fmt::format("from {} to {}: {}", full_date(from), full_date(to), counted(total, "day", "days")));
    if (count == Count::workdays) answer.working.emplace_back("Mondays to Fridays; public holidays are not taken out");
    if (count == Count::weeks)
        answer.working.push_back(fmt::format("{} / 7 = {} rest {}", total, total / 7, total % 7));
    if (count == Count::hours)
        answer.working.push_back(fmt::format("{} × 24 = {}", total, shown(Number(total * 24)).text));
    if (count == Count::minutes) {
        answer.working.push_back(fmt::format("{} × 24 × 60 = {}", total, shown(Number(total * 24 * 60)).text));
    }
}

Computation from_today(const Day& day, CivilDate today, Count count) {
    const std::int64_t away = days_between(today, day.date);
    Computation answer;
    answer.certainty = day.two_readings ? k_certainty_two_readings : 1;
    if (away == 0) {
        answer.result = "0 days";
        answer.sentence = as_sentence(day.text() + " is today.");
    } else if (away > 0) {
        answer.result = stretch(today, day.date, count);
        answer.sentence = fmt::format("It is {} until {}.", answer.result, day.text());
    } else {
        answer.result = stretch(day.date, today, count);
        answer.sentence = fmt::format("{} was {} ago.", as_sentence(day.text()), answer.result);
    }
    add_working(away < 0 ? day.date : today, away < 0 ? today : day.date, count, answer);
    return answer;
}

void pass_over_filling(Cursor& in) {
    while (in.any({"are there",  "is there",    "are left", "are we from", "left",        "remain",      "is it",
                   "do we have", "have we got", "to go",    "more",        "have passed", "has it been", "have gone by",
                   "will it be", "still",       "it is",    "there are",   "passed",      "remaining",   "exactly"})) {}
}

// "how many days until Christmas", "how long until 15 June", "days to Easter"
std::optional<Computation> until(Cursor in, CivilDate today) {
    in.any({"how many more", "how many", "number of", "the number of"});
    std::optional<Count> count = read_count_unit(in);
    if (!count) {
        if (!in.any({"how long", "how far away is", "how far off is", "countdown", "time", "how much time"}))
            return std::nullopt;
        const bool far = in.taken().back().is_word("is");
        count = Count::mixed;
        if (far) {
            const auto day = read_day(in, today, Lean::coming);
            return day && in.done() ? std::optional(from_today(*day, today, *count)) : std::nullopt;
        }
    }
    pass_over_filling(in);
    if (in.any({"away is", "from now is", "from today is"})) {
    } else if (!in.any({"until", "till", "til", "untill", "to", "before", "from now until", "from today until",
                        "from now to", "from today to", "between now and", "between today and", "up to"})) {
        return std::nullopt;
    }
    const auto day = read_day(in, today, Lean::coming);
    if (!day) {
        const auto year = read_year(in, today);
        if (!year || !in.done()) return std::nullopt;
        return from_today({.date = *valid_date(*year, 1, 1), .name = ""}, today, *count);
    }
    return in.done() ? std::optional(from_today(*day, today, *count)) : std::nullopt;
}

// "how many days since 1 March", "how many weeks ago was Easter"
std::optional<Computation> since(Cursor in, CivilDate today) {
    in.any({"how many", "number of"});
    std::optional<Count> count = read_count_unit(in);
    if (!count) {
        if (!in.any({"how long"})) return std::nullopt;
        count = Count::mixed;
    }
    pass_over_filling(in);
    if (!in.any({"since", "ago was", "ago is", "after"})) return std::nullopt;
    const auto day = read_day(in, today, Lean::past);
    if (!day || !in.done() || day->date > today) return std::nullopt;
    return from_today(*day, today, *count);
}

// The first of two days may lean on the second: "between 1 March and 31 May 2026", "from 3 to 17 July".
std::optional<std::pair<Day, Day>> read_two(Cursor& in, CivilDate today, bool between) {
    const auto link = [&](Cursor& at) {
        return between ? at.any({"and", "to"}) : at.any({"to", "until", "till", "through"});
    };
    Cursor ahead = in;
    if (auto first = read_day(ahead, today, Lean::this_year); first && link(ahead)) {
        auto second = read_day(ahead, today, Lean::this_year);
        if (!second) return std::nullopt;
        in = ahead;
        if (!first->year_said && second->year_said) {
            *first = in_year(*first, int(second->date.year()));
            if (first->date > second->date) *first = in_year(*first, int(second->date.year()) - 1);
        } else if (first->year_said && !second->year_said) {
            *second = in_year(*second, int(first->date.year()));
            if (first->date > second->date) *second = in_year(*second, int(first->date.year()) + 1);
        } else if (!second->year_said && first->date > second->date) {
            *second = in_year(*second, int(second->date.year()) + 1);
        }
        return std::pair(*first, *second);
    }
    ahead = in;
    const Token* number = ahead.peek();
    if (number == nullptr || !number->is_number()) return std::nullopt;
    ahead.skip();
    if (!link(ahead)) return std::nullopt;
    const auto second = read_day(ahead, today, Lean::this_year);
    const auto day_number = number->value.to_int64();
    if (!second || !day_number || !second->name.empty()) return std::nullopt;
    const auto date = valid_date(int(second->date.year()), unsigned(second->date.month()), *day_number);
    if (!date) return std::nullopt;
    in = ahead;
    return std::pair(Day{.date = *date, .name = ""}, *second);
}

// "how many years between 1969 and 2026"
std::optional<Computation> between_years(Cursor in, CivilDate today) {
    in.any({"how many", "number of", "the number of"});
    if (!in.any({"years"})) return std::nullopt;
    pass_over_filling(in);
    const bool between_word = in.word("between");
    if (!between_word && !in.word("from")) return std::nullopt;
    const auto first = read_year(in, today);
    if (!first || !(between_word ? in.word("and") : in.any({"to", "until", "till"}))) return std::nullopt;
    const auto second = read_year(in, today);
    if (!second || !in.done()) return std::nullopt;
    const int years = std::abs(*second - *first);
    Computation answer;
    answer.result = counted(years, "year", "years");
    answer.sentence = fmt::format("From {} to {} it is {}.", *first, *second, answer.result);
    answer.working.push_back(fmt::format("{} - {} = {}", std::max(*first, *second), std::min(*first, *second), years));
    return answer;
}

// "days between 1 March and 31 May 2026", "how many weeks from 3 March to 1 June"
std::optional<Computation> between(Cursor in, CivilDate today) {
    in.any({"how many", "number of", "the number of"});
    const auto count = read_count_unit(in);
    if (!count && !in.any({"how long is it", "how long", "how much time"})) return std::nullopt;
    pass_over_filling(in);
    const bool between_word = in.word("between");
    if (!between_word && !in.word("from")) return std::nullopt;
    const auto two = read_two(in, today, between_word);
    if (!two || !in.done()) return std::nullopt;
    const auto& [first, second] = *two;
    const bool ordered = first.date <= second.date;
    const CivilDate from = ordered ? first.date : second.date;
    const CivilDate to = ordered ? second.date : first.date;
    Computation answer;
    answer.result = stretch(from, to, count.value_or(Count::mixed));
    answer.certainty = first.two_readings || second.two_readings ? k_certainty_two_readings : 1;
    answer.sentence = fmt::format("From {} to {} it is {}.", first.text(), second.text(), answer.result);
    add_working(from, to, count.value_or(Count::mixed), answer);
    answer.working.push_back(fmt::format("counting both days: {}", counted(days_between(from, to) + 1, "day", "days")));
    return answer;
}

}  // namespace

std::optional<Computation> day_count(std::span<const Token> question, CivilDate today) {
    const Cursor in(question);
    Cursor core = in;
    core.any({"what is", "count", "calculate"});
    core.any({"the"});
    for (const Cursor& start : {in, core}) {
        if (auto answer = between(start, today)) return answer;
        if (auto answer = between_years(start, today)) return answer;
        if (auto answer = until(start, today)) return answer;
        if (auto answer = since(start, today)) return answer;
    }
    return std::nullopt;
}

}  // namespace familiar::answer::computing
