// Every limit of the child that opens pictures.
#pragma once

#include <cstddef>
#include <cstdint>

namespace familiar::look {

// Of what comes in.
inline constexpr std::size_t k_request_bytes_max = 4U << 10U;   // the line of JSON
inline constexpr std::size_t k_picture_bytes_max = 32U << 20U;  // of the file
inline constexpr int k_edge_max = 30'000;                       // pixels of either edge, known before decoding
inline constexpr std::int64_t k_pixels_max = 64'000'000;        // of the whole picture, known before decoding
inline constexpr std::size_t k_profile_bytes_max = 4U << 20U;   // a colour profile after inflation
inline constexpr int k_tags_max = 512;                          // of one EXIF folder
inline constexpr int k_chunks_max = 100'000;                    // of a PNG; and markers of a jpeg

// Of what is worked on. A larger picture is made smaller right after (in jpeg: while) it is decoded.
inline constexpr std::int64_t k_working_pixels_max = 16'000'000;

// Of what goes out.
inline constexpr int k_clean_edge_max = 4096;
inline constexpr std::int64_t k_lossless_pixels_max = 4'000'000;  // larger ones become jpeg
inline constexpr std::size_t k_lossless_bytes_max = 4U << 20U;    // and so do those that PNG cannot make small
inline constexpr int k_clean_jpeg_quality = 90;
inline constexpr int k_thumbnail_edge_max = 512;
inline constexpr float k_thumbnail_quality = 78;
inline constexpr std::size_t k_lines_max = 2'000;
inline constexpr std::size_t k_line_bytes_max = 2'000;
inline constexpr std::size_t k_codes_max = 32;
inline constexpr std::size_t k_code_bytes_max = 8'000;

}  // namespace familiar::look
