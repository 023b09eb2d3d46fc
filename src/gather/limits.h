// The limits of gather/.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace familiar::gather {

inline constexpr std::size_t k_sniff_bytes = 64U << 10U;       // read ahead to tell what an input is
inline constexpr std::size_t k_line_bytes_max = 8U << 20U;     // one line of JSONL or a chat export
inline constexpr std::size_t k_chat_sample_bytes = 4U << 20U;  // of a chat, read ahead to learn its dates and names
inline constexpr std::size_t k_feed_bytes_max = 32U << 20U;    // one feed document
inline constexpr std::size_t k_feed_entries_max = 20'000;
inline constexpr std::size_t k_json_bytes_max = 512U << 20U;   // one JSON archive file, read element by element
inline constexpr std::size_t k_element_bytes_max = 8U << 20U;  // one element of it
inline constexpr std::size_t k_beside_bytes_max = 1U << 20U;   // a small file that says more about the one beside it
inline constexpr std::size_t k_html_bytes_max = 4U << 20U;     // markup of one post
inline constexpr int k_html_depth_max = 256;
inline constexpr std::size_t k_links_max = 200;                // links kept of one post
inline constexpr std::size_t k_batch_posts = 2048;             // posts stored in one transaction
inline constexpr std::size_t k_batch_bytes = 4U << 20U;        // or sooner, when their text is long
inline constexpr std::size_t k_id_bytes_max = 512;             // of foreign ids and threads; longer ones are digested
inline constexpr std::size_t k_field_bytes_max = 2048;         // of names, addresses and titles of sources
inline constexpr std::size_t k_broken_named_max = 100;         // broken records kept by name
inline constexpr std::size_t k_archive_entries_max = 100'000;  // files in one archive
inline constexpr std::uint64_t k_archive_bytes_max = 8ULL << 30U;     // unpacked, all files together
inline constexpr std::uint64_t k_archive_ratio_max = 200;             // unpacked to packed
inline constexpr std::uint64_t k_archive_small_bytes = 32ULL << 20U;  // below which the ratio does not matter
inline constexpr int k_archive_depth_max = 2;                         // an archive, and an archive in it
inline constexpr std::chrono::seconds k_back_off_first = std::chrono::minutes(5);  // after the first failure of a feed
inline constexpr std::chrono::seconds k_back_off_max = std::chrono::hours(24);
inline constexpr std::chrono::seconds k_retry_after_max = std::chrono::hours(24 * 7);  // that a server may ask for
inline constexpr int k_folder_depth_max = 16;
inline constexpr std::size_t k_folder_files_max = 100'000;

}  // namespace familiar::gather
