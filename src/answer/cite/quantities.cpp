#include "answer/cite/quantities.h"

#include "base/cues.h"
#include "base/dates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>

namespace familiar::answer::cite {

namespace {

using Words = std::vector<Word>;
using namespace std::string_view_literals;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

std::string_view word_at(const Words& words, std::size_t i) { return i < words.size() ? std::string_view(words[i].folded) : ""sv; }

std::string_view between(std::string_view text, const Words& words, std::size_t i) {
    if (i + 1 >= words.size()) return {};
    return text.substr(words[i].span.end, words[i + 1].span.begin - words[i].span.end);
}

struct Named {
    std::string_view name;
    double value;
};

std::optional<double> look_up(std::span<const Named> table, std::string_view name) {
    const auto found = std::ranges::find(table, name, &Named::name);
    return found == table.end() ? std::nullopt : std::optional(found->value);
}

constexpr Named k_small[] = {{"zero", 0},     {"one", 1},       {"two", 2},        {"three", 3},    {"four", 4},
                                            {"five", 5},     {"six", 6},       {"seven", 7},      {"eight", 8},    {"nine", 9},
                                            {"ten", 10},     {"eleven", 11},   {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
                                            {"fifteen", 15}, {"sixteen", 16},  {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
                                            {"twenty", 20},  {"thirty", 30},   {"forty", 40},     {"fifty", 50},   {"sixty", 60},
                                            {"seventy", 70}, {"eighty", 80},   {"ninety", 90},    {"dozen", 12},   {"zwei", 2},
                                            {"drei", 3},     {"vier", 4},      {"funf", 5},       {"sechs", 6},    {"sieben", 7},
                                            {"acht", 8},     {"neun", 9},      {"zehn", 10},      {"elf", 11},     {"zwolf", 12},
                                            {"zwanzig", 20}, {"dos", 2},       {"tres", 3},       {"cuatro", 4},   {"cinco", 5},
                                            {"seis", 6},     {"siete", 7},     {"ocho", 8},       {"nueve", 9},    {"diez", 10},
                                            {"dois", 2},     {"duas", 2},      {"quatro", 4},     {"sete", 7},     {"oito", 8},
                                            {"nove", 9},     {"dez", 10}};
constexpr Named k_multipliers[] = {{"hundred", 1e2}, {"thousand", 1e3}, {"million", 1e6}, {"millions", 1e6},
                                                  {"billion", 1e9}, {"trillion", 1e12}, {"bn", 1e9}, {"dozen", 12},
                                                  {"hundert", 1e2}, {"tausend", 1e3}, {"millionen", 1e6}};
constexpr Named k_ordinals[] =
    {{"second", 2},   {"third", 3},      {"fourth", 4},      {"fifth", 5},      {"sixth", 6},       {"seventh", 7},
     {"eighth", 8},   {"ninth", 9},      {"tenth", 10},      {"eleventh", 11},  {"twelfth", 12},    {"thirteenth", 13},
     {"fourteenth", 14}, {"fifteenth", 15}, {"sixteenth", 16}, {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19},
     {"twentieth", 20}, {"thirtieth", 30}, {"hundredth", 100}, {"zweite", 2}, {"dritte", 3}};
constexpr Named k_soft[] = {{"both", 2},   {"pair", 2},   {"couple", 2}, {"twice", 2},  {"twins", 2},
                                           {"thrice", 3}, {"triple", 3}, {"double", 2}, {"half", 0.5}, {"single", 1}};
constexpr Named k_weekdays_short[] =
    {{"mon", 1}, {"tue", 2}, {"tues", 2}, {"wed", 3}, {"thu", 4}, {"thurs", 4}, {"fri", 5}};
constexpr Named k_weekdays_elsewhere[] =
    {{"montag", 1}, {"dienstag", 2}, {"mittwoch", 3}, {"donnerstag", 4}, {"freitag", 5}, {"samstag", 6}, {"sonntag", 7},
     {"lunes", 1}, {"martes", 2}, {"miercoles", 3}, {"jueves", 4}, {"viernes", 5}, {"sabado", 6}, {"domingo", 7}};

struct Unit {
    std::string_view spelling;
    std::string_view name;
    double factor;
};
constexpr Unit k_units[] =
    {{"km", "m", 1000}, {"kilometre", "m", 1000}, {"kilometres", "m", 1000}, {"kilometer", "m", 1000}, {"kilometers", "m", 1000},
     {"metre", "m", 1}, {"metres", "m", 1}, {"meter", "m", 1}, {"meters", "m", 1}, {"m", "m", 1}, {"cm", "m", .01},
     {"centimetres", "m", .01}, {"centimeters", "m", .01}, {"centimetre", "m", .01}, {"centimeter", "m", .01},
     {"mm", "m", .001}, {"millimetres", "m", .001}, {"millimeters", "m", .001}, {"mile", "m", 1609.344}, {"miles", "m", 1609.344}, {"mi", "m", 1609.344},
     {"foot", "m", .3048}, {"feet", "m", .3048}, {"ft", "m", .3048}, {"inch", "m", .0254}, {"inches", "m", .0254},
     {"yard", "m", .9144}, {"yards", "m", .9144}, {"kg", "g", 1000}, {"kilo", "g", 1000}, {"kilos", "g", 1000}, {"kilogram", "g", 1000}, {"kilograms", "g", 1000},
     {"g", "g", 1}, {"gram", "g", 1}, {"grams", "g", 1}, {"mg", "g", .001}, {"milligrams", "g", .001}, {"milligram", "g", .001},
     {"lb", "g", 453.592}, {"lbs", "g", 453.592}, {"ounces", "g", 28.3495}, {"oz", "g", 28.3495}, {"ounce", "g", 28.3495}, {"tonnes", "g", 1e6}, {"tons", "g", 1e6},
     {"litre", "l", 1}, {"litres", "l", 1}, {"liter", "l", 1}, {"liters", "l", 1}, {"l", "l", 1}, {"ml", "l", .001}, {"millilitres", "l", .001}, {"milliliters", "l", .001},
     {"hour", "min", 60}, {"hours", "min", 60}, {"hrs", "min", 60}, {"h", "min", 60}, {"minute", "min", 1}, {"minutes", "min", 1}, {"mins", "min", 1}, {"min", "min", 1},
     {"seconds", "min", 1.0 / 60}, {"sec", "min", 1.0 / 60}, {"day", "min", 1440}, {"days", "min", 1440}, {"week", "min", 10080}, {"weeks", "min", 10080},
     {"month", "month", 1}, {"months", "month", 1}, {"year", "month", 12}, {"years", "month", 12}, {"decade", "month", 120}, {"decades", "month", 120},
     {"percent", "%", 1}, {"pct", "%", 1}, {"prozent", "%", 1}, {"percentage", "%", 1}, {"cents", "cent", 1}};
constexpr Unit k_currencies[] =
    {{"euro", "€", 1}, {"euros", "€", 1}, {"eur", "€", 1}, {"dollar", "$", 1}, {"dollars", "$", 1}, {"usd", "$", 1}, {"bucks", "$", 1},
     {"pound", "£", 1}, {"pounds", "£", 1}, {"gbp", "£", 1}, {"franc", "fr", 1}, {"francs", "fr", 1}, {"franken", "fr", 1}, {"chf", "fr", 1},
     {"yen", "¥", 1}, {"rupees", "rs", 1}, {"quid", "£", 1}};

const Unit* unit_in(std::span<const Unit> units, std::string_view word) {
    const auto found = std::ranges::find(units, word, &Unit::spelling);
    return found == units.end() ? nullptr : &*found;
}

// "2,500.75", "2.500,75", "1 234": one token of digits and marks.
struct Digits {
    double value = 0;
    double other = -1;
    int significant = 0;
    bool plain = false;  // nothing but digits
};

std::optional<Digits> read_digits(std::string_view token) {
    if (token.empty() || !is_digit(token.front())) return std::nullopt;
    std::string cleaned;
    std::size_t commas = 0;
    std::size_t points = 0;
    for (const char c : token) {
        if (c == ',') ++commas;
        if (c == '.') ++points;
        if (!is_digit(c) && c != ',' && c != '.' && c != '\'') return std::nullopt;
    }
    const std::size_t last = token.find_last_of(".,");
    const std::size_t behind = last == std::string_view::npos ? 0 : token.size() - last - 1;
    const bool groups = behind == 3 && (commas + points > 1 || token.find_first_of(".,") <= 3);
    const bool comma_groups = commas > 0 && (points > 0 ? token.find(',') < token.find('.') : groups);
    const bool point_groups = points > 1 || (points == 1 && commas == 1 && token.find('.') < token.find(','));
    for (const char c : token) {
        if (c == '\'' || (c == ',' && comma_groups) || (c == '.' && point_groups)) continue;
        cleaned += c == ',' ? '.' : c;
    }
    Digits digits;
    digits.value = std::strtod(cleaned.c_str(), nullptr);
    if (points == 1 && commas == 0 && groups) {
        std::erase(cleaned, '.');
        digits.other = std::strtod(cleaned.c_str(), nullptr);
    }
    digits.plain = commas + points == 0;
    std::string figures;
    for (const char c : cleaned) {
        if (is_digit(c) && !(figures.empty() && c == '0')) figures += c;
    }
    const bool fraction = cleaned.find('.') != std::string::npos;
    while (!fraction && figures.ends_with('0')) figures.pop_back();
    digits.significant = static_cast<int>(figures.size());
    return digits;
}

// "20th", "3rd".
std::optional<double> ordinal_in(std::string_view word) {
    for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
        if (word.size() > ending.size() && word.ends_with(ending) && all_digits(word.substr(0, word.size() - ending.size())))
            return std::strtod(std::string(word).c_str(), nullptr);
    }
    return look_up(k_ordinals, word);
}

// "two hundred and five", "twenty-one", "2.5 million": the value of the words from `i`; `next` is behind them.
std::optional<double> spelled(std::string_view text, const Words& words, std::size_t i, std::size_t& next) {
    double total = 0;
    double current = 0;
    bool any = false;
    bool tens = false;
    std::size_t at = i;
    for (; at < words.size(); ++at) {
        const std::string_view word = words[at].folded;
        if (any && between(text, words, at - 1).find_first_of(".,;:()") != std::string_view::npos) break;
        if (const auto small = look_up(k_small, word); small && word != "dozen") {
            const bool fits = !any || (tens && *small > 0 && *small < 10) || (current >= 100 && *small < 100) || (current == 0 && total > 0);
            if (!fits) break;
            current += *small;
            tens = *small >= 20 && *small < 100;
        } else if (const auto times = look_up(k_multipliers, word); times && (any || word == "dozen" || word == "hundred" || word == "thousand")) {
            if (*times >= 1000) {
                total += std::max(current, 1.0) * *times;
                current = 0;
            } else {
                current = std::max(current, 1.0) * *times;
            }
            tens = false;
        } else if (!(any && word == "and" && (current >= 100 || (current == 0 && total > 0)) && look_up(k_small, word_at(words, at + 1)))) {
            break;
        }
        any = true;
    }
    if (!any) return std::nullopt;
    next = at;
    return total + current;
}

Bound bound_before(const Words& words, std::size_t i) {
    static constexpr std::array k_about = {"about"sv, "around"sv, "roughly"sv, "approximately"sv, "nearly"sv, "almost"sv,
                                           "circa"sv, "some"sv, "ca"sv, "approx"sv, "etwa"sv, "rund"sv, "unos"sv, "estimated"sv};
    static constexpr std::array k_over = {"over"sv, "above"sv, "exceeding"sv, "exceeds"sv, "exceeded"sv};
    static constexpr std::array k_under = {"under"sv, "below"sv};
    const std::string_view before = i >= 1 ? word_at(words, i - 1) : ""sv;
    const std::string_view second = i >= 2 ? word_at(words, i - 2) : ""sv;
    if (std::ranges::find(k_about, before) != k_about.end()) return Bound::about;
    if (std::ranges::find(k_over, before) != k_over.end() || (before == "than" && (second == "more" || second == "greater")) ||
        (before == "least" && second == "at"))
        return Bound::over;
    if (std::ranges::find(k_under, before) != k_under.end() || (before == "than" && (second == "less" || second == "fewer")) ||
        (before == "to" && second == "up") || (before == "most" && second == "at"))
        return Bound::under;
    return Bound::exact;
}

// The sign in front of or behind the amount, or the word behind it.
void read_unit(std::string_view text, const Words& words, Amount& amount) {
    const std::size_t begin = words[amount.first_word].span.begin;
    const std::string_view before = text.substr(begin >= 4 ? begin - 4 : 0, std::min<std::size_t>(begin, 4));
    for (const auto sign : {"€"sv, "$"sv, "£"sv, "¥"sv}) {
        if (before.ends_with(sign) || before.ends_with(std::string(sign) + " ")) amount.unit = sign;
    }
    std::string_view behind = text.substr(amount.span.end, 4);
    if (behind.starts_with(' ')) behind.remove_prefix(1);
    for (const auto sign : {"%"sv, "€"sv, "£"sv}) {
        if (behind.starts_with(sign)) amount.unit = sign;
    }
    std::size_t next = amount.last_word;
    if (word_at(words, next) == "per" && word_at(words, next + 1) == "cent") {
        amount.unit = "%";
        amount.last_word += 2;
        return;
    }
    const bool joined = next < words.size() && words[next].span.begin - amount.span.end <= 2 &&
                        text.substr(amount.span.end, words[next].span.begin - amount.span.end).find_first_of(".,;:()/") == std::string_view::npos;
    if (!joined) return;
    const Unit* unit = unit_in(k_units, word_at(words, next));
    const Unit* money = unit == nullptr ? unit_in(k_currencies, word_at(words, next)) : nullptr;
    if (unit == nullptr && money == nullptr) return;
    const Unit& found = unit != nullptr ? *unit : *money;
    if (amount.unit.empty() || amount.unit == found.name) amount.unit = found.name;
    amount.value *= found.factor;
    if (amount.other > 0) amount.other *= found.factor;
    ++amount.last_word;
}

bool same(double a, double b) { return std::abs(a - b) <= 1e-6 * std::max(std::abs(a), std::abs(b)); }

bool values_agree(const Amount& said, const Amount& there, double value) {
    if (same(said.value, value) || (said.other > 0 && same(said.other, value))) {
        const bool opposed = (said.bound == Bound::over && there.bound == Bound::under) ||
                             (said.bound == Bound::under && there.bound == Bound::over);
        return !opposed;
    }
    const double apart = std::abs(said.value - value) / std::max(std::abs(value), 1e-9);
    switch (said.bound) {
        case Bound::about: return apart <= 0.06;
        case Bound::over: return said.value < value && apart <= 0.25;
        case Bound::under: return said.value > value && apart <= 0.25;
        case Bound::exact: break;
    }
    const bool converted = !said.unit.empty() && said.unit == there.unit && apart <= 0.002;
    return converted || (said.digits >= 2 && said.digits < there.digits && apart <= 0.004 && !said.is_year);
}

std::optional<unsigned> month_here(std::string_view text, const Words& words, std::size_t i) {
    const unsigned month = month_named(word_at(words, i));
    if (month == 0) return std::nullopt;
    const std::string_view written = words[i].span.of(text);
    const bool doubtful = words[i].folded == "may" || words[i].folded == "march" || words[i].folded == "mar" || words[i].folded == "mai" ||
                          words[i].folded == "sep" || words[i].folded == "dec";
    if (doubtful && !is_capitalised(written)) return std::nullopt;
    return month;
}

int year_in(std::string_view word) {
    if (word.size() != 4 || !all_digits(word)) return 0;
    const int year = number_value(word);
    return year >= 1000 && year <= 2199 ? year : 0;
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
    while (end < text.size() && end < begin + 10 && (is_digit(text[end]) || text[end] == '-' || text[end] == '/' || text[end] == '.')) ++end;
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
        const bool range_of_years = day != 0 && next < words.size() && words[next].span.end < text.size() && text[words[next].span.end] == ':';
        if (day != 0 && !range_of_years)
            ++next;
        else
            day = 0, next = i + 1;
    }
    if (word_at(words, next) == "of" || word_at(words, next) == "de") next += year_in(word_at(words, next + 1)) != 0 ? 1 : 0;
    const int year = year_in(word_at(words, next));
    if (year != 0) ++next;
    const bool lonely = day == 0 && year == 0 && (words[i].folded == "may" || words[i].folded == "march");
    if (lonely && (i == 0 || !(word_at(words, i - 1) == "in" || word_at(words, i - 1) == "of" || word_at(words, i - 1) == "until" ||
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
        if (digits.size() > ending.size() && digits.ends_with(ending) && is_digit(digits[digits.size() - ending.size() - 1])) {
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
    } else if (between(text, words, i) == ":" && word_at(words, i + 1).size() >= 2 && all_digits(word_at(words, i + 1).substr(0, 2))) {
        minute = std::stoi(std::string(word_at(words, i + 1).substr(0, 2)));
        if (word_at(words, i + 1).size() > 2) half = word_at(words, i + 1).substr(2);
        has_minutes = true;
        when.last_word = i + 2;
    }
    const std::string_view next = word_at(words, when.last_word);
    if (half.empty() && (next == "am" || next == "pm" || next == "a.m" || next == "p.m" || next == "uhr" || next == "o'clock" || next == "oclock")) {
        half = next;
        ++when.last_word;
    } else if (half.empty() && (next == "a" || next == "p") && word_at(words, when.last_word + 1) == "m") {
        half = std::string(next) + "m";
        when.last_word += 2;
    }
    if ((!has_minutes && half.empty()) || hour > 24 || minute > 59) return std::nullopt;
    if (!half.empty() && half.front() == 'p' && hour < 12) hour += 12;
    if (!half.empty() && half.front() == 'a' && hour == 12) hour = 0;
    when.half_of_day_said = hour > 12 || hour == 0 || (!half.empty() && (half.front() == 'a' || half.front() == 'p') );
    when.minutes = hour * 60 + minute;
    when.span.end = words[when.last_word - 1].span.end;
    return when;
}

std::optional<When> day_from(std::string_view word, std::optional<CivilDate> written_on) {
    static constexpr Named k_days[] =
        {{"today", 0}, {"tonight", 0}, {"tomorrow", 1}, {"yesterday", -1}, {"heute", 0}, {"gestern", -1}, {"hoy", 0}, {"amanha", 1}};
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

std::optional<When> when_at(std::string_view text, const Words& words, std::size_t i, std::optional<CivilDate> written_on) {
    if (is_digit(words[i].span.of(text).front())) {
        if (auto day = written_in_digits(text, words, i)) return day;
    }
    if (auto day = calendar_day(text, words, i)) return day;
    if (auto time = clock(text, words, i)) return time;
    const std::string_view word = words[i].folded;
    if (const unsigned weekday = weekday_in(word); weekday != 0 && (word.size() > 5 || is_capitalised(words[i].span.of(text)))) {
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

std::optional<Amount> amount_at(std::string_view text, const Words& words, std::size_t i) {
    Amount amount;
    amount.first_word = i;
    amount.last_word = i + 1;
    amount.span = words[i].span;
    amount.bound = bound_before(words, i);
    const std::string_view word = words[i].folded;
    if (const auto ordinal = ordinal_in(word)) {
        amount.value = *ordinal;
        amount.is_ordinal = true;
        amount.digits = 1;
        return amount;
    }
    std::string token(word);
    std::string glued;  // "5km", "20kg", "3m"
    while (!token.empty() && is_digit(token.front()) && token.back() >= 'a' && token.back() <= 'z') {
        glued.insert(glued.begin(), token.back());
        token.pop_back();
    }
    if (const auto digits = read_digits(token)) {
        amount.value = digits->value;
        amount.other = digits->other;
        amount.digits = digits->significant;
        amount.is_year = digits->plain && year_in(token) != 0;
        if (!glued.empty()) {
            const Unit* unit = unit_in(k_units, glued);
            const auto times = glued == "k" ? std::optional(1e3) : look_up(k_multipliers, glued);
            if (unit == nullptr && !times) return std::nullopt;
            amount.value *= unit != nullptr ? unit->factor : *times;
            if (unit != nullptr) amount.unit = unit->name;
            return amount;
        }
        while (const auto times = look_up(k_multipliers, word_at(words, amount.last_word))) {
            amount.value *= *times;
            amount.is_year = false;
            amount.span.end = words[amount.last_word++].span.end;
        }
    } else if (const auto value = spelled(text, words, i, amount.last_word)) {
        amount.value = *value;
        amount.digits = 1;
        amount.span.end = words[amount.last_word - 1].span.end;
        amount.is_soft = *value <= 1;
    } else if (const auto soft = look_up(k_soft, word)) {
        amount.value = *soft;
        amount.is_soft = true;
        return amount;
    } else {
        return std::nullopt;
    }
    if (word_at(words, amount.last_word) == "and" && word_at(words, amount.last_word + 1) == "a" && word_at(words, amount.last_word + 2) == "half") {
        amount.value += 0.5;
        amount.last_word += 3;
        amount.span.end = words[amount.last_word - 1].span.end;
    }
    read_unit(text, words, amount);
    return amount;
}

bool agrees(const Amount& said, const Amount& there) {
    if (said.is_ordinal != there.is_ordinal && !(said.is_year && there.is_year)) {
        // "3 October" and "the 3rd" agree; "three" and "third" do not.
        return false;
    }
    if (!said.unit.empty() && !there.unit.empty() && said.unit != there.unit) return false;
    const bool counts_else = !said.unit.empty() && said.unit != "%" && there.unit.empty() && !there.noun.empty() && there.bound == Bound::exact &&
                             !said.noun.empty() && there.noun != said.noun;
    if (counts_else && said.digits > 0 && said.value != there.value) return false;
    return values_agree(said, there, there.value) || (there.other > 0 && values_agree(said, there, there.other));
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
