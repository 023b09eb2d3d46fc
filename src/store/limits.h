// The limits of store/.
#pragma once

#include <chrono>
#include <cstddef>

namespace familiar::store {

inline constexpr std::size_t k_open_people_max = 64;                  // person files kept open at once
inline constexpr std::size_t k_words_remembered = 2000;               // of each segment of the index
inline constexpr std::size_t k_common_index_bytes_kept = 64U << 20U;  // of the index of the common file, in memory
inline constexpr std::size_t k_own_index_bytes_kept = 1U << 20U;      // of that of each person's file
inline constexpr std::size_t k_readers_per_file = 4;                  // connections that read in parallel
inline constexpr std::chrono::milliseconds k_busy_timeout{10'000};    // how long a writer waits for another process
inline constexpr std::size_t k_post_bytes_max = 1U << 20U;            // of title and text together
inline constexpr std::size_t k_match_terms_max = 32;                  // words of one search
inline constexpr std::size_t k_forms_max = 6;                         // spellings of one word
inline constexpr std::size_t k_word_bytes_max = 120;                  // of a word in the index; the rest is cut off
inline constexpr std::size_t k_candidates_max = 1000;                 // posts that one match returns
inline constexpr std::size_t k_listing_max = 1000;                    // rows of one listing

}  // namespace familiar::store
