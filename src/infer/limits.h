// The limits of infer/.
#pragma once

#include <cstddef>
#include <cstdint>

namespace familiar::infer {

inline constexpr std::size_t k_engines_max = 32;           // of one host
inline constexpr std::size_t k_endpoints_max = 64;         // of one fleet
inline constexpr std::size_t k_places_max = 1024;          // chats at once at one endpoint
inline constexpr std::int64_t k_context_tokens_min = 512;  // what a question with a source needs
inline constexpr std::size_t k_key_bytes_max = 4096;       // of a key for a remote engine

}  // namespace familiar::infer
