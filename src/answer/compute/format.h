// Numbers as people like to read them: 12,345.678, at most six decimals that count, and "≈" where digits were left out.
// Pure functions, any thread.
#pragma once

#include "answer/compute/number.h"

#include <string>
#include <string_view>

namespace familiar::answer::computing {

inline constexpr int k_decimals_shown = 6;

struct Shown {
    std::string text;
    bool rounded = false;  // digits were left out, or the number was never exact
};

// The number with at most `decimals_max` decimals, counted from the first that is not zero; beyond 60 digits as a power
// of ten.
Shown shown(const Number& value, int decimals_max = k_decimals_shown);

// "= 84" or "≈ 0.333333".
std::string equals(const Shown& shown);
std::string equals(const Number& value);
// "84" or "≈ 0.333333".
std::string in_words(const Shown& shown);
std::string in_words(const Number& value);

// Exactly that many decimals: "1,234.50" is grouped only from 10,000 on.
std::string with_decimals(const Number& value, int decimals);

// "1 day", "2 days", "12,345 days".
std::string counted(std::int64_t count, std::string_view singular, std::string_view plural);

// The text with its first letter as a capital, where it is an ASCII letter.
std::string as_sentence(std::string text);

}  // namespace familiar::answer::computing
