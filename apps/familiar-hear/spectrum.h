// The power spectrum of short pieces of sound. Cheap to make; const after that, any thread.
#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace familiar::hear {

inline constexpr std::size_t k_spectrum_size = 512;  // samples; 32 ms

class Spectrum {
public:
    using Powers = std::array<double, k_spectrum_size / 2 + 1>;

    Spectrum();
    // Of exactly k_spectrum_size samples, windowed (Hann); full scale is 1.
    Powers of(std::span<const std::int16_t> samples) const;
    // How strongly the sound repeats itself within 2.5 to 14 ms, as voices do: the highest normalised autocorrelation,
    // 0…1, of the part below 1 kHz or so.
    static double voicing(std::span<const std::int16_t> samples);

private:
    std::vector<double> window_;
    std::vector<std::complex<double>> turns_;
};

}  // namespace familiar::hear
