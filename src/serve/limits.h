// The limits of serve/.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace familiar::serve {

// -- connections --
inline constexpr std::size_t k_connections_max = 512;                   // at once; more are told 503
inline constexpr std::size_t k_pipelined_bytes_max = 64U << 10U;        // read ahead while a request is being answered
inline constexpr std::chrono::seconds k_idle_max{75};                   // between two requests of a connection
inline constexpr std::chrono::seconds k_head_time_max{10};              // for request line and headers
inline constexpr std::chrono::seconds k_body_time_max{20};              // for a body, and
inline constexpr std::size_t k_body_bytes_per_second_min = 64U << 10U;  // as many seconds more as it has of these
inline constexpr std::chrono::seconds k_write_time_max{30};             // for a piece of the answer, and as for bodies
inline constexpr std::chrono::seconds k_linger_max{2};  // reading on after a refusal, so that it arrives
inline constexpr std::chrono::seconds k_heartbeat{15};  // of a stream that has nothing to say

// -- requests --
inline constexpr std::size_t k_url_bytes_max = 8U << 10U;
inline constexpr std::size_t k_headers_max = 64;
inline constexpr std::size_t k_head_bytes_max = 16U << 10U;  // names and values of all headers
inline constexpr std::size_t k_query_parameters_max = 64;
inline constexpr std::size_t k_body_bytes_max = 1U << 20U;  // also the most that is read before a sign-in is checked
inline constexpr std::size_t k_import_bytes_max = 64U << 20U;
inline constexpr std::size_t k_large_bodies_max = 4;  // longer than k_body_bytes_max, at once
inline constexpr std::size_t k_multipart_parts_max = 16;
inline constexpr std::size_t k_words_bytes_max = 16U << 10U;  // of a question
inline constexpr std::size_t k_messages_max = 256;            // of one chat completion
inline constexpr std::size_t k_client_tools_max = 128;        // functions that a client offers
inline constexpr std::size_t k_stops_max = 4;                 // texts at which an answer ends
inline constexpr std::size_t k_pictures_max = 8;              // of one question
inline constexpr std::size_t k_picture_bytes_max = 20U << 20U;
inline constexpr std::int64_t k_answer_tokens_max = 32'768;  // that a client may ask for
inline constexpr std::size_t k_chat_bytes_max = 64U << 20U;  // of a request with pictures
inline constexpr std::size_t k_name_bytes_max = 300;         // titles and file names that people give

// -- answers --
inline constexpr std::size_t k_piece_bytes = 64U << 10U;  // of a stream, at a time
inline constexpr std::size_t k_streams_per_person_max = 12;
inline constexpr std::size_t k_search_results_max = 50;
inline constexpr std::size_t k_conversations_listed_max = 500;
inline constexpr std::size_t k_turns_listed_max = 500;
inline constexpr std::size_t k_imports_listed_max = 100;
inline constexpr std::size_t k_ledger_listed_max = 1000;
inline constexpr std::chrono::milliseconds k_search_time_max{10'000};
inline constexpr std::size_t k_answers_remembered_max = 128;  // for follow-ups of OpenAI clients

// -- who asks how often --
inline constexpr double k_wrong_credential_cost = 8;  // requests that a wrong key counts for
inline constexpr std::size_t k_buckets_max = 10'000;
inline constexpr std::chrono::minutes k_sign_in_age_max{15};
inline constexpr std::chrono::hours k_session_age_max{24 * 30};

// -- imports --
inline constexpr std::size_t k_imports_waiting_max = 4;             // behind the one that runs
inline constexpr std::size_t k_imports_waiting_per_person_max = 3;  // the running one included
inline constexpr std::size_t k_imports_remembered_max = 50;         // of a person, in memory

}  // namespace familiar::serve
