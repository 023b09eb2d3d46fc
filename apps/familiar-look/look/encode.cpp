#include "look/encode.h"

#include "look/limits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <png.h>
#include <turbojpeg.h>
#include <webp/encode.h>

namespace familiar::look {

namespace {

constexpr int k_hash_edge = 32;
constexpr int k_hash_frequencies = 8;

struct Destroy {
    void operator()(void* handle) const { tjDestroy(handle); }
};
struct FreeJpeg {
    void operator()(unsigned char* bytes) const { tjFree(bytes); }
};
struct FreeWebp {
    void operator()(std::uint8_t* bytes) const { WebPFree(bytes); }
};

Failure cannot_write(std::string_view kind) {
    return fail(ErrorCode::unavailable, "the picture was read but cannot be written as " + std::string(kind));
}

Pixels small_enough(const Pixels& picture, int edge_max) {
    const Size size = within_edge({picture.width, picture.height}, edge_max);
    return resized(picture, size.width, size.height);
}

}  // namespace

Result<std::string> jpeg_of(Pixels picture, int quality) {
    flatten(picture);
    const std::unique_ptr<void, Destroy> compressor(tjInitCompress());
    unsigned char* made = nullptr;
    unsigned long size = 0;  // NOLINT(google-runtime-int): TurboJPEG's type
    const int result = compressor == nullptr
                           ? -1
                           : tjCompress2(compressor.get(), picture.rgba.data(), picture.width, 0, picture.height,
                                         TJPF_RGBX, &made, &size, TJSAMP_420, quality, 0);
    const std::unique_ptr<unsigned char, FreeJpeg> bytes(made);
    if (result != 0 || made == nullptr) return cannot_write("jpeg");
    return std::string(reinterpret_cast<const char*>(made), size);
}

Result<std::string> png_of(const Pixels& picture) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    image.flags = PNG_IMAGE_FLAG_FAST;
    std::vector<std::uint8_t> opaque;
    image.format = PNG_FORMAT_RGBA;
    if (is_opaque(picture)) {
        image.format = PNG_FORMAT_RGB;
        opaque.reserve(picture.rgba.size() / 4 * 3);
        for (std::size_t i = 0; i < picture.rgba.size(); i += 4)
            opaque.insert(opaque.end(), {picture.rgba[i], picture.rgba[i + 1], picture.rgba[i + 2]});
    }
    const void* pixels = opaque.empty() ? picture.rgba.data() : opaque.data();
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string bytes(size, '\0');
    const bool is_written = png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels, 0, nullptr) != 0;
    png_image_free(&image);
    if (!is_written) return cannot_write("png");
    bytes.resize(size);
    return bytes;
}

Result<Encoded> clean_copy(const Pixels& picture, bool came_without_loss) {
    const Pixels small = small_enough(picture, k_clean_edge_max);
    if (came_without_loss && static_cast<std::int64_t>(small.width) * small.height <= k_lossless_pixels_max) {
        std::string png = TRY(png_of(small));
        if (png.size() <= k_lossless_bytes_max) return Encoded{std::move(png), "image/png", small.width, small.height};
    }
    return Encoded{TRY(jpeg_of(small, k_clean_jpeg_quality)), "image/jpeg", small.width, small.height};
}

Result<std::string> thumbnail(const Pixels& picture) {
    const Pixels small = small_enough(picture, k_thumbnail_edge_max);
    std::uint8_t* made = nullptr;
    const std::size_t size =
        WebPEncodeRGBA(small.rgba.data(), small.width, small.height, small.width * 4, k_thumbnail_quality, &made);
    const std::unique_ptr<std::uint8_t, FreeWebp> bytes(made);
    if (size == 0) return cannot_write("webp");
    return std::string(reinterpret_cast<const char*>(made), size);
}

std::uint64_t perceptual_hash(const Pixels& picture) {
    const Grey grey = grey_of(resized(picture, k_hash_edge, k_hash_edge));
    std::array<std::array<double, k_hash_edge>, k_hash_frequencies> wave{};
    for (std::size_t f = 0; f < wave.size(); ++f)
        for (std::size_t x = 0; x < wave[f].size(); ++x)
            wave[f][x] =
                std::cos(std::numbers::pi * static_cast<double>(f) * (static_cast<double>(x) + 0.5) / k_hash_edge);
    constexpr std::size_t k_bits = 64;
    std::array<double, k_bits> strength{};
    for (std::size_t bit = 0; bit < k_bits; ++bit) {
        const auto& across = wave[bit % k_hash_frequencies];
        const auto& down = wave[bit / k_hash_frequencies];
        for (std::size_t y = 0; y < down.size(); ++y)
            for (std::size_t x = 0; x < across.size(); ++x)
                strength[bit] += down[y] * across[x] * grey.row(static_cast<int>(y))[x];
    }
    std::array<double, k_bits - 1> sorted{};
    std::copy(strength.begin() + 1, strength.end(), sorted.begin());
    std::nth_element(sorted.begin(), sorted.begin() + sorted.size() / 2, sorted.end());
    const double median = sorted[sorted.size() / 2];
    std::uint64_t hash = 0;
    for (std::size_t bit = 1; bit < k_bits; ++bit)
        if (strength[bit] > median) hash |= std::uint64_t{1} << bit;
    return hash;
}

}  // namespace familiar::look
