#include "answer/compute/date_words.h"

#include "answer/compute/format.h"
#include "answer/compute/number_words.h"

#include <charconv>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int k_deep_max = 3;  // "3 days after 2 weeks from Friday"

std::optional<std::int64_t> whole(const Token* token) {
    if (token == nullptr || !token->is_number()) return std::nullopt;
    return token->value.to_int64();
}

// A year in four digits.
std::optional<int> four_digits(Cursor& in) {
    const Token* next = in.peek();
    const auto year = whole(next);
    if (!year || next->ordinal || next->text.size() != 4 || *year < k_year_min || *year > k_year_max)
        return std::nullopt;
    in.skip();
    return static_cast<int>(*year);
}

std::optional<Day> day_of(std::int64_t year, std::int64_t month, std::int64_t day) {
    const auto date = valid_date(year, month, day);
    return date ? std::optional(Day{.date = *date, .name = ""}) : std::nullopt;
}

// A day and month without a year: the next one, or the last one, there is.
std::optional<Day> leaning(std::int64_t month, std::int64_t day, CivilDate today, Lean lean) {
    static constexpr int k_leap_cycle = 8;  // 29 February may be eight years away
    if (lean == Lean::this_year) {
        auto here = day_of(int(today.year()), month, day);
        if (here) here->year_said = false;
        return here;
    }
    for (int offset = 0; offset <= k_leap_cycle; ++offset) {
        const int year = int(today.year()) + (lean == Lean::coming ? offset : -offset);
        const auto date = valid_date(year, month, day);
        if (!date || (lean == Lean::coming ? *date < today : *date > today)) continue;
        return Day{.date = *date, .name = "", .year_said = false};
    }
    return std::nullopt;
}

std::optional<int> day_number(Cursor& in) {
    const Token* next = in.peek();
    if (next == nullptr) return std::nullopt;
    if (const auto day = whole(next)) {
        Cursor ahead = in;
        ahead.skip();
        const Token* ones = ahead.peek();  // "twenty first"
        const auto ordinal = ones != nullptr && ones->kind == TokenKind::word ? ordinal_word(ones->text) : std::nullopt;
        const bool tens = (*day == 20 || *day == 30) && ordinal && *ordinal < 10;
        if (*day < 1 || *day > 31) return std::nullopt;
        in.skip(tens ? 2 : 1);
        return static_cast<int>(*day) + (tens ? *ordinal : 0);
    }
    const auto ordinal = next->kind == TokenKind::word ? ordinal_word(next->text) : std::nullopt;
    if (ordinal) in.skip();
    return ordinal;
}

std::optional<std::chrono::month> take_month(Cursor& in) {
    const Token* next = in.peek();
    if (next == nullptr || next->kind != TokenKind::word) return std::nullopt;
    const auto month = month_named(next->text);
    if (month) in.skip();
    return month;
}

// "14 July 2026", "the 14th of July", "July 14th, 2026", "4 May next year"
std::optional<Day> with_month_name(Cursor& in, CivilDate today, Lean lean) {
    Cursor ahead = in;
    ahead.word("the");
    std::optional<int> day = day_number(ahead);
    if (day) ahead.word("of");
    const auto month = take_month(ahead);
    if (!month) return std::nullopt;
    if (!day) {
        ahead.word("the");
        const Token* next = ahead.peek();
        if (next == nullptr || next->text.size() == 4) return std::nullopt;
        day = day_number(ahead);
        if (!day) return std::nullopt;
    }
    in = ahead;
    ahead.symbol(",");
    ahead.any({"in", "of"});
    if (const auto year = read_year(ahead, today)) {
        in = ahead;
        return day_of(*year, unsigned(*month), *day);
    }
    return leaning(unsigned(*month), *day, today, lean);
}

// "2026-03-01", "25/12/2026": both numbers up to twelve can be read in two ways.
std::optional<Day> in_digits(Cursor& in) {
    const Token* sign = in.peek(1);
    if (sign == nullptr || !(sign->is_symbol("-") || sign->is_symbol("/")) || !sign->joined) return std::nullopt;
    const Token* second_sign = in.peek(3);
    if (second_sign == nullptr || second_sign->text != sign->text || !second_sign->joined) return std::nullopt;
    const auto first = whole(in.peek());
    const auto second = whole(in.peek(2));
    const auto third = whole(in.peek(4));
    if (!first || !second || !third) return std::nullopt;
    std::optional<Day> day;
    if (in.peek()->text.size() == 4) {
        day = day_of(*first, *second, *third);
    } else if (in.peek(4)->text.size() == 4) {
        day = *second > 12 ? day_of(*third, *first, *second) : day_of(*third, *second, *first);
        if (day) day->two_readings = *first <= 12 && *second <= 12 && *first != *second;
    }
    if (day) in.skip(5);
    return day;
}

