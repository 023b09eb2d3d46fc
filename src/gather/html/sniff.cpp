#include "gather/html/sniff.h"

#include <algorithm>
#include <gumbo.h>

namespace familiar::gather {

namespace {

// The run of letters and digits at `begin`.
std::string_view word_at(std::string_view text, std::size_t begin) {
    const auto is_part = [](char c) { return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9'); };
    const std::string_view from = text.substr(std::min(begin, text.size()));
    return from.substr(0, std::ranges::find_if_not(from, is_part) - from.begin());
}

// Whether an entity begins at the '&' that `behind` stands behind.
bool is_entity(std::string_view behind) {
    const std::size_t begin = behind.starts_with('#') ? 1 : 0;
    const std::size_t end = begin + word_at(behind, begin).size();
    return end > begin && end < behind.size() && behind[end] == ';';
}

// Whether a tag that HTML knows begins at the '<' that `behind` stands behind.
bool is_known_tag(std::string_view behind) {
    const std::string_view name = word_at(behind, behind.starts_with('/') ? 1 : 0).substr(0, 32);
    return !name.empty() && gumbo_tagn_enum(name.data(), static_cast<unsigned int>(name.size())) != GUMBO_TAG_UNKNOWN;
}

}  // namespace

bool looks_like_html(std::string_view text) {
    const std::size_t last_end = text.rfind('>');  // A tag ends somewhere.
    for (std::size_t i = text.find_first_of("<&"); i != std::string_view::npos; i = text.find_first_of("<&", i + 1)) {
        const std::string_view behind = text.substr(i + 1);
        if (text[i] == '&' && is_entity(behind)) return true;
        if (text[i] == '<' && last_end != std::string_view::npos && last_end > i && is_known_tag(behind)) return true;
    }
    return false;
}

}  // namespace familiar::gather
