#include "infer/api_key.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace familiar::infer {

namespace {

constexpr std::size_t k_telling_bytes = 8;  // of a key, in a row, that already tell some of it

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// What a key may be written with, also in a URL.
bool is_of_key(char c) {
    const char l = lower(c);
    return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.~+/=%:").find(c) != std::string_view::npos;
}

// How long `text` goes on as `secret` does, in upper or lower case.
std::size_t same_beginning(std::string_view text, std::string_view secret) {
    std::size_t same = 0;
    while (same < text.size() && same < secret.size() && lower(text[same]) == lower(secret[same])) ++same;
    return same;
}

}  // namespace

bool ApiKey::sendable() const {
    return std::ranges::all_of(secret_, [](char c) { return c > ' ' && c < '\x7f'; });
}

// Whatever shares enough characters with the key goes with all that belongs to it: a key that was cut off in front or
// behind, or written as in a URL.
std::string ApiKey::taken_out_of(std::string text) const {
    if (secret_.empty()) return text;
    const std::size_t telling = std::min(k_telling_bytes, secret_.size());
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t same = 0;
        for (std::size_t from = 0; from + telling <= secret_.size() && same < telling; ++from)
            same = same_beginning(std::string_view(text).substr(at), std::string_view(secret_).substr(from));
        if (same < telling) {
            out += text[at++];
            continue;
        }
        at += same;
        while (at < text.size() && is_of_key(text[at])) ++at;
        out += "…";
    }
    return out;
}

}  // namespace familiar::infer
