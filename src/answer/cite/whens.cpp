#include "answer/cite/number_names.h"
#include "answer/cite/quantities.h"
#include "base/cues.h"
#include "base/dates.h"

#include <algorithm>
#include <array>
#include <string>

namespace familiar::answer::cite {

namespace {

using namespace std::string_view_literals;

constexpr Named k_weekdays_short[] = {{"mon", 1}, {"tue", 2},   {"tues", 2}, {"wed", 3},
                                      {"thu", 4}, {"thurs", 4}, {"fri", 5}};
constexpr Named k_weekdays_elsewhere[] = {{"montag", 1},  {"dienstag", 2},  {"mittwoch", 3}, {"donnerstag", 4},
                                          {"freitag", 5}, {"samstag", 6},   {"sonntag", 7},  {"lunes", 1},
                                          {"martes", 2},  {"miercoles", 3}, {"jueves", 4},   {"viernes", 5},
                                          {"sabado", 6},  {"domingo", 7}};

std::optional<unsigned> month_here(std::string_view text, const Words& words, std::size_t i) {
    const unsigned month = month_named(word_at(words, i));
    if (month == 0) return std::nullopt;
    const std::string_view written = words[i].span.of(text);
    const bool doubtful = words[i].folded == "may" || words[i].folded == "march" || words[i].folded == "mar" ||
                          words[i].folded == "mai" || words[i].folded == "sep" || words[i].folded == "dec";
    if (doubtful && !is_capitalised(written)) return std::nullopt;
    return month;
}

When made(int year, unsigned month, unsigned day, Span span, std::size_t last) {
    When when;
    when.year = year;
    when.month = month;
    when.day = day;
    when.span = span;
    when.last_word = last;
    return when;
}

// "2026-06-06", "6/6/2026", "06.06.2026".
std::optional<When> written_in_digits(std::string_view text, const Words& words, std::size_t i) {
    const std::size_t begin = words[i].span.begin;
    std::size_t end = begin;
    while (end < text.size() && end < begin + 10 &&
           (is_digit(text[end]) || text[end] == '-' || text[end] == '/' || text[end] == '.'))
        ++end;
    std::array<int, 3> parts{};
    std::array<std::size_t, 3> sizes{};
    std::size_t part = 0;
    char mark = '\0';
    for (std::size_t at = begin; at < end; ++at) {
        if (is_digit(text[at])) {
            parts[part] = parts[part] * 10 + (text[at] - '0');
            ++sizes[part];
        } else {
            if (part == 2) {
                end = at;
                break;
            }
            if (mark != '\0' && text[at] != mark) return std::nullopt;
            mark = text[at];
            ++part;
        }
    }
    if (part != 2 || sizes[0] == 0 || sizes[1] == 0 || sizes[2] == 0) return std::nullopt;
    std::size_t last = i;
    while (last < words.size() && words[last].span.begin < end) ++last;
    const auto fits = [](int month, int day) { return month >= 1 && month <= 12 && day >= 1 && day <= 31; };
    if (sizes[0] == 4 && fits(parts[1], parts[2]))
        return made(parts[0], unsigned(parts[1]), unsigned(parts[2]), {begin, end}, last);
    if (sizes[2] != 4) return std::nullopt;
    const bool day_first = mark == '.' || parts[0] > 12;
    const int month = day_first ? parts[1] : parts[0];
    const int day = day_first ? parts[0] : parts[1];
    if (!fits(month, day)) return std::nullopt;
    return made(parts[2], unsigned(month), unsigned(day), {begin, end}, last);
}

std::optional<When> calendar_day(std::string_view text, const Words& words, std::size_t i) {
    std::size_t next = i + 1;
    unsigned day = day_of_month(word_at(words, i));
    unsigned month = 0;
    if (day != 0) {
        if (word_at(words, next) == "of" || word_at(words, next) == "de") ++next;
        if (next >= words.size()) return std::nullopt;
        month = month_here(text, words, next).value_or(0);
        if (month == 0) return std::nullopt;
        ++next;
    } else {
        month = month_here(text, words, i).value_or(0);
        if (month == 0) return std::nullopt;
        if (word_at(words, next) == "the") ++next;
        day = next < words.size() ? day_of_month(word_at(words, next)) : 0;
        const bool range_of_years =
            day != 0 && next < words.size() && words[next].span.end < text.size() && text[words[next].span.end] == ':';
        if (day != 0 && !range_of_years)
            ++next;
        else
            day = 0, next = i + 1;
    }
    if (word_at(words, next) == "of" || word_at(words, next) == "de")
        next += year_in(word_at(words, next + 1)) != 0 ? 1 : 0;
    const int year = year_in(word_at(words, next));
    if (year != 0) ++next;
    const bool lonely = day == 0 && year == 0 && (words[i].folded == "may" || words[i].folded == "march");
    if (lonely &&
        (i == 0 ||
         !(word_at(words, i - 1) == "in" || word_at(words, i - 1) == "of" || word_at(words, i - 1) == "until" ||
           word_at(words, i - 1) == "since" || word_at(words, i - 1) == "by" || word_at(words, i - 1) == "to" ||
           word_at(words, i - 1) == "from" || word_at(words, i - 1) == "next" || word_at(words, i - 1) == "last")))
        return std::nullopt;
    return made(year, month, day, {words[i].span.begin, words[next - 1].span.end}, next);
}

// "18:30", "6 pm", "6.30pm", "noon", "half past six".
std::optional<When> clock(std::string_view text, const Words& words, std::size_t i) {
    const std::string_view word = word_at(words, i);
    When when;
    when.span = words[i].span;
    when.last_word = i + 1;
    if (word == "noon" || word == "midday" || word == "midnight") {
        when.minutes = word == "midnight" ? 0 : 720;
        when.half_of_day_said = true;
        return when;
    }
    if (word == "half" && word_at(words, i + 1) == "past") {
        const auto hour = look_up(k_small, word_at(words, i + 2));
        const int digits = number_value(word_at(words, i + 2));
        if (!hour && (digits < 1 || digits > 24)) return std::nullopt;
        when.minutes = static_cast<int>(hour ? *hour : digits) * 60 + 30;
        when.last_word = i + 3;
        return when;
    }
    std::string digits(word);
    std::string half;
    for (const std::string_view ending : {"am", "pm", "h"}) {
        if (digits.size() > ending.size() && digits.ends_with(ending) &&
            is_digit(digits[digits.size() - ending.size() - 1])) {
            half = ending;
            digits.resize(digits.size() - ending.size());
            break;
        }
    }
    int hour = 0;
    int minute = 0;
    const std::size_t point = digits.find_first_of(".:");
    const std::string_view hours = std::string_view(digits).substr(0, point);
    const auto spelled_hour = look_up(k_small, digits);
    if (!all_digits(hours) && !spelled_hour) return std::nullopt;
    if (hours.size() > 2 && !spelled_hour) return std::nullopt;
    hour = spelled_hour ? static_cast<int>(*spelled_hour) : number_value(hours);
    bool has_minutes = false;
    if (point != std::string::npos) {
        const std::string_view rest = std::string_view(digits).substr(point + 1);
        if (rest.size() != 2 || !all_digits(rest)) return std::nullopt;
        minute = std::stoi(std::string(rest));
        has_minutes = digits[point] == ':';
    } else if (between(text, words, i) == ":" && word_at(words, i + 1).size() >= 2 &&
               all_digits(word_at(words, i + 1).substr(0, 2))) {
        minute = std::stoi(std::string(word_at(words, i + 1).substr(0, 2)));
        if (word_at(words, i + 1).size() > 2) half = word_at(words, i + 1).substr(2);
        has_minutes = true;
        when.last_word = i + 2;
    }
    const std::string_view next = word_at(words, when.last_word);
    if (half.empty() && (next == "am" || next == "pm" || next == "a.m" || next == "p.m" || next == "uhr" ||
                         next == "o'clock" || next == "oclock")) {
        half = next;
        ++when.last_word;
    } else if (half.empty() && (next == "a" || next == "p") && word_at(words, when.last_word + 1) == "m") {
        half = std::string(next) + "m";
        when.last_word += 2;
    }
    if ((!has_minutes && half.empty()) || hour > 24 || minute > 59) return std::nullopt;
    if (!half.empty() && half.front() == 'p' && hour < 12) hour += 12;
    if (!half.empty() && half.front() == 'a' && hour == 12) hour = 0;
    when.half_of_day_said = hour > 12 || hour == 0 || (!half.empty() && (half.front() == 'a' || half.front() == 'p'));
    when.minutes = hour * 60 + minute;
    when.span.end = words[when.last_word - 1].span.end;
    return when;
}

std::optional<When> day_from(std::string_view word, std::optional<CivilDate> written_on) {
    static constexpr Named k_days[] = {{"today", 0}, {"tonight", 0},  {"tomorrow", 1}, {"yesterday", -1},
                                       {"heute", 0}, {"gestern", -1}, {"hoy", 0},      {"amanha", 1}};
    const auto days = look_up(k_days, word);
    if (!days || !written_on) return std::nullopt;
    const CivilDate date(std::chrono::sys_days(*written_on) + std::chrono::days(static_cast<int>(*days)));
    When when = made(int(date.year()), unsigned(date.month()), unsigned(date.day()), {}, 0);
    when.is_relative = true;
    return when;
}

unsigned weekday_in(std::string_view word) {
    if (const unsigned day = weekday_named(word)) return day;
    if (word.ends_with('s')) {
        if (const unsigned day = weekday_named(word.substr(0, word.size() - 1))) return day;
    }
    const auto brief = look_up(k_weekdays_short, word);
    const auto elsewhere = brief ? brief : look_up(k_weekdays_elsewhere, word);
    return elsewhere ? static_cast<unsigned>(*elsewhere) : 0;
}

}  // namespace

int year_in(std::string_view word) {
    if (word.size() != 4 || !all_digits(word)) return 0;
    const int year = number_value(word);
    return year >= 1000 && year <= 2199 ? year : 0;
}

std::optional<When> when_at(std::string_view text, const Words& words, std::size_t i,
                            std::optional<CivilDate> written_on) {
    if (is_digit(words[i].span.of(text).front())) {
        if (auto day = written_in_digits(text, words, i)) return day;
    }
    if (auto day = calendar_day(text, words, i)) return day;
    if (auto time = clock(text, words, i)) return time;
    const std::string_view word = words[i].folded;
    if (const unsigned weekday = weekday_in(word);
        weekday != 0 && (word.size() > 5 || is_capitalised(words[i].span.of(text)))) {
        When when;
        when.weekday = weekday;
        when.span = words[i].span;
        when.last_word = i + 1;
        return when;
    }
    if (word.size() == 5 && word.back() == 's' && year_in(word.substr(0, 4)) != 0) {
        When when = made(year_in(word.substr(0, 4)), 0, 0, words[i].span, i + 1);
        when.is_decade = true;
        return when;
    }
    if (auto day = day_from(word, written_on)) {
        day->span = words[i].span;
        day->last_word = i + 1;
        return day;
    }
    return std::nullopt;
}

bool agrees(const When& said, const When& there) {
    if (said.minutes >= 0 || there.minutes >= 0) {
        if (said.minutes < 0 || there.minutes < 0) return false;
        if (said.half_of_day_said && there.half_of_day_said) return said.minutes == there.minutes;
        return said.minutes % 720 == there.minutes % 720;
    }
    if (said.is_decade) return there.year / 10 == said.year / 10;
    if (said.year != 0 && said.year != there.year) return false;
    if (said.month != 0 && said.month != there.month) return false;
    if (said.day != 0 && said.day != there.day) return false;
    return said.weekday == 0 || said.weekday == there.weekday;
}

When completed(When when, std::optional<CivilDate> written_on) {
    using std::chrono::sys_days;
    if (when.minutes >= 0 || when.is_decade) return when;
    if (when.month == 0 && when.weekday != 0 && written_on) {
        const unsigned today = std::chrono::weekday(sys_days(*written_on)).iso_encoding();
        const unsigned ahead = (when.weekday + 7 - today) % 7;
        const CivilDate date(sys_days(*written_on) + std::chrono::days(ahead));
        when.year = int(date.year());
        when.month = unsigned(date.month());
        when.day = unsigned(date.day());
        return when;
    }
    if (when.day != 0 && when.month != 0 && when.year == 0 && written_on) {
        for (int year = int(written_on->year()) - 1; year <= int(written_on->year()) + 4 && when.year == 0; ++year) {
            const CivilDate date{std::chrono::year(year), std::chrono::month(when.month), std::chrono::day(when.day)};
            if (date.ok() && sys_days(date) >= sys_days(*written_on) - std::chrono::days(92)) when.year = year;
        }
    }
    if (when.day != 0 && when.month != 0 && when.year != 0 && when.weekday == 0) {
        const CivilDate date{std::chrono::year(when.year), std::chrono::month(when.month), std::chrono::day(when.day)};
        if (date.ok()) when.weekday = std::chrono::weekday(sys_days(date)).iso_encoding();
    }
    return when;
}

}  // namespace familiar::answer::cite
