// Numbers in words: "two hundred and five", "a dozen", "2.5 million", "two and a half", "2 1/2". Pure functions, any
// thread.
#pragma once

#include "answer/compute/tokens.h"

#include <optional>
#include <string_view>

namespace familiar::answer::computing {

// The tokens with each number that is written in words put together to one.
Tokens with_number_words(Tokens tokens);

// The denominator that a fraction's word names ("half", "thirds", "quarter", "tenths").
std::optional<int> fraction_word(std::string_view word);

// The number that an ordinal of one word names ("third", "thirtieth").
std::optional<int> ordinal_word(std::string_view word);

}  // namespace familiar::answer::computing
