// The limits of retrieve/.
#pragma once

#include <cstddef>

namespace familiar::retrieve {

inline constexpr std::size_t k_query_bytes_max = 4096;
inline constexpr std::size_t k_candidates_per_store = 100;  // posts that matching hands to ranking
inline constexpr std::size_t k_talk_per_store = 40;         // of these, when they are what people wrote
inline constexpr std::size_t k_neighbour_seeds = 14;        // best matches whose replies are looked at
inline constexpr std::size_t k_asking_seeds = 12;           // further ones, of the messages that ask
inline constexpr std::size_t k_replies_per_seed = 30;       // of a discussion
inline constexpr std::size_t k_messages_per_seed = 5;       // of a chat
inline constexpr std::size_t k_messages_per_question = 24;  // of a chat, when the seed asks
inline constexpr std::size_t k_messages_before = 22;        // of a chat, that a message may lean on
inline constexpr std::size_t k_messages_by_speaker = 40;    // best matches of the person who is asked about
inline constexpr std::size_t k_sentences_max = 400;         // of one post; the rest is not quoted
inline constexpr std::size_t k_second_looks = 30;           // best articles that are read more closely
inline constexpr std::size_t k_passage_bytes_max = 300;     // of several sentences that are quoted together
inline constexpr std::size_t k_results_max = 200;

}  // namespace familiar::retrieve
