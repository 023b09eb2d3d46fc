#include "gather/whatsapp/marks.h"

#include <algorithm>
#include <array>

namespace familiar::gather::whatsapp {

namespace {

constexpr std::array<std::string_view, 12> k_marks = {"\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xAA", "\xE2\x80\xAB",
                                                      "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6",
                                                      "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9", "\xEF\xBB\xBF"};
constexpr std::array<std::string_view, 5> k_wide_spaces = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x87",
                                                           "\xE3\x80\x80"};

template <std::size_t N>
std::size_t size_of_one(const std::array<std::string_view, N>& characters, std::string_view text) {
    if (text.empty() || static_cast<unsigned char>(text.front()) < 0x80) return 0;
    const auto found = std::ranges::find_if(characters, [&](std::string_view c) { return text.starts_with(c); });
    return found == characters.end() ? 0 : found->size();
}

std::string_view without_spaces(std::string_view text) {
    while (const std::size_t size = space_size(text)) text.remove_prefix(size);
    while (!text.empty()) {
        std::size_t last = text.size() - 1;
        while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
        if (last + space_size(text.substr(last)) != text.size()) break;
        text.remove_suffix(text.size() - last);
    }
    return text;
}

}  // namespace

std::size_t mark_size(std::string_view text) { return size_of_one(k_marks, text); }

std::size_t space_size(std::string_view text) {
    if (text.empty()) return 0;
    if (text.front() == ' ' || text.front() == '\t' || text.front() == '\n' || text.front() == '\r') return 1;
    return size_of_one(k_wide_spaces, text);
}

std::string without_marks(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t mark = mark_size(text.substr(i));
        if (mark == 0) out.push_back(text[i]);
        i += std::max<std::size_t>(mark, 1);
    }
    return std::string(without_spaces(out));
}

}  // namespace familiar::gather::whatsapp
