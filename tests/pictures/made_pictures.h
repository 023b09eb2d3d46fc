// Pictures of every format that is read, made here. Values; any thread.
#pragma once

#include "look/pixels.h"

#include <string>

namespace familiar::test {

// Left half red, right half blue, a green corner at the top left: every turn of it looks different.
look::Pixels flag(int width, int height);

std::string tiff_of(const look::Pixels& picture, int orientation);
std::string gif_of_two_frames();  // 2 × 1: red and blue, then both green
// Empty where this system's libheif cannot write it.
enum class HeifKind { heic, avif };
std::string heif_of(const look::Pixels& picture, HeifKind kind);

// The jpeg with a block of EXIF: how it is turned, where and with what it was taken.
std::string with_exif(const std::string& jpeg, int orientation);
inline constexpr const char* k_serial_number = "SN-4711-0815";

}  // namespace familiar::test
