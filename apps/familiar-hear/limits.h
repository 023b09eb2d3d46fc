// The limits of familiar-hear.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace familiar::hear {

// What comes in.
inline constexpr std::size_t k_request_line_bytes_max = 4U << 20U;  // one line of JSON, with all hints and sentences
inline constexpr std::size_t k_piece_bytes_max = 1U << 20U;         // of sound, at once
inline constexpr std::size_t k_sound_bytes_max = std::size_t{128} << 20U;  // of one recording, as it was sent
inline constexpr std::chrono::seconds k_sound_time_max = std::chrono::minutes(30);
inline constexpr int k_sample_rate_min = 4'000;
inline constexpr int k_sample_rate_max = 192'000;
inline constexpr int k_channels_max = 8;
inline constexpr unsigned k_streams_max = 16;                      // of one file; more are refused
inline constexpr std::int64_t k_probe_bytes_max = 1 << 20;         // read to know what a file is
inline constexpr std::chrono::milliseconds k_probe_time_max{500};  // of sound, decoded for the same
inline constexpr int k_broken_packets_max = 200;                   // in a row; then the rest of the file is not read

// What speech is.
inline constexpr int k_rate = 16'000;                      // samples of a second, everywhere behind the decoder
inline constexpr int k_narrow_rate = 8'000;                // of a telephone
inline constexpr std::size_t k_frame_samples = 160;        // 10 ms
inline constexpr std::size_t k_frames_before_speech = 30;  // taken along from before the beginning was noticed
inline constexpr std::size_t k_frames_to_begin = 8;        // of speech within the last 150 ms
inline constexpr std::size_t k_frames_looked_at = 15;
inline constexpr std::size_t k_frames_to_end = 55;               // without speech; a person is told 700 ms at most
inline constexpr std::size_t k_voiced_frames_min = 4;            // of an utterance; noise has none
inline constexpr double k_level_change_min_decibel = 2.0;        // within an utterance; a hum has none
inline constexpr std::chrono::seconds k_utterance_time_max{30};  // then it is cut

// What goes out.
inline constexpr std::chrono::milliseconds k_partial_every{250};
inline constexpr std::size_t k_words_max = 20'000;  // of one transcript

}  // namespace familiar::hear
