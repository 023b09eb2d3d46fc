// The version of this program, from the project's CMake file.
#pragma once

#include <string_view>

namespace familiar::app {

inline constexpr std::string_view k_version = FAMILIAR_VERSION;

}  // namespace familiar::app
