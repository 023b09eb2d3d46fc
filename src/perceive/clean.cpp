#include "perceive/clean.h"

#include "perceive/limits.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace familiar::perceive {

namespace {

using namespace std::string_view_literals;

constexpr int k_parts_max = 100'000;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < count; ++i) number = number << 8U | byte_at(bytes, at + i);
    return number;
}
std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint32_t number = 0;
    for (std::size_t i = count; i-- > 0;) number = number << 8U | byte_at(bytes, at + i);
    return number;
}

std::optional<CleanHead> head_with(std::string_view media_type, std::uint32_t width, std::uint32_t height) {
    constexpr std::uint32_t k_most = k_picture_edge_max;
    if (width < 1 || height < 1 || width > k_most || height > k_most) return std::nullopt;
    return CleanHead{media_type, static_cast<int>(width), static_cast<int>(height)};
}

// ITU T.81, Annex B: one scan after another up to the end of the image, which must be the end of the bytes.
std::optional<CleanHead> jpeg_head(std::string_view bytes) {
    std::optional<CleanHead> head;
    std::size_t at = 2;
    for (int parts = 0; parts < k_parts_max && at + 2 <= bytes.size(); ++parts) {
        if (byte_at(bytes, at) != 0xFF) return std::nullopt;
        const std::uint32_t marker = byte_at(bytes, at + 1);
        if (marker == 0xD9) return at + 2 == bytes.size() ? head : std::nullopt;
        if (at + 4 > bytes.size()) return std::nullopt;
        const std::size_t length = big_endian(bytes, at + 2, 2);
        if (length < 2 || at + 2 + length > bytes.size()) return std::nullopt;
        const std::string_view body = bytes.substr(at + 4, length - 2);
        constexpr std::size_t k_jfif_bytes = 14;  // without a small picture in it
        const bool is_jfif = marker == 0xE0 && body.size() == k_jfif_bytes && body.starts_with("JFIF\0"sv);
        const bool is_frame = marker == 0xC0 || marker == 0xC1 || marker == 0xC2;
        const bool is_table = marker == 0xC4 || marker == 0xDB || marker == 0xDD;
        if (!is_jfif && !is_frame && !is_table && marker != 0xDA) return std::nullopt;
        if (is_frame && body.size() < 6) return std::nullopt;
        if (is_frame) head = head_with("image/jpeg", big_endian(body, 3, 2), big_endian(body, 1, 2));
        at += 2 + length;
        if (marker != 0xDA) continue;
        // Coded pixels: a 0xFF in them is followed by 0 or by a restart marker.
        for (at = bytes.find('\xFF', at); at != std::string_view::npos; at = bytes.find('\xFF', at + 2)) {
            if (at + 1 >= bytes.size()) return std::nullopt;
            const std::uint32_t next = byte_at(bytes, at + 1);
            if (next != 0 && (next < 0xD0 || next > 0xD7)) break;
        }
        if (at == std::string_view::npos) return std::nullopt;
    }
    return std::nullopt;
}

std::optional<CleanHead> png_head(std::string_view bytes) {
    constexpr auto k_allowed =
        std::to_array<std::string_view>({"IHDR", "PLTE", "tRNS", "IDAT", "IEND", "sRGB", "gAMA", "cHRM"});
    std::optional<CleanHead> head;
    std::size_t at = 8;
    for (int parts = 0; parts < k_parts_max && at + 12 <= bytes.size(); ++parts) {
        const std::size_t length = big_endian(bytes, at, 4);
        const std::string_view name = bytes.substr(at + 4, 4);
        if (length > bytes.size() - at - 12 || std::ranges::find(k_allowed, name) == k_allowed.end())
            return std::nullopt;
        if (name == "IHDR" && length >= 8)
            head = head_with("image/png", big_endian(bytes, at + 8, 4), big_endian(bytes, at + 12, 4));
        at += 12 + length;
        if (name == "IEND") return at == bytes.size() && length == 0 ? head : std::nullopt;
    }
    return std::nullopt;
}

// The size in a frame's own head: VP8 (RFC 6386, 9.1) or VP8L.
std::optional<CleanHead> webp_frame(std::string_view name, std::string_view body) {
    constexpr std::uint32_t k_edge_bits = 0x3FFF;
    if (name == "VP8 " && body.size() >= 10)
        return head_with("image/webp", little_endian(body, 6, 2) & k_edge_bits,
                         little_endian(body, 8, 2) & k_edge_bits);
    if (name == "VP8L" && body.size() >= 5) {
        const std::uint32_t bits = little_endian(body, 1, 4);
        return head_with("image/webp", (bits & k_edge_bits) + 1, (bits >> 14U & k_edge_bits) + 1);
    }
    return std::nullopt;
}

std::optional<CleanHead> webp_head(std::string_view bytes) {
    if (bytes.size() < 20 || bytes.substr(8, 4) != "WEBP" || little_endian(bytes, 4, 4) + 8ULL != bytes.size())
        return std::nullopt;
    std::optional<CleanHead> head;
    std::size_t at = 12;
    for (int parts = 0; parts < k_parts_max && at + 8 <= bytes.size(); ++parts) {
        const std::string_view name = bytes.substr(at, 4);
        const std::size_t length = little_endian(bytes, at + 4, 4);
        if (length > bytes.size() - at - 8) return std::nullopt;
        const std::string_view body = bytes.substr(at + 8, length);
        if (name == "VP8 " || name == "VP8L")
            head = webp_frame(name, body);
        else if (name != "VP8X" && name != "ALPH")
            return std::nullopt;
        at += 8 + length + length % 2;
    }
    return at >= bytes.size() ? head : std::nullopt;
}

}  // namespace

std::optional<CleanHead> clean_head_of(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8"sv)) return jpeg_head(bytes);
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return png_head(bytes);
    if (bytes.starts_with("RIFF"sv)) return webp_head(bytes);
    return std::nullopt;
}

}  // namespace familiar::perceive
