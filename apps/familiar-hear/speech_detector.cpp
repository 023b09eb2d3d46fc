#include "speech_detector.h"

#include <algorithm>
#include <cmath>

namespace familiar::hear {

namespace {

// Edges of the bands in bins of 31.25 Hz: from 125 Hz on, wider towards the top as ears have it, to 3.8 kHz.
constexpr std::array<std::size_t, 17> k_edges = {4, 7, 10, 13, 16, 20, 24, 29, 34, 40, 47, 55, 64, 75, 88, 103, 121};

constexpr double k_floor_at_start = 1e-8;  // a quiet room; louder noise is learnt within a second
constexpr double k_floor_min = 1e-10;      // digital silence is no reason to hear speech in its rounding
constexpr double k_smoothing = 0.75;
constexpr double k_floor_bias = 1.6;        // the lowest of many is below the mean
constexpr std::size_t k_floor_window = 80;  // frames
constexpr double k_decision_directed = 0.92;
constexpr double k_evidence_smoothing = 0.6;
constexpr double k_evidence_of_speech = 0.8;
constexpr double k_ratio_max = 1000;
constexpr double k_voiced = 0.55;

}  // namespace

SpeechDetector::SpeechDetector() : recent_(k_spectrum_size, 0), bands_{} {
    for (Band& band : bands_) band = {k_floor_at_start, k_floor_at_start, k_floor_at_start, k_floor_at_start, 0};
}

FrameVerdict SpeechDetector::hear(std::span<const std::int16_t> frame) {
    std::copy(recent_.begin() + static_cast<std::ptrdiff_t>(frame.size()), recent_.end(), recent_.begin());
    std::ranges::copy(frame, recent_.end() - static_cast<std::ptrdiff_t>(frame.size()));
    const Spectrum::Powers powers = spectrum_.of(recent_);
    double sum = 0;
    double total = 0;
    for (std::size_t i = 0; i < k_bands; ++i) {
        double power = 0;
        for (std::size_t bin = k_edges[i]; bin < k_edges[i + 1]; ++bin) power += powers[bin];
        total += power;
        power /= static_cast<double>(k_edges[i + 1] - k_edges[i]);
        sum += likelihood(bands_[i], power);
        follow_floor(bands_[i], power);
    }
    ++frames_;
    evidence_ += (1 - k_evidence_smoothing) * (sum / k_bands - evidence_);
    FrameVerdict verdict;
    verdict.evidence = evidence_;
    verdict.level_decibel = 10 * std::log10(total + 1e-10);
    verdict.is_speech = evidence_ > k_evidence_of_speech;
    verdict.is_voiced = verdict.is_speech && Spectrum::voicing(recent_) > k_voiced;
    return verdict;
}

// The a priori ratio is decision-directed (Ephraim and Malah 1984).
double SpeechDetector::likelihood(Band& band, double power) const {
    const double floor = std::max(band.floor, k_floor_min);
    const double after = std::min(power / floor, k_ratio_max);
    const double before = k_decision_directed * std::min(band.clean / floor, k_ratio_max) +
                          (1 - k_decision_directed) * std::max(after - 1, 0.0);
    const double gain = before / (1 + before);
    band.clean = gain * gain * power;
    return after * gain - std::log1p(before) > 0 ? std::min(after * gain - std::log1p(before), 6.0)
                                                 : after * gain - std::log1p(before);
}

// The floor is the lowest smoothed power of the last one to two windows.
void SpeechDetector::follow_floor(Band& band, double power) {
    band.smooth = k_smoothing * band.smooth + (1 - k_smoothing) * power;
    band.lowest = frames_ % k_floor_window == 0 ? band.smooth : std::min(band.lowest, band.smooth);
    if (frames_ % k_floor_window == k_floor_window - 1) band.lowest_before = band.lowest;
    band.floor = k_floor_bias * std::min(band.lowest, band.lowest_before);
}

}  // namespace familiar::hear
