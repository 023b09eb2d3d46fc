#include "gather/feed/encoding.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace familiar::gather::feed {

namespace {

using namespace std::string_view_literals;

struct Mark {
    std::string_view bytes;
    std::string_view encoding;
};

// Longer marks first: that of UTF-32LE begins with that of UTF-16LE.
constexpr std::array k_byte_order_marks{
    Mark{"\x00\x00\xFE\xFF"sv, "utf-32be"}, Mark{"\xFF\xFE\x00\x00"sv, "utf-32le"}, Mark{"\xEF\xBB\xBF"sv, "utf-8"},
    Mark{"\xFE\xFF"sv, "utf-16be"},         Mark{"\xFF\xFE"sv, "utf-16le"},
};
// How "<" or "<?" or "{" look without a mark (XML 1.0, appendix F.1).
constexpr std::array k_shapes{
    Mark{"\x00\x00\x00<"sv, "utf-32be"}, Mark{"<\x00\x00\x00"sv, "utf-32le"}, Mark{"\x00<"sv, "utf-16be"},
    Mark{"<\x00"sv, "utf-16le"},         Mark{"\x00{"sv, "utf-16be"},         Mark{"{\x00"sv, "utf-16le"},
};

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

// The value of `name=` in a header or declaration, without quotes, in lower case.
std::string parameter(std::string_view text, std::string_view name) {
    const std::string lower = lowered(text);
    std::size_t at = lower.find(name);
    if (at == std::string::npos) return {};
    at = lower.find_first_not_of(" \t\r\n", at + name.size());
    if (at == std::string::npos || lower[at] != '=') return {};
    at = lower.find_first_not_of(" \t\r\n\"'", at + 1);
    if (at == std::string::npos) return {};
    const std::size_t end = std::min(lower.find_first_of(" \t\r\n\"';?>,", at), lower.size());
    return lower.substr(at, end - at);
}

// Labels mean what browsers take them to mean (WHATWG Encoding, 4.2): the larger set that writers really used.
std::string_view as_used(std::string_view label) {
    struct Alias {
        std::string_view label;
        std::string_view used;
    };
    static constexpr std::array k_aliases{
        Alias{"us-ascii", "utf-8"},
        Alias{"ascii", "utf-8"},
        Alias{"iso-8859-1", "windows-1252"},
        Alias{"iso8859-1", "windows-1252"},
        Alias{"latin1", "windows-1252"},
        Alias{"latin-1", "windows-1252"},
        Alias{"iso-8859-9", "windows-1254"},
        Alias{"iso-8859-11", "windows-874"},
        Alias{"tis-620", "windows-874"},
        Alias{"gb2312", "gb18030"},
        Alias{"gb_2312-80", "gb18030"},
        Alias{"gbk", "gb18030"},
        Alias{"shift_jis", "windows-31j"},
        Alias{"euc-kr", "windows-949"},
        Alias{"ks_c_5601-1987", "windows-949"},
        Alias{"u16", "utf-16"},
        Alias{"utf_16", "utf-16"},
        Alias{"utf16", "utf-16"},
        Alias{"utf8", "utf-8"},
    };
    const auto* found = std::ranges::find(k_aliases, label, &Alias::label);
    return found == k_aliases.end() ? label : found->used;
}

// Valid sequences stay; every other byte is a character of windows-1252.
std::string utf8_or_windows_1252(std::string_view bytes) {
    if (utf8::valid(bytes)) return std::string(bytes);
    std::string upper;  // the bytes from 0x80, then the characters they stand for
    for (int byte = 0x80; byte <= 0xFF; ++byte) upper += static_cast<char>(byte);
    utf8::decode(std::string(upper), "windows-1252", upper);
    std::array<std::string_view, 256> character;
    for (std::size_t byte = 0x80, at = 0; byte < character.size() && at < upper.size(); ++byte) {
        const std::size_t begin = at;
        utf8::next(upper, at);
        character[byte] = std::string_view(upper).substr(begin, at - begin);
    }
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t begin = i;
        utf8::next(bytes, i);
        const std::string_view sequence = bytes.substr(begin, i - begin);
        if (utf8::valid(sequence)) {
            out += sequence;
        } else {
            for (const char byte : sequence) out += character[static_cast<unsigned char>(byte)];
        }
    }
    return out;
}

// A declaration stands in the first bytes; what follows is content.
std::string declared(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 1024);
    const std::size_t begin = head.find("<?xml");
    if (begin == std::string_view::npos) return {};
    return parameter(head.substr(begin, head.find("?>", begin) - begin), "encoding");
}

bool decode(std::string_view bytes, std::string_view label, std::string& out) {
    const std::string_view encoding = as_used(label);
    if (encoding == "utf-8") return out = utf8_or_windows_1252(bytes), true;
    if (!utf8::decode(bytes, encoding, out)) return false;
    out = utf8::repaired(out);
    return true;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view content_type) {
    std::string out;
    for (const Mark& mark : k_byte_order_marks) {
        if (bytes.starts_with(mark.bytes) && decode(bytes.substr(mark.bytes.size()), mark.encoding, out)) return out;
    }
    // A document whose first character takes two or four bytes cannot be in an encoding that its server or a
    // declaration inside it calls by another name.
    for (const Mark& shape : k_shapes) {
        if (bytes.starts_with(shape.bytes) && decode(bytes, shape.encoding, out)) return out;
    }
    for (const std::string& label : {parameter(content_type, "charset"), declared(bytes)}) {
        const bool is_wide = label.starts_with("utf-16") || label.starts_with("utf-32") || label.starts_with("ucs");
        if (!label.empty() && !is_wide && decode(bytes, label, out)) return out;
    }
    return utf8_or_windows_1252(bytes);
}

}  // namespace familiar::gather::feed