// "25.12.2026"
std::optional<Day> dotted(Cursor& in) {
    const Token* next = in.peek();
    if (next == nullptr || next->kind != TokenKind::dotted) return std::nullopt;
    int parts[3] = {};
    const char* begin = next->text.data();
    const char* const end = begin + next->text.size();
    for (int& part : parts) {
        const auto [stop, error] = std::from_chars(begin, end, part);
        if (error != std::errc()) return std::nullopt;
        begin = stop + (stop != end ? 1 : 0);
    }
    if (begin != end || parts[2] < 1000) return std::nullopt;
    const auto day = day_of(parts[2], parts[1], parts[0]);
    if (day) in.skip();
    return day;
}

std::optional<Day> relative_word(Cursor& in, CivilDate today) {
    struct Row {
        std::string_view words;
        int offset;
        std::string_view name;
    };
    static constexpr Row k_rows[] = {{"the day after tomorrow", 2, "the day after tomorrow"},
                                     {"day after tomorrow", 2, "the day after tomorrow"},
                                     {"the day before yesterday", -2, "the day before yesterday"},
                                     {"tomorrow", 1, "tomorrow"},
                                     {"yesterday", -1, "yesterday"},
                                     {"today", 0, "today"},
                                     {"now", 0, "today"},
                                     {"this day", 0, "today"}};
    for (const Row& row : k_rows) {
        if (in.word(row.words)) return Day{.date = sys_days(today) + days(row.offset), .name = std::string(row.name)};
    }
    return std::nullopt;
}

// "next Friday" is the one after today; so is "Friday". "Last Friday" is before today.
std::optional<Day> weekday(Cursor& in, CivilDate today, Lean lean) {
    Cursor ahead = in;
    ahead.word("the");
    const bool last = ahead.any({"last", "past", "previous"});
    const bool next = !last && ahead.any({"next", "this coming", "this", "coming", "upcoming"});
    const Token* word = ahead.peek();
    const auto named = word != nullptr && word->kind == TokenKind::word ? weekday_named(word->text) : std::nullopt;
    if (!named) return std::nullopt;
    ahead.skip();
    const int forwards = static_cast<int>((*named - weekday_of(today)).count());
    const bool back = last || (!next && lean == Lean::past);
    const int offset = back ? (forwards == 0 ? -7 : forwards - 7) : (forwards == 0 ? 7 : forwards);
    in = ahead;
    const std::string prefix = last ? "last " : next ? "next " : "";
    return Day{.date = sys_days(today) + days(offset), .name = prefix + std::string(weekday_name(*named))};
}

std::optional<Day> feast(Cursor& in, CivilDate today, Lean lean) {
    Cursor ahead = in;
    const bool next = ahead.any({"next"});
    const bool last = !next && ahead.any({"last"});
    const Feast* found = nullptr;
    for (std::size_t count = std::min(k_feast_words_max, ahead.rest().size()); count > 0 && found == nullptr; --count) {
        std::string words;
        for (const Token& token : ahead.rest().first(count)) {
            words += (words.empty() ? "" : " ") + (token.kind == TokenKind::word ? token.text : "?");
        }
        found = feast_named(words);
        if (found != nullptr) ahead.skip(count);
    }
    if (found == nullptr) return std::nullopt;
    in = ahead;
    ahead.any({"in", "of"});
    if (const auto year = read_year(ahead, today)) {
        in = ahead;
        return Day{.date = found->in_year(*year), .name = std::string(found->name)};
    }
    const bool back = last || (!next && lean == Lean::past);
    const int this_year = int(today.year());
    CivilDate date = found->in_year(this_year);
    if (!back && lean != Lean::this_year && date < today) date = found->in_year(this_year + 1);
    if (back && date > today) date = found->in_year(this_year - 1);
    return Day{.date = date, .name = std::string(found->name), .year_said = false};
}

std::optional<Day> edge(Cursor& in, CivilDate today) {
    if (in.any({"the end of the year", "end of the year", "the end of this year", "year end"})) {
        return Day{.date = today.year() / std::chrono::December / 31, .name = "the end of the year"};
    }
    if (in.any({"the end of the month", "end of the month", "the end of this month", "month end"})) {
        return Day{.date = sys_days(today.year() / today.month() / std::chrono::last), .name = "the end of the month"};
    }
    return std::nullopt;
}

std::optional<Day> read_nested(Cursor& in, CivilDate today, Lean lean, int deep);

std::string step_name(Step step, std::int64_t count) {
    switch (step) {
        case Step::day: return counted(count, "day", "days");
        case Step::workday: return counted(count, "working day", "working days");
        case Step::week: return counted(count, "week", "weeks");
        case Step::month: return counted(count, "month", "months");
        case Step::year: return counted(count, "year", "years");
    }
    return {};
}

