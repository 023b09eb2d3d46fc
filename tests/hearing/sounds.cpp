#include "sounds.h"

#include "platform/child_process.h"
#include "platform/files.h"
#include "tests/support/temp_folder.h"

#include <algorithm>
#include <cmath>

namespace familiar::tests {

namespace {

void append_number(std::string& bytes, std::uint32_t number, int count) {
    for (int i = 0; i < count; ++i) bytes += static_cast<char>((number >> (8 * i)) & 0xFFU);
}

}  // namespace

std::string wav_of(std::size_t samples, const std::function<double(std::size_t)>& value) {
    constexpr std::uint32_t k_rate = 16'000;
    const auto size = static_cast<std::uint32_t>(samples * 2);
    std::string bytes = "RIFF";
    append_number(bytes, 36 + size, 4);
    bytes += "WAVEfmt ";
    append_number(bytes, 16, 4);
    append_number(bytes, 1, 2);  // PCM
    append_number(bytes, 1, 2);
    append_number(bytes, k_rate, 4);
    append_number(bytes, k_rate * 2, 4);
    append_number(bytes, 2, 2);
    append_number(bytes, 16, 2);
    bytes += "data";
    append_number(bytes, size, 4);
    for (std::size_t i = 0; i < samples; ++i) {
        const auto sample = static_cast<std::int16_t>(std::lround(std::clamp(value(i), -1.0, 1.0) * 32767));
        append_number(bytes, static_cast<std::uint16_t>(sample), 2);
    }
    return bytes;
}

std::optional<std::string> encoded(const std::string& wav, const std::vector<std::string>& arguments) {
    const test::TempFolder folder;
    const auto from = folder / "from.wav";
    const auto into = folder / "into";
    if (!platform::write_file(from, wav)) return std::nullopt;
    platform::ChildOptions options;
    options.arguments = {"/usr/bin/ffmpeg", "-v", "error", "-i", from.string()};
    options.arguments.insert(options.arguments.end(), arguments.begin(), arguments.end());
    options.arguments.push_back(into.string());
    const platform::SystemClock clock;
    const auto done = platform::run_child(Call(clock), std::move(options));
    if (!done || !done->end.is_good()) return std::nullopt;
    auto bytes = platform::read_file(into, std::size_t{64} << 20U);
    return bytes ? std::optional(bytes.release()) : std::nullopt;
}

}  // namespace familiar::tests
