#include "look/exif.h"

#include "look/limits.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <zlib.h>

namespace familiar::look {

namespace {

constexpr std::string_view k_exif_mark{"Exif\0\0", 6};
constexpr std::string_view k_profile_mark{"ICC_PROFILE\0", 12};
constexpr std::uint32_t k_orientation_tag = 0x0112;
constexpr std::uint32_t k_type_short = 3;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

// `count` bytes from `at`, which must be there.
std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t count, bool little) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < count; ++i) number = number << 8U | byte_at(bytes, at + (little ? count - 1 - i : i));
    return number;
}

// The profile behind "name\0\0" of an iCCP chunk, inflated.
std::string inflated_profile(std::string_view chunk) {
    const std::size_t name_end = chunk.find('\0');
    if (name_end == std::string_view::npos || name_end + 2 > chunk.size() || chunk[name_end + 1] != '\0') return {};
    const std::string_view packed = chunk.substr(name_end + 2);
    std::string profile(std::min(k_profile_bytes_max, packed.size() * 64 + 1024), '\0');
    uLongf size = profile.size();
    if (uncompress(reinterpret_cast<Bytef*>(profile.data()), &size, reinterpret_cast<const Bytef*>(packed.data()),
                   packed.size()) != Z_OK)
        return {};
    profile.resize(size);
    return profile;
}

}  // namespace

Orientation orientation_of_exif(std::string_view exif) {
    if (exif.starts_with(k_exif_mark)) exif.remove_prefix(k_exif_mark.size());
    if (exif.size() < 8) return {};
    const bool little = exif.starts_with("II");
    if (!little && !exif.starts_with("MM")) return {};
    if (number_at(exif, 2, 2, little) != 42) return {};
    const std::size_t folder = number_at(exif, 4, 4, little);
    if (folder > exif.size() || exif.size() - folder < 2) return {};
    constexpr std::size_t k_entry_bytes = 12;
    const std::size_t named = number_at(exif, folder, 2, little);
    const std::size_t count = std::min<std::size_t>(named, k_tags_max);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t entry = folder + 2 + i * k_entry_bytes;
        if (entry + k_entry_bytes > exif.size()) return {};
        if (number_at(exif, entry, 2, little) != k_orientation_tag) continue;
        if (number_at(exif, entry + 2, 2, little) != k_type_short) return {};
        const std::uint32_t number = number_at(exif, entry + 8, 2, little);
        return {number >= 1 && number <= 8 ? static_cast<int>(number) : 1};
    }
    return {};
}

HeadNotes notes_of_jpeg(std::string_view bytes) {
    HeadNotes notes;
    std::map<std::uint32_t, std::string_view> pieces;  // of the profile, by their number
    std::uint32_t pieces_told = 0;
    std::size_t at = 2;
    for (int markers = 0; markers < k_chunks_max && at + 4 <= bytes.size(); ++markers) {
        if (byte_at(bytes, at) != 0xFF) break;
        const std::uint32_t marker = byte_at(bytes, at + 1);
        if (marker == 0xFF) {  // a filling byte
            ++at;
            continue;
        }
        if (marker == 0xDA || marker == 0xD9) break;
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {  // stands alone
            at += 2;
            continue;
        }
        const std::size_t length = number_at(bytes, at + 2, 2, false);
        if (length < 2 || at + 2 + length > bytes.size()) break;
        const std::string_view body = bytes.substr(at + 4, length - 2);
        if (marker == 0xE1 && body.starts_with(k_exif_mark)) notes.orientation = orientation_of_exif(body);
        if (marker == 0xEE && body.starts_with("Adobe")) notes.adobe_inks = true;
        if (marker == 0xE2 && body.starts_with(k_profile_mark) && body.size() > k_profile_mark.size() + 2) {
            pieces_told = byte_at(body, k_profile_mark.size() + 1);
            pieces[byte_at(body, k_profile_mark.size())] = body.substr(k_profile_mark.size() + 2);
        }
        at += 2 + length;
    }
    if (pieces.size() != pieces_told) return notes;
    for (const auto& [number, piece] : pieces) notes.profile += piece;
    if (notes.profile.size() > k_profile_bytes_max) notes.profile.clear();
    return notes;
}

HeadNotes notes_of_png(std::string_view bytes) {
    HeadNotes notes;
    std::size_t at = 8;
    for (int chunks = 0; chunks < k_chunks_max && at + 12 <= bytes.size(); ++chunks) {
        const std::size_t length = number_at(bytes, at, 4, false);
        if (length > bytes.size() - at - 12) break;
        const std::string_view name = bytes.substr(at + 4, 4);
        const std::string_view body = bytes.substr(at + 8, length);
        if (name == "iCCP") notes.profile = inflated_profile(body);
        if (name == "eXIf") notes.orientation = orientation_of_exif(body);
        at += 12 + length;
    }
    return notes;
}

}  // namespace familiar::look
