// Words that stand for each other or against each other: a light table, not a dictionary. Read by the checker alone.
// Pure, any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace familiar::answer::cite {

// The groups of words of one meaning that a folded word or its English stem belongs to.
const std::vector<std::uint16_t>& meanings_of(std::string_view folded_word, std::string_view stem);

// The oppositions that a word takes part in: twice the number of the pair, plus which side it is on.
const std::vector<std::uint16_t>& oppositions_of(std::string_view folded_word, std::string_view stem);

// "unsafe" and "safe", "impossible" and "possible".
bool negates_by_prefix(std::string_view longer, std::string_view shorter);

// Words that deny what they stand with ("cancelled", "refused", "lacks").
bool is_denying(std::string_view folded_word);

// Verbs, nouns and adverbs that say little by themselves ("make", "various", "also", "according").
bool is_light(std::string_view folded_word);

}  // namespace familiar::answer::cite
