#include "infer/api_key.h"

#include <algorithm>

namespace familiar::infer {

bool ApiKey::sendable() const {
    return std::ranges::all_of(secret_, [](char c) { return c > ' ' && c < '\x7f'; });
}

std::string ApiKey::taken_out_of(std::string text) const {
    if (secret_.empty()) return text;
    for (std::size_t at = text.find(secret_); at != std::string::npos; at = text.find(secret_, at)) {
        text.replace(at, secret_.size(), "…");
    }
    return text;
}

}  // namespace familiar::infer
