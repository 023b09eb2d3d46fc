#include "infer/api_key.h"

#include <algorithm>
#include <cstddef>

namespace familiar::infer {

namespace {

constexpr std::size_t k_telling_bytes = 8;  // the beginning of a key that already tells some of it

}  // namespace

bool ApiKey::sendable() const {
    return std::ranges::all_of(secret_, [](char c) { return c > ' ' && c < '\x7f'; });
}

std::string ApiKey::taken_out_of(std::string text) const {
    if (secret_.empty()) return text;
    const std::string begin = secret_.substr(0, k_telling_bytes);
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
        const auto same =
            std::mismatch(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), secret_.begin(), secret_.end());
        text.replace(at, static_cast<std::size_t>(same.second - secret_.begin()), "…");
    }
    return text;
}

}  // namespace familiar::infer
