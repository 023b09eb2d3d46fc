#include "answer/cite/quantities.h"

#include "answer/cite/number_names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>

namespace familiar::answer::cite {

namespace {

using namespace std::string_view_literals;

constexpr Named k_multipliers[] = {{"hundred", 1e2}, {"thousand", 1e3},  {"million", 1e6},  {"millions", 1e6},
                                   {"billion", 1e9}, {"trillion", 1e12}, {"bn", 1e9},       {"dozen", 12},
                                   {"hundert", 1e2}, {"tausend", 1e3},   {"millionen", 1e6}};
constexpr Named k_ordinals[] = {{"second", 2},      {"third", 3},       {"fourth", 4},     {"fifth", 5},
                                {"sixth", 6},       {"seventh", 7},     {"eighth", 8},     {"ninth", 9},
                                {"tenth", 10},      {"eleventh", 11},   {"twelfth", 12},   {"thirteenth", 13},
                                {"fourteenth", 14}, {"fifteenth", 15},  {"sixteenth", 16}, {"seventeenth", 17},
                                {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20}, {"thirtieth", 30},
                                {"hundredth", 100}, {"zweite", 2},      {"dritte", 3}};
constexpr Named k_soft[] = {{"both", 2},   {"pair", 2},   {"couple", 2}, {"twice", 2},  {"twins", 2},
                            {"thrice", 3}, {"triple", 3}, {"double", 2}, {"half", 0.5}, {"single", 1}};
struct Unit {
    std::string_view spelling;
    std::string_view name;
    double factor;
};
constexpr Unit k_units[] = {{"km", "m", 1000},
                            {"kilometre", "m", 1000},
                            {"kilometres", "m", 1000},
                            {"kilometer", "m", 1000},
                            {"kilometers", "m", 1000},
                            {"metre", "m", 1},
                            {"metres", "m", 1},
                            {"meter", "m", 1},
                            {"meters", "m", 1},
                            {"m", "m", 1},
                            {"cm", "m", .01},
                            {"centimetres", "m", .01},
                            {"centimeters", "m", .01},
                            {"centimetre", "m", .01},
                            {"centimeter", "m", .01},
                            {"mm", "m", .001},
                            {"millimetres", "m", .001},
                            {"millimeters", "m", .001},
                            {"mile", "m", 1609.344},
                            {"miles", "m", 1609.344},
                            {"mi", "m", 1609.344},
                            {"foot", "m", .3048},
                            {"feet", "m", .3048},
                            {"ft", "m", .3048},
                            {"inch", "m", .0254},
                            {"inches", "m", .0254},
                            {"yard", "m", .9144},
                            {"yards", "m", .9144},
                            {"kg", "g", 1000},
                            {"kilo", "g", 1000},
                            {"kilos", "g", 1000},
                            {"kilogram", "g", 1000},
                            {"kilograms", "g", 1000},
                            {"g", "g", 1},
                            {"gram", "g", 1},
                            {"grams", "g", 1},
                            {"mg", "g", .001},
                            {"milligrams", "g", .001},
                            {"milligram", "g", .001},
                            {"lb", "g", 453.592},
                            {"lbs", "g", 453.592},
                            {"ounces", "g", 28.3495},
                            {"oz", "g", 28.3495},
                            {"ounce", "g", 28.3495},
                            {"tonnes", "g", 1e6},
                            {"tons", "g", 1e6},
                            {"litre", "l", 1},
                            {"litres", "l", 1},
                            {"liter", "l", 1},
                            {"liters", "l", 1},
                            {"l", "l", 1},
                            {"ml", "l", .001},
                            {"millilitres", "l", .001},
                            {"milliliters", "l", .001},
                            {"hour", "min", 60},
                            {"hours", "min", 60},
                            {"hrs", "min", 60},
                            {"h", "min", 60},
                            {"minute", "min", 1},
                            {"minutes", "min", 1},
                            {"mins", "min", 1},
                            {"min", "min", 1},
                            {"seconds", "min", 1.0 / 60},
                            {"sec", "min", 1.0 / 60},
                            {"day", "min", 1440},
                            {"days", "min", 1440},
                            {"week", "min", 10080},
                            {"weeks", "min", 10080},
                            {"month", "month", 1},
                            {"months", "month", 1},
                            {"year", "month", 12},
                            {"years", "month", 12},
                            {"decade", "month", 120},
                            {"decades", "month", 120},
                            {"percent", "%", 1},
                            {"pct", "%", 1},
                            {"prozent", "%", 1},
                            {"percentage", "%", 1},
                            {"cents", "cent", 1}};
constexpr Unit k_currencies[] = {{"euro", "€", 1},     {"euros", "€", 1}, {"eur", "€", 1},    {"dollar", "$", 1},
                                 {"dollars", "$", 1},  {"usd", "$", 1},   {"bucks", "$", 1},  {"pound", "£", 1},
                                 {"pounds", "£", 1},   {"gbp", "£", 1},   {"franc", "fr", 1}, {"francs", "fr", 1},
                                 {"franken", "fr", 1}, {"chf", "fr", 1},  {"yen", "¥", 1},    {"rupees", "rs", 1},
                                 {"quid", "£", 1}};

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
        if (word.size() > ending.size() && word.ends_with(ending) &&
            all_digits(word.substr(0, word.size() - ending.size())))
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
            const bool fits = !any || (tens && *small > 0 && *small < 10) || (current >= 100 && *small < 100) ||
                              (current == 0 && total > 0);
            if (!fits) break;
            current += *small;
            tens = *small >= 20 && *small < 100;
        } else if (const auto times = look_up(k_multipliers, word);
                   times && (any || word == "dozen" || word == "hundred" || word == "thousand")) {
            if (*times >= 1000) {
                total += std::max(current, 1.0) * *times;
                current = 0;
            } else {
                current = std::max(current, 1.0) * *times;
            }
            tens = false;
        } else if (!(any && word == "and" && (current >= 100 || (current == 0 && total > 0)) &&
                     look_up(k_small, word_at(words, at + 1)))) {
            break;
        }
        any = true;
    }
    if (!any) return std::nullopt;
    next = at;
    return total + current;
}

