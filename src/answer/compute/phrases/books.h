// The words of sums in other languages with the English that the grammar reads; constant data, one file a language.
#pragma once

#include <span>
#include <string_view>

namespace familiar::answer::computing {

struct Phrase {
    std::string_view from;  // folded words
    std::string_view to;    // English words; "" for what says nothing
};

std::span<const Phrase> german_phrases();
std::span<const Phrase> spanish_phrases();
std::span<const Phrase> portuguese_phrases();
std::span<const Phrase> french_phrases();

}  // namespace familiar::answer::computing
