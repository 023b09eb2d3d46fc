// Sentences spoken by the voices of flite and espeak-ng, and sound as a recogniser takes it. Files that were spoken are
// kept in a folder and not spoken again. One thread.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::bench {

// 16 kHz, one channel.
using Sound = std::vector<std::int16_t>;
inline constexpr int k_sound_rate = 16'000;

// "slt", "rms", "awb", "kal16" of flite; "espeak" is espeak-ng's en-us.
Result<Sound> speak(const std::filesystem::path& folder, std::string_view voice, std::string_view text);

double seconds_of(const Sound& sound);

}  // namespace familiar::bench
