// The limits of infer/.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace familiar::infer {

// What an engine may send.
inline constexpr std::size_t k_reply_bytes_max = 16U << 20U;    // one reply, streamed or whole, as it comes over the wire
inline constexpr std::size_t k_sse_line_bytes_max = 4U << 20U;  // one line of a stream
inline constexpr std::size_t k_tool_calls_max = 64;             // of one reply; more are left out
inline constexpr std::size_t k_tool_name_bytes_max = 256;       // longer names name no tool
inline constexpr std::size_t k_error_bytes_max = 64U << 10U;    // read of a body that tells an error
inline constexpr std::size_t k_quoted_bytes_max = 200;          // of a foreign message, repeated in ours
inline constexpr std::int64_t k_tokens_believed_max = 1'000'000'000;  // larger counts are not believed

// What is asked of it.
inline constexpr std::size_t k_request_bytes_max = 64U << 20U;  // one request with its pictures
inline constexpr std::size_t k_texts_max = 2048;                // texts of one embedding or rerank request
inline constexpr std::size_t k_vector_length_max = 65'536;      // numbers of one vector

// How long it may take. A model that thinks, or reads a long prompt on a small machine, is silent for minutes.
inline constexpr std::chrono::milliseconds k_connect_time_max = std::chrono::seconds(5);
inline constexpr std::chrono::milliseconds k_first_byte_time_max = std::chrono::minutes(10);
inline constexpr std::chrono::milliseconds k_idle_time_max = std::chrono::minutes(2);
inline constexpr std::chrono::milliseconds k_chat_time_max = std::chrono::hours(1);
inline constexpr std::chrono::milliseconds k_vector_time_max = std::chrono::minutes(2);
inline constexpr std::chrono::milliseconds k_probe_time_max = std::chrono::seconds(2);
inline constexpr std::chrono::seconds k_retry_after_max = std::chrono::hours(1);  // that an engine may ask for

// Waiting for a place.
inline constexpr std::size_t k_waiting_chats_max = 256;  // of one engine; more are turned away

// A fleet.
inline constexpr std::size_t k_fleet_hosts_max = 256;
inline constexpr std::size_t k_affinities_max = 4096;  // conversations whose host is remembered
inline constexpr std::chrono::seconds k_probe_interval = std::chrono::seconds(30);  // a sign of life older than that
inline constexpr std::chrono::seconds k_host_back_off_first = std::chrono::seconds(1);
inline constexpr std::chrono::seconds k_host_back_off_max = std::chrono::minutes(5);

// A script.
inline constexpr std::size_t k_script_bytes_max = 4U << 20U;
inline constexpr std::size_t k_script_caches_max = 256;  // conversations whose beginning the scripted engine keeps

}  // namespace familiar::infer
