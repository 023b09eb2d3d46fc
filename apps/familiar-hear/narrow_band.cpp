#include "narrow_band.h"

#include <algorithm>
#include <cmath>

namespace familiar::hear {

namespace {

constexpr double k_voiced_share = 0.2;  // of the mirror
constexpr double k_hissing_share = 1.0;
constexpr double k_smoothing = 0.01;  // about six milliseconds
constexpr double k_noise = 20;        // highest value

// A linear congruence is white enough, and the same for every recording.
double white(std::uint32_t& state) {
    state = state * 1664525U + 1013904223U;
    return static_cast<double>(state >> 8U) / (1U << 23U) - 1;
}

}  // namespace

void NarrowBand::widen(std::span<std::int16_t> samples) {
    for (std::int16_t& sample : samples) {
        const double value = sample;
        const double change = value - last_[count_ % 2];
        last_[count_ % 2] = value;
        power_ += k_smoothing * (value * value - power_);
        change_ += k_smoothing * (change * change - change_);
        const double share = k_voiced_share + k_hissing_share * std::min(1.0, change_ / (power_ + 1));
        // Every other sample with the other sign is the same spectrum, mirrored at 4 kHz.
        const double mirrored = count_ % 2 == 0 ? value : -value;
        const double wide = value + share * mirrored + k_noise * white(noise_);
        sample = static_cast<std::int16_t>(std::lround(std::clamp(wide, -32768.0, 32767.0)));
        ++count_;
    }
}

}  // namespace familiar::hear
