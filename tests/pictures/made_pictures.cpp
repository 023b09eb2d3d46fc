#include "tests/pictures/made_pictures.h"

#include <cstring>
#include <libheif/heif.h>
#include <memory>

// The encoder of HEIC keeps a little memory for good; it runs here alone, never in Familiar.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the sanitizer's name.
extern "C" const char* __lsan_default_suppressions() { return "leak:libx265"; }

namespace familiar::test {

namespace {

void append_little(std::string& out, std::uint32_t number, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(number >> (8 * i) & 0xFFU);
}

void append_entry(std::string& out, std::uint32_t tag, std::uint32_t type, std::uint32_t count, std::uint32_t value) {
    append_little(out, tag, 2);
    append_little(out, type, 2);
    append_little(out, count, 4);
    append_little(out, value, 4);
}

constexpr std::uint32_t k_text = 2;
constexpr std::uint32_t k_short = 3;
constexpr std::uint32_t k_long = 4;

}  // namespace

look::Pixels flag(int width, int height) {
    look::Pixels picture(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            std::uint8_t* pixel = picture.row(y) + static_cast<std::size_t>(x) * 4;
            const bool is_corner = x < width / 4 && y < height / 4;
            pixel[0] = !is_corner && x < width / 2 ? 255 : 0;
            pixel[1] = is_corner ? 255 : 0;
            pixel[2] = x >= width / 2 ? 255 : 0;
            pixel[3] = 255;
        }
    }
    return picture;
}

std::string tiff_of(const look::Pixels& picture, int orientation) {
    constexpr std::uint32_t k_entries = 10;
    constexpr std::uint32_t k_bits_at = 8 + 2 + k_entries * 12 + 4;
    constexpr std::uint32_t k_pixels_at = k_bits_at + 6;
    const auto width = static_cast<std::uint32_t>(picture.width);
    const auto height = static_cast<std::uint32_t>(picture.height);
    std::string tiff("II*\0", 4);
    append_little(tiff, 8, 4);
    append_little(tiff, k_entries, 2);
    append_entry(tiff, 0x100, k_long, 1, width);
    append_entry(tiff, 0x101, k_long, 1, height);
    append_entry(tiff, 0x102, k_short, 3, k_bits_at);
    append_entry(tiff, 0x103, k_short, 1, 1);
    append_entry(tiff, 0x106, k_short, 1, 2);
    append_entry(tiff, 0x111, k_long, 1, k_pixels_at);
    append_entry(tiff, 0x112, k_short, 1, static_cast<std::uint32_t>(orientation));
    append_entry(tiff, 0x115, k_short, 1, 3);
    append_entry(tiff, 0x116, k_long, 1, height);
    append_entry(tiff, 0x117, k_long, 1, width * height * 3);
    append_little(tiff, 0, 4);
    for (int i = 0; i < 3; ++i) append_little(tiff, 8, 2);
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4)
        for (std::size_t c = 0; c < 3; ++c) tiff += static_cast<char>(picture.rgba[i + c]);
    return tiff;
}

std::string gif_of_two_frames() {
    std::string gif("GIF89a\2\0\1\0\x91\0\0", 13);             // four colours
    gif += std::string("\xFF\0\0\0\0\xFF\0\xFF\0\0\0\0", 12);  // red, blue, green, black
    const std::string frame("\x2C\0\0\0\0\2\0\1\0\0\2", 11);
    // Codes of three bits: clear (4), the two colours, end (5).
    gif += frame + std::string("\2\x44\x0A\0", 4);
    gif += frame + std::string("\2\x94\x0A\0", 4);
    return gif + ';';
}

std::string heif_of(const look::Pixels& picture, HeifKind kind) {
    heif_context* context = heif_context_alloc();
    heif_encoder* encoder = nullptr;
    heif_image* image = nullptr;
    std::string bytes;
    const auto compression = kind == HeifKind::avif ? heif_compression_AV1 : heif_compression_HEVC;
    if (heif_context_get_encoder_for_format(context, compression, &encoder).code == heif_error_Ok &&
        heif_image_create(picture.width, picture.height, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, &image)
                .code == heif_error_Ok &&
        heif_image_add_plane(image, heif_channel_interleaved, picture.width, picture.height, 8).code == heif_error_Ok) {
        int stride = 0;
        std::uint8_t* plane = heif_image_get_plane(image, heif_channel_interleaved, &stride);
        for (int y = 0; y < picture.height; ++y)
            std::memcpy(plane + static_cast<std::ptrdiff_t>(y) * stride, picture.row(y),
                        static_cast<std::size_t>(picture.width) * 4);
        heif_context_encode_image(context, image, encoder, nullptr, nullptr);
        heif_writer writer{};
        writer.writer_api_version = 1;
        writer.write = [](heif_context*, const void* data, std::size_t size, void* into) {
            static_cast<std::string*>(into)->append(static_cast<const char*>(data), size);
            return heif_error{heif_error_Ok, heif_suberror_Unspecified, ""};
        };
        heif_context_write(context, &writer, &bytes);
    }
    if (image != nullptr) heif_image_release(image);
    if (encoder != nullptr) heif_encoder_release(encoder);
    heif_context_free(context);
    return bytes;
}

std::string with_exif(const std::string& jpeg, int orientation) {
    const std::string serial(k_serial_number);
    constexpr std::uint32_t k_entries = 3;
    constexpr std::uint32_t k_serial_at = 8 + 2 + k_entries * 12 + 4;
    const auto gps_at = static_cast<std::uint32_t>(k_serial_at + serial.size() + 1);
    std::string exif("Exif\0\0II*\0", 10);
    append_little(exif, 8, 4);
    append_little(exif, k_entries, 2);
    append_entry(exif, 0x112, k_short, 1, static_cast<std::uint32_t>(orientation));
    append_entry(exif, 0x8825, k_long, 1, gps_at);
    append_entry(exif, 0xA431, k_text, static_cast<std::uint32_t>(serial.size() + 1), k_serial_at);
    append_little(exif, 0, 4);
    exif += serial + '\0';
    append_little(exif, 1, 2);
    append_entry(exif, 1, k_text, 2, 'N');
    append_little(exif, 0, 4);
    std::string segment("\xFF\xE1");
    const std::size_t length = exif.size() + 2;
    segment += static_cast<char>(length >> 8U);
    segment += static_cast<char>(length & 0xFFU);
    return jpeg.substr(0, 2) + segment + exif + jpeg.substr(2);
}

}  // namespace familiar::test
