// Every limit of the room that its callers do not name themselves.
#pragma once

#include <chrono>
#include <cstddef>

namespace familiar::platform {

inline constexpr std::size_t k_pipe_piece_bytes = 64U << 10U;  // read or written at once from and to a child
inline constexpr std::chrono::milliseconds k_child_look{50};   // at a child where the kernel cannot tell its end
inline constexpr std::chrono::milliseconds k_wait_look{100};   // at deadlines while waiting for a child

}  // namespace familiar::platform
