#include "spectrum.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace familiar::hear {

namespace {

constexpr double k_full_scale = 32768;
constexpr std::size_t k_every = 4;     // of the samples is enough to see a voice
constexpr std::size_t k_lag_min = 10;  // 400 Hz at 4,000 samples a second
constexpr std::size_t k_lag_max = 57;  // 70 Hz

std::size_t reversed(std::size_t index) {
    std::size_t out = 0;
    for (std::size_t bit = 1; bit < k_spectrum_size; bit <<= 1U) {
        out = (out << 1U) | (index & 1U);
        index >>= 1U;
    }
    return out;
}

}  // namespace

Spectrum::Spectrum() : window_(k_spectrum_size), turns_(k_spectrum_size / 2) {
    constexpr double k_turn = 2 * std::numbers::pi / static_cast<double>(k_spectrum_size);
    for (std::size_t i = 0; i < window_.size(); ++i)
        window_[i] = (0.5 - 0.5 * std::cos(k_turn * static_cast<double>(i))) / k_full_scale;
    for (std::size_t i = 0; i < turns_.size(); ++i) turns_[i] = std::polar(1.0, -k_turn * static_cast<double>(i));
}

// The transform of Cooley and Tukey (1965), in place.
Spectrum::Powers Spectrum::of(std::span<const std::int16_t> samples) const {
    std::array<std::complex<double>, k_spectrum_size> values;
    for (std::size_t i = 0; i < k_spectrum_size; ++i) values[reversed(i)] = samples[i] * window_[i];
    for (std::size_t half = 1; half < k_spectrum_size; half *= 2) {
        const std::size_t step = k_spectrum_size / (2 * half);
        for (std::size_t begin = 0; begin < k_spectrum_size; begin += 2 * half) {
            for (std::size_t i = begin; i < begin + half; ++i) {
                const std::complex<double> turned = values[i + half] * turns_[(i - begin) * step];
                values[i + half] = values[i] - turned;
                values[i] += turned;
            }
        }
    }
    Powers powers{};
    for (std::size_t i = 0; i < powers.size(); ++i) powers[i] = std::norm(values[i]) / k_spectrum_size;
    return powers;
}

double Spectrum::voicing(std::span<const std::int16_t> samples) {
    std::array<double, k_spectrum_size / k_every> slow{};
    double mean = 0;
    for (std::size_t i = 0; i < slow.size(); ++i) {
        for (std::size_t j = 0; j < k_every; ++j) slow[i] += samples[i * k_every + j];
        mean += slow[i] / static_cast<double>(slow.size());
    }
    for (double& value : slow) value -= mean;
    double best = 0;
    for (std::size_t lag = k_lag_min; lag <= k_lag_max; ++lag) {
        double together = 0;
        double left = 0;
        double right = 0;
        for (std::size_t i = lag; i < slow.size(); ++i) {
            together += slow[i] * slow[i - lag];
            left += slow[i] * slow[i];
            right += slow[i - lag] * slow[i - lag];
        }
        if (left > 0 && right > 0) best = std::max(best, together / std::sqrt(left * right));
    }
    return std::min(best, 1.0);
}

}  // namespace familiar::hear
