// Sound from a telephone (8,000 samples a second) has nothing above 4 kHz, where the recogniser was taught to hear the
// difference between "six" and "eight". The band above is filled with the mirror of what lies below it, strongly where
// the sound hisses and weakly where it is voiced (spectral folding, Makhoul and Berouti 1979), and nothing is quieter
// than a little noise. One per recording; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace familiar::hear {

class NarrowBand {
public:
    // Samples of a recording that had 8,000 a second, at 16,000 a second; in place.
    void widen(std::span<std::int16_t> samples);

private:
    double last_[2] = {0, 0};
    double power_ = 1;
    double change_ = 0;
    std::size_t count_ = 0;
    std::uint32_t noise_ = 1;
};

}  // namespace familiar::hear
