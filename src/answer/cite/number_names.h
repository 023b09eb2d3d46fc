// What amounts and dates are both read with. Private to them. Pure.
#pragma once

#include "base/words.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace familiar::answer::cite {

using Words = std::vector<Word>;

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

// The folded word at `i`; empty behind the last.
inline std::string_view word_at(const Words& words, std::size_t i) {
    return i < words.size() ? std::string_view(words[i].folded) : std::string_view();
}

// What stands between word `i` and the next.
inline std::string_view between(std::string_view text, const Words& words, std::size_t i) {
    if (i + 1 >= words.size()) return {};
    return text.substr(words[i].span.end, words[i + 1].span.begin - words[i].span.end);
}

struct Named {
    std::string_view name;
    double value;
};

inline std::optional<double> look_up(std::span<const Named> table, std::string_view name) {
    const auto found = std::ranges::find(table, name, &Named::name);
    return found == table.end() ? std::nullopt : std::optional(found->value);
}

inline constexpr Named k_small[] = {
    {"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
    {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
    {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
    {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},
    {"sixty", 60},    {"seventy", 70},  {"eighty", 80},   {"ninety", 90},  {"dozen", 12},   {"zwei", 2},
    {"drei", 3},      {"vier", 4},      {"funf", 5},      {"sechs", 6},    {"sieben", 7},   {"acht", 8},
    {"neun", 9},      {"zehn", 10},     {"elf", 11},      {"zwolf", 12},   {"zwanzig", 20}, {"dos", 2},
    {"tres", 3},      {"cuatro", 4},    {"cinco", 5},     {"seis", 6},     {"siete", 7},    {"ocho", 8},
    {"nueve", 9},     {"diez", 10},     {"dois", 2},      {"duas", 2},     {"quatro", 4},   {"sete", 7},
    {"oito", 8},      {"nove", 9},      {"dez", 10}};
// The year that a word of four digits names; 0 for others.
int year_in(std::string_view word);

}  // namespace familiar::answer::cite
