// Whether somebody speaks in ten milliseconds of sound: the likelihood ratio of speech and noise over bands of the
// spectrum (Sohn, Kim and Sung 1999) against a floor of noise that follows the lowest levels of the last seconds
// (after Martin 2001), and whether the sound repeats itself as voices do.
//
// Bands end at 3.8 kHz, so that sound from a telephone counts as any other. One per stream; one thread.
#pragma once

#include "limits.h"
#include "spectrum.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace familiar::hear {

struct FrameVerdict {
    bool is_speech = false;
    bool is_voiced = false;       // speech that repeats itself
    double evidence = 0;          // mean logarithm of the likelihood ratio
    double level_decibel = -100;  // below full scale
};

class SpeechDetector {
public:
    SpeechDetector();
    // The next k_frame_samples of the stream.
    FrameVerdict hear(std::span<const std::int16_t> frame);

private:
    static constexpr std::size_t k_bands = 16;
    struct Band {
        double smooth = 0;         // power, over some frames
        double floor = 0;          // the noise
        double lowest = 0;         // in the window that runs
        double lowest_before = 0;  // in the one before
        double clean = 0;          // power of speech in the frame before
    };

    double likelihood(Band& band, double power) const;
    void follow_floor(Band& band, double power);

    Spectrum spectrum_;
    std::vector<std::int16_t> recent_;  // the last k_spectrum_size samples
    std::array<Band, k_bands> bands_;
    std::size_t frames_ = 0;
    double evidence_ = 0;
};

}  // namespace familiar::hear
