// The limits of infer/.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace familiar::infer {

// What a host may set up.
inline constexpr std::size_t k_engines_max = 32;           // of one host
inline constexpr std::size_t k_endpoints_max = 64;         // of one fleet
inline constexpr std::size_t k_places_max = 1024;          // chats at once at one endpoint
inline constexpr std::int64_t k_context_tokens_min = 512;  // what a question with a source needs
inline constexpr std::size_t k_key_bytes_max = 4096;       // of a key for a remote engine

// What an engine may send.
inline constexpr std::size_t k_reply_bytes_max = 16U << 20U;  // one reply, streamed or whole, as it comes over the wire
inline constexpr std::size_t k_sse_line_bytes_max = 4U << 20U;         // one line of a stream
inline constexpr std::size_t k_unseen_thought_bytes_max = 32U << 10U;  // held back of a model's first reply
inline constexpr std::size_t k_tool_calls_max = 64;                    // of one reply; more are left out
inline constexpr std::size_t k_tool_name_bytes_max = 256;              // longer names name no tool
inline constexpr std::size_t k_error_bytes_max = 64U << 10U;           // read of a body that tells an error
inline constexpr std::size_t k_quoted_bytes_max = 200;                 // of a foreign message, repeated in ours
inline constexpr std::int64_t k_tokens_believed_max = 1'000'000'000;   // larger counts are not believed

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

// A llama-server of ours.
inline constexpr std::size_t k_marker_bytes_max = 64U << 10U;  // what its installation says of itself
inline constexpr std::size_t k_help_bytes_max = 1U << 20U;
inline constexpr std::chrono::milliseconds k_help_time_max = std::chrono::seconds(30);
inline constexpr std::chrono::milliseconds k_load_time_max = std::chrono::minutes(10);
inline constexpr std::chrono::milliseconds k_load_look{20};     // between two looks whether it is ready
inline constexpr std::chrono::milliseconds k_crash_look{1000};  // for the end of a server that broke off
inline constexpr std::chrono::milliseconds k_stop_grace = std::chrono::seconds(2);  // it has nothing to save
inline constexpr std::chrono::seconds k_rest_first{1};  // after the second crash in a row; then doubled
inline constexpr std::chrono::seconds k_rest_max{60};
inline constexpr std::int64_t k_engine_log_bytes_max = 4U << 20U;  // of one model, and as much again of the one before
inline constexpr std::uint64_t k_engine_files_max = 1024;          // open at the same time
inline constexpr std::size_t k_socket_path_max = 107;              // sockaddr_un
inline constexpr std::int64_t k_engine_overhead_bytes = std::int64_t{384} << 20;  // of a server beside its model
inline constexpr std::int64_t k_engine_spare_bytes = std::int64_t{1} << 30;  // that its limit leaves above its need
inline constexpr std::size_t k_slots_per_place = 4;     // chats whose beginnings are kept, for each that can run
inline constexpr std::size_t k_slots_max = 64;          // unless there are more places
inline constexpr std::size_t k_slot_kept_percent = 75;  // of what a slot holds, at least, by a chat that goes on there
inline constexpr std::size_t k_slot_piece_bytes = 128;  // of a prompt, between two looks whether a slot holds it

// The head of a GGUF file. That of a vocabulary of 262,144 words takes about 12 MB.
inline constexpr std::uint64_t k_gguf_head_bytes_max = 128U << 20U;
inline constexpr std::uint64_t k_gguf_entries_max = 65'536;
inline constexpr std::uint64_t k_gguf_tensors_max = 262'144;
inline constexpr std::uint32_t k_gguf_dimensions_max = 8;
inline constexpr int k_gguf_list_depth_max = 4;
inline constexpr std::uint64_t k_gguf_layers_max = 4096;  // longer lists of numbers are about words
inline constexpr std::size_t k_gguf_key_bytes_max = 512;
inline constexpr std::size_t k_gguf_text_bytes_max = 256U << 10U;
inline constexpr std::size_t k_gguf_name_bytes_max = 120;

// Models on this machine and their way here.
inline constexpr std::uint64_t k_model_files_max = 256;  // one model is split into
inline constexpr std::size_t k_models_max = 1000;        // in the index
inline constexpr std::size_t k_model_index_bytes_max = 4U << 20U;
inline constexpr std::size_t k_model_name_bytes_max = 100;
inline constexpr std::size_t k_hub_listing_bytes_max = 8U << 20U;
inline constexpr std::int64_t k_model_bytes_max = std::int64_t{4} << 40;
inline constexpr std::int64_t k_disk_spare_bytes = std::int64_t{512} << 20;  // that a model leaves free on the disk
inline constexpr int k_pull_tries_max = 5;                                   // in a row without a byte more
inline constexpr std::chrono::milliseconds k_pull_time_max = std::chrono::hours(72);
inline constexpr std::chrono::milliseconds k_pull_idle_time_max = std::chrono::seconds(60);

// A recogniser of speech, and what it may say.
inline constexpr std::size_t k_sound_bytes_max = std::size_t{128} << 20U;  // of one recording
inline constexpr std::size_t k_sound_piece_bytes = 64U << 10U;             // given to it at once
inline constexpr std::size_t k_hearing_line_bytes_max = 8U << 20U;
inline constexpr std::size_t k_transcript_bytes_max = 1U << 20U;
inline constexpr std::size_t k_heard_words_max = 20'000;
inline constexpr std::size_t k_heard_word_bytes_max = 200;
inline constexpr std::size_t k_language_bytes_max = 16;
inline constexpr std::size_t k_speech_engine_bytes_max = 64;
inline constexpr std::size_t k_speech_world_bytes_max = 8U << 20U;  // of language model and dictionary together
inline constexpr std::chrono::milliseconds k_speech_time_believed_max = std::chrono::hours(24);
inline constexpr std::uint64_t k_hearing_processor_seconds_max = 4 * 3600;  // of one child's whole life
inline constexpr std::uint64_t k_hearing_files_max = 64;                    // open at the same time
inline constexpr std::size_t k_speech_waiting_max = 64;  // recordings that wait; more are turned away

}  // namespace familiar::infer