Bound bound_before(const Words& words, std::size_t i) {
    static constexpr std::array k_about = {
        "about"sv, "around"sv, "roughly"sv, "approximately"sv, "nearly"sv, "almost"sv, "circa"sv,
        "some"sv,  "ca"sv,     "approx"sv,  "etwa"sv,          "rund"sv,   "unos"sv,   "estimated"sv};
    static constexpr std::array k_over = {"over"sv, "above"sv, "exceeding"sv, "exceeds"sv, "exceeded"sv};
    static constexpr std::array k_under = {"under"sv, "below"sv};
    const std::string_view before = i >= 1 ? word_at(words, i - 1) : ""sv;
    const std::string_view second = i >= 2 ? word_at(words, i - 2) : ""sv;
    if (std::ranges::find(k_about, before) != k_about.end()) return Bound::about;
    if (std::ranges::find(k_over, before) != k_over.end() ||
        (before == "than" && (second == "more" || second == "greater")) || (before == "least" && second == "at"))
        return Bound::over;
    if (std::ranges::find(k_under, before) != k_under.end() ||
        (before == "than" && (second == "less" || second == "fewer")) || (before == "to" && second == "up") ||
        (before == "most" && second == "at"))
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
    const bool joined =
        next < words.size() && words[next].span.begin - amount.span.end <= 2 &&
        text.substr(amount.span.end, words[next].span.begin - amount.span.end).find_first_of(".,;:()/") ==
            std::string_view::npos;
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

}  // namespace

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
    if (word_at(words, amount.last_word) == "and" && word_at(words, amount.last_word + 1) == "a" &&
        word_at(words, amount.last_word + 2) == "half") {
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
    const bool counts_else = !said.unit.empty() && said.unit != "%" && there.unit.empty() && !there.noun.empty() &&
                             there.bound == Bound::exact && !said.noun.empty() && there.noun != said.noun;
    if (counts_else && said.digits > 0 && said.value != there.value) return false;
    return values_agree(said, there, there.value) || (there.other > 0 && values_agree(said, there, there.other));
}

}  // namespace familiar::answer::cite
