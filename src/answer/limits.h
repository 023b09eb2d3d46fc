// The limits and thresholds of answer/.
#pragma once

#include <cstddef>

namespace familiar::answer {

inline constexpr std::size_t k_quotes_max = 3;      // of a quoted answer
inline constexpr std::size_t k_voices_max = 8;      // quotes of a gathered answer, each side
inline constexpr std::size_t k_considered_max = 8;  // sources that were looked at and not cited
inline constexpr std::size_t k_digest_items_max = 12;
inline constexpr std::size_t k_digest_parts_max = 8;   // groups or weeks
inline constexpr std::size_t k_digest_items_each = 5;  // when there are several
inline constexpr std::size_t k_quote_bytes_max = 420;  // a longer sentence is not quoted whole

// Shares of the question's rarity-weighted words that must be met before something counts as an answer.
inline constexpr double k_coverage_needed = 0.55;
inline constexpr double k_confidence_needed = 0.25;  // of a work of reference, in place of coverage
inline constexpr double k_coverage_gathered = 0.45;
inline constexpr double k_second_quote_share = 0.9;  // of the lead's score
inline constexpr double k_rival_share = 0.8;         // of the lead's coverage, to contradict it

}  // namespace familiar::answer
