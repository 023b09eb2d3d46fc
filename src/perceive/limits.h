// Every limit of the room.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace familiar::perceive {

// What a child may send back.
inline constexpr std::size_t k_head_bytes_max = 4U << 20U;  // the line of JSON
inline constexpr std::size_t k_message_bytes_max = 300;     // of an error, for a person

// Pictures. The child has its own limits on pixels (apps/familiar-look/look/limits.h).
inline constexpr std::size_t k_picture_bytes_max = 32U << 20U;
inline constexpr int k_picture_edge_max = 30'000;
inline constexpr std::chrono::seconds k_picture_time_max{10};
inline constexpr std::uint64_t k_picture_processor_seconds_max = 15;  // more than one thread may compute
inline constexpr std::uint64_t k_picture_memory_bytes_max = 1U << 30U;
inline constexpr std::uint64_t k_picture_open_files_max = 64;
inline constexpr std::size_t k_clean_bytes_max = 24U << 20U;
inline constexpr std::size_t k_thumbnail_bytes_max = 1U << 20U;
inline constexpr int k_thumbnail_edge_max = 512;
inline constexpr std::size_t k_lines_max = 2'000;
inline constexpr std::size_t k_line_bytes_max = 2'000;
inline constexpr std::size_t k_codes_max = 32;
inline constexpr std::size_t k_code_bytes_max = 8'000;
inline constexpr std::size_t k_languages_max = 8;

// Receipts.
inline constexpr std::size_t k_items_max = 200;
inline constexpr std::int64_t k_amount_minor_max = 100'000'000;

// The words that recognition is prepared for.
inline constexpr std::size_t k_spoken_words_max = 20'000;    // of one text; what is longer is cut
inline constexpr std::size_t k_world_posts_max = 20'000;     // listened to for one world
inline constexpr std::size_t k_world_sentences_max = 8'000;  // kept of what was written
inline constexpr std::size_t k_world_topics_max = 8'000;     // kept, one a post
inline constexpr std::size_t k_topic_words_taken_max = 12;   // from the post beside it
inline constexpr std::size_t k_sentence_words_max = 40;      // a longer one is left out
inline constexpr std::size_t k_world_list_max = 3'000;       // names of one kind, the heaviest
inline constexpr std::size_t k_counted_max = 200'000;        // different runs of words counted at once
inline constexpr std::size_t k_thing_words_max = 3;          // in the name of a thing
inline constexpr std::size_t k_name_words_max = 5;           // in a proper name
inline constexpr std::size_t k_questions = 40'000;           // made for one world
inline constexpr std::size_t k_form_depth_max = 12;          // symbols within symbols

}  // namespace familiar::perceive