// "45 days from now", "in 3 weeks", "2 weeks ago", "10 days before Christmas"
std::optional<Day> counted_away(Cursor& in, CivilDate today, int deep) {
    Cursor ahead = in;
    const bool in_front = ahead.any({"in", "within"});
    const Token* number = ahead.number();
    std::optional<std::int64_t> count = number != nullptr ? whole(number) : std::nullopt;
    if (number == nullptr && ahead.any({"a", "an"})) count = 1;
    if (number == nullptr && !count && ahead.peek() != nullptr && ahead.peek()->is_word("fortnight")) count = 1;
    const bool fortnight = count && ahead.any({"fortnight", "fortnights"});
    const auto step = fortnight ? std::optional(Step::week) : count ? read_step(ahead) : std::nullopt;
    if (!step || *count < 0) return std::nullopt;
    if (fortnight) *count *= 2;
    std::optional<Day> from;
    int sign = 1;
    std::string behind = " from now";
    if (in_front) {
        ahead.any({"time", "from now"});
    } else if (ahead.any({"from now", "from today", "hence", "later", "after today", "from this day"})) {
    } else if (ahead.any({"ago", "before today", "before now", "earlier"})) {
        sign = -1;
        behind = " ago";
    } else {
        const bool before = ahead.any({"before", "prior to", "until"});
        if (!before && !ahead.any({"from", "after", "past", "following", "since"})) return std::nullopt;
        from = read_nested(ahead, today, Lean::this_year, deep + 1);
        if (!from) return std::nullopt;
        sign = before ? -1 : 1;
        behind = (before ? " before " : " after ") + (from->name.empty() ? time::long_date(from->date) : from->name);
    }
    const auto date = moved(from ? from->date : today, sign * *count, *step);
    if (!date) return std::nullopt;
    in = ahead;
    return Day{.date = *date, .name = step_name(*step, *count) + behind};
}

std::optional<Day> read_nested(Cursor& in, CivilDate today, Lean lean, int deep) {
    if (deep > k_deep_max) return std::nullopt;
    Cursor ahead = in;
    ahead.word("on");
    std::optional<Day> day = relative_word(ahead, today);
    if (!day) day = edge(ahead, today);
    if (!day) day = counted_away(ahead, today, deep);
    if (!day) day = feast(ahead, today, lean);
    if (!day) day = in_digits(ahead);
    if (!day) day = dotted(ahead);
    if (!day) day = with_month_name(ahead, today, lean);
    if (!day) {
        day = weekday(ahead, today, lean);
        Cursor behind = ahead;
        if (day) behind.symbol(",");
        if (const auto exact = day ? with_month_name(behind, today, lean) : std::nullopt) {  // "Friday 3 July"
            if (weekday_of(exact->date) != weekday_of(day->date) && exact->year_said) return std::nullopt;
            day = exact;
            ahead = behind;
        }
    }
    if (day) in = ahead;
    return day;
}

}  // namespace

std::optional<Day> read_day(Cursor& in, CivilDate today, Lean lean) { return read_nested(in, today, lean, 0); }

std::optional<Step> read_step(Cursor& in) {
    if (in.any({"working day", "working days", "business day", "business days", "work days", "workdays", "weekdays"})) {
        return Step::workday;
    }
    if (in.any({"day", "days", "sleeps", "nights"})) return Step::day;
    if (in.any({"week", "weeks", "wks"})) return Step::week;
    if (in.any({"month", "months"})) return Step::month;
    if (in.any({"year", "years", "yrs"})) return Step::year;
    return std::nullopt;
}

std::optional<int> read_year(Cursor& in, CivilDate today) {
    if (const auto year = four_digits(in)) return year;
    if (in.any({"this year", "the year"})) return int(today.year());
    if (in.word("next year")) return int(today.year()) + 1;
    if (in.word("last year")) return int(today.year()) - 1;
    return std::nullopt;
}

std::optional<std::chrono::year_month> read_month(Cursor& in, CivilDate today) {
    const std::chrono::year_month this_month(today.year(), today.month());
    if (in.any({"this month", "the month"})) return this_month;
    if (in.word("next month")) return this_month + std::chrono::months(1);
    if (in.word("last month")) return this_month - std::chrono::months(1);
    const auto month = take_month(in);
    if (!month) return std::nullopt;
    Cursor ahead = in;
    ahead.any({"of", "in"});
    const auto year = read_year(ahead, today);
    if (year) in = ahead;
    return std::chrono::year_month(std::chrono::year(year.value_or(int(today.year()))), *month);
}

Day in_year(Day day, int year) {
    if (day.year_said || !day.name.empty()) return day;
    const auto date = valid_date(year, unsigned(day.date.month()), unsigned(day.date.day()));
    if (date) day.date = *date;
    return day;
}

}  // namespace familiar::answer::computing
