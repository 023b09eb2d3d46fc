// Sounds to try ears with: made here, or other formats of a recording by the program ffmpeg.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace familiar::tests {

// A wav file of one channel with 16,000 samples a second, of values between -1 and 1.
std::string wav_of(std::size_t samples, const std::function<double(std::size_t)>& value);
// The same recording in another shape ("-f", "mp3"); nothing where there is no ffmpeg.
std::optional<std::string> encoded(const std::string& wav, const std::vector<std::string>& arguments);

}  // namespace familiar::tests
