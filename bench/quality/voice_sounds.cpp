#include "quality/voice_sounds.h"

#include "platform/files.h"
#include "platform/sha256.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <numbers>

namespace familiar::bench {

namespace {

constexpr std::size_t k_file_bytes_max = 16U << 20U;

template <class Number>
Number number_at(std::string_view bytes, std::size_t offset) {
    Number number = 0;
    if (offset + sizeof number <= bytes.size()) std::memcpy(&number, bytes.data() + offset, sizeof number);
    return number;
}

struct Wave {
    int rate = 0;
    Sound samples;
};

// RIFF with 16-bit samples of one channel, as both programs write it.
Result<Wave> wave_from(std::string_view bytes) {
    Wave wave;
    std::size_t at = 12;
    while (bytes.starts_with("RIFF") && at + 8 <= bytes.size()) {
        const std::string_view name = bytes.substr(at, 4);
        const std::size_t size = std::min<std::size_t>(number_at<std::uint32_t>(bytes, at + 4), bytes.size() - at - 8);
        if (name == "fmt ") wave.rate = static_cast<int>(number_at<std::uint32_t>(bytes, at + 12));
        if (name == "data") {
            wave.samples.resize(size / 2);
            std::memcpy(wave.samples.data(), bytes.data() + at + 8, wave.samples.size() * 2);
        }
        at += 8 + size + size % 2;
    }
    if (wave.rate < 8'000 || wave.samples.empty()) return fail(ErrorCode::corrupt, "not a wave file");
    return wave;
}

// A Hann-windowed sinc, cut off below the lower of both rates.
Sound resampled(const Wave& wave) {
    if (wave.rate == k_sound_rate) return wave.samples;
    const double step = static_cast<double>(wave.rate) / k_sound_rate;
    const double cutoff = std::min(1.0, 1.0 / step) * 0.95;
    const int half = static_cast<int>(16.0 / cutoff);
    Sound out(static_cast<std::size_t>(static_cast<double>(wave.samples.size()) / step));
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double centre = static_cast<double>(i) * step;
        const auto first = static_cast<long>(std::ceil(centre)) - half;
        double sum = 0;
        for (long j = std::max(0L, first); j < first + 2L * half && j < static_cast<long>(wave.samples.size()); ++j) {
            const double x = static_cast<double>(j) - centre;
            const double angle = std::numbers::pi * x * cutoff;
            const double window = 0.5 + 0.5 * std::cos(std::numbers::pi * x / half);
            sum += wave.samples[static_cast<std::size_t>(j)] * cutoff * window * (x == 0 ? 1 : std::sin(angle) / angle);
        }
        out[i] = static_cast<std::int16_t>(std::clamp(sum, -32768.0, 32767.0));
    }
    return out;
}

// A moment of quiet before and behind, and the noise of a quiet room all along: a microphone's recording has both, and
// espeak-ng's begins at once.
Sound as_recorded(const Sound& spoken) {
    constexpr std::size_t k_quiet = 3 * k_sound_rate / 10;
    constexpr int k_noise = 4;  // about -78 dB
    Sound sound(spoken.size() + 2 * k_quiet, 0);
    std::ranges::copy(spoken, sound.begin() + k_quiet);
    std::uint32_t state = 1;
    for (std::int16_t& sample : sound) {
        state = state * 1'664'525U + 1'013'904'223U;
        const int noise = static_cast<int>(state >> 24U) % (2 * k_noise + 1) - k_noise;
        sample = static_cast<std::int16_t>(std::clamp(sample + noise, -32'768, 32'767));
    }
    return sound;
}

std::string shell_quoted(std::string_view text) {
    std::string safe = "'";
    for (const char c : text) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return safe + "'";
}

}  // namespace

Result<Sound> speak(const std::filesystem::path& folder, std::string_view voice, std::string_view text) {
    std::filesystem::create_directories(folder);
    platform::Sha256 digest;
    digest.add(text);
    const std::string key = digest.finish().substr(0, 20);
    const std::filesystem::path file = folder / fmt::format("{}-{}.wav", voice, key);
    if (!std::filesystem::exists(file)) {
        const std::string command =
            voice == "espeak"
                ? fmt::format("espeak-ng -v en-us -w {} {}", shell_quoted(file.string()), shell_quoted(text))
                : fmt::format("flite -voice {} -t {} -o {}", voice, shell_quoted(text), shell_quoted(file.string()));
        if (std::system(command.c_str()) != 0)
            return fail(ErrorCode::unavailable, "cannot speak; run tools/install bench (flite, espeak-ng)");
    }
    return as_recorded(resampled(TRY(wave_from(TRY(platform::read_file(file, k_file_bytes_max))))));
}

double seconds_of(const Sound& sound) { return static_cast<double>(sound.size()) / k_sound_rate; }

}  // namespace familiar::bench
