#include "look/decode.h"

#include "look/colour.h"
#include "look/decoders.h"
#include "look/limits.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace familiar::look {

namespace {

struct Head {
    std::string_view bytes;
    std::string_view name;
};

// What people send besides; named, so that they know what to do.
constexpr auto k_others = std::to_array<Head>({
    {"%PDF", "a PDF document"},
    {"%!PS", "PostScript"},
    {{"\xC5\xD0\xD3\xC6", 4}, "PostScript"},
    {"<svg", "an SVG drawing"},
    {"<?xml", "an XML document"},
    {"<!DOC", "a web page"},
    {"<html", "a web page"},
    {"BM", "a Windows bitmap"},
    {"8BPS", "a Photoshop document"},
    {{"\0\0\1\0", 4}, "an icon"},
    {{"\0\0\2\0", 4}, "a cursor"},
    {{"\0\0\0\x0CjP", 6}, "JPEG 2000"},
    {{"\xFF\x4F\xFF\x51", 4}, "JPEG 2000"},
    {"DDS ", "a DirectX texture"},
    {"qoif", "a QOI picture"},
    {"SIMPLE", "a FITS picture"},
    {"P1", "a portable bitmap"},
    {"P2", "a portable graymap"},
    {"P3", "a portable pixmap"},
    {"P4", "a portable bitmap"},
    {"P5", "a portable graymap"},
    {"P6", "a portable pixmap"},
    {"PK\3\4", "a zip archive"},
    {"OggS", "sound"},
    {"ID3", "sound"},
});

constexpr std::string_view k_formats_read = "jpeg, png, webp, gif, tiff, heic and avif";

bool has_brand(std::string_view bytes, std::string_view brand) {
    // ISO 14496-12: size, "ftyp", the main brand, a version, and the brands it is compatible with.
    const std::size_t size = std::min<std::size_t>(bytes.size(), 256);
    const std::size_t told = static_cast<unsigned char>(bytes[3]) + 256U * static_cast<unsigned char>(bytes[2]);
    for (std::size_t at = 8; at + 4 <= std::min(size, told); at += 4)
        if (at != 12 && bytes.substr(at, 4) == brand) return true;
    return false;
}

Result<Stored> decode_stored(Format format, std::string_view bytes, Thrift thrift) {
    switch (format) {
        case Format::jpeg: return decode_jpeg(bytes, thrift);
        case Format::png: return decode_png(bytes);
        case Format::webp: return decode_webp(bytes);
        case Format::gif: return decode_gif(bytes);
        case Format::tiff: return decode_tiff(bytes);
        case Format::heic:
        case Format::avif: return decode_heif(bytes);
    }
    return fail(ErrorCode::internal, "a format without a decoder");
}

}  // namespace

Result<Format> format_of(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) return Format::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return Format::png;
    if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return Format::gif;
    if (bytes.starts_with("RIFF"sv) && bytes.size() >= 16 && bytes.substr(8, 4) == "WEBP") return Format::webp;
    if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv) || bytes.starts_with("II+\0"sv) ||
        bytes.starts_with("MM\0+"sv))
        return Format::tiff;
    if (bytes.size() >= 16 && bytes.substr(4, 4) == "ftyp") {
        for (const std::string_view brand : {"avif"sv, "avis"sv})
            if (has_brand(bytes, brand)) return Format::avif;
        for (const std::string_view brand : {"heic"sv, "heix"sv, "hevc"sv, "heim"sv, "heis"sv, "mif1"sv, "msf1"sv})
            if (has_brand(bytes, brand)) return Format::heic;
    }
    if (bytes.empty()) return fail(ErrorCode::invalid_argument, "the file is empty");
    for (const Head& other : k_others) {
        if (!bytes.starts_with(other.bytes)) continue;
        return fail(ErrorCode::invalid_argument,
                    fmt::format("this looks like {}; pictures are read as {}", other.name, k_formats_read));
    }
    return fail(ErrorCode::invalid_argument,
                fmt::format("this is no picture that can be read; send it as {}", k_formats_read));
}

std::string_view media_type_of(Format format) {
    switch (format) {
        case Format::jpeg: return "image/jpeg";
        case Format::png: return "image/png";
        case Format::webp: return "image/webp";
        case Format::gif: return "image/gif";
        case Format::tiff: return "image/tiff";
        case Format::heic: return "image/heic";
        case Format::avif: return "image/avif";
    }
    return "application/octet-stream";
}

Result<> check_size(std::int64_t width, std::int64_t height) {
    if (width < 1 || height < 1) return fail(ErrorCode::corrupt, "the picture says that it has no pixels");
    if (width > k_edge_max || height > k_edge_max || width * height > k_pixels_max)
        return fail(ErrorCode::exhausted,
                    fmt::format("the picture is too large: {} × {} pixels, at most {} million in all and {} along an "
                                "edge. Make it smaller and send it again",
                                width, height, k_pixels_max / 1'000'000, k_edge_max));
    return {};
}

Failure broken(std::string_view what, std::string_view reason) {
    return fail(ErrorCode::corrupt, fmt::format("this {} is broken and cannot be read ({})", what, reason));
}

Result<Decoded> decode(std::string_view bytes, const Wanted& wanted) {
    if (bytes.size() > k_picture_bytes_max)
        return fail(ErrorCode::exhausted, fmt::format("the file is too large: {} MB, at most {} MB are read",
                                                      bytes.size() >> 20U, k_picture_bytes_max >> 20U));
    const Format format = TRY(format_of(bytes));
    Thrift thrift;
    if (!wanted.part) thrift.wanted_pixels = k_working_pixels_max;
    Stored stored = TRY(decode_stored(format, bytes, thrift));

    Decoded decoded;
    decoded.format = format;
    const bool swaps = stored.orientation.swaps_edges();
    decoded.width = swaps ? stored.height : stored.width;
    decoded.height = swaps ? stored.width : stored.height;
    decoded.part = wanted.part.value_or(Box{0, 0, decoded.width, decoded.height});
    const Box& part = decoded.part;
    if (part.left < 0 || part.top < 0 || part.width < 1 || part.height < 1 || part.left > decoded.width - part.width ||
        part.top > decoded.height - part.height)
        return fail(ErrorCode::invalid_argument, fmt::format("the part lies outside of the picture, which has {} × {} "
                                                             "pixels",
                                                             decoded.width, decoded.height));
    to_srgb(stored);
    if (wanted.part) {
        stored.picture = part_of(stored.picture, stored_box(part, stored.width, stored.height, stored.orientation));
    }
    const Size small = within_pixels({stored.picture.width, stored.picture.height}, k_working_pixels_max);
    if (small.width != stored.picture.width) stored.picture = resized(stored.picture, small.width, small.height);
    decoded.picture = upright(std::move(stored.picture), stored.orientation);
    return decoded;
}

}  // namespace familiar::look
