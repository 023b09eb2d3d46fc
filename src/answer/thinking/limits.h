// What thinking may cost without a model, and when it believes what it found.
#pragma once

#include <cstddef>

namespace familiar::answer::thinking {

inline constexpr std::size_t k_question_words_max = 60;  // longer questions are not taken apart
inline constexpr std::size_t k_hops_max = 4;             // of one chain, with the question at its end
inline constexpr std::size_t k_chains_max = 6;           // ways to take one question apart
inline constexpr std::size_t k_questions_max = 48;       // asked and searched in one turn
inline constexpr std::size_t k_alternatives_max = 4;     // of one hop, carried on one after the other
inline constexpr std::size_t k_evidence_max = 14;        // looked at for one hop
inline constexpr std::size_t k_quotes_max = 40;          // with other sentences of the best posts
inline constexpr std::size_t k_posts_read_whole = 4;
inline constexpr std::size_t k_items_max = 8;     // of a set, quoted
inline constexpr std::size_t k_persons_max = 12;  // of a set of people

inline constexpr double k_sure_needed = 0.5;            // of a value, to be carried on
inline constexpr double k_share_needed = 0.6;           // of the words of a step, met where its value stands
inline constexpr double k_share_of_question = 0.5;      // of the question at the end, beside what was carried into it
inline constexpr double k_coverage_looked_at = 0.4;     // of what was found for a step, to be read at all
inline constexpr std::size_t k_short_post_bytes = 220;  // read whole where one sentence gives nothing

}  // namespace familiar::answer::thinking
