// HEIC and AVIF by libheif: the main picture, which it turns upright itself.
#include "look/decoders.h"
#include "look/limits.h"

#include <cstring>
#include <libheif/heif.h>
#include <memory>

namespace familiar::look {

namespace {

struct Release {
    void operator()(heif_context* context) const { heif_context_free(context); }
    void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
    void operator()(heif_image* image) const { heif_image_release(image); }
    void operator()(heif_decoding_options* options) const { heif_decoding_options_free(options); }
};
template <class T>
using Owned = std::unique_ptr<T, Release>;

std::string profile_of(const heif_image_handle* handle) {
    const std::size_t size = heif_image_handle_get_raw_color_profile_size(handle);
    if (size == 0 || size > k_profile_bytes_max) return {};
    std::string profile(size, '\0');
    return heif_image_handle_get_raw_color_profile(handle, profile.data()).code == heif_error_Ok ? profile : "";
}

}  // namespace

Result<Stored> decode_heif(std::string_view bytes) {
    constexpr std::string_view k_name = "heic or avif";
    const Owned<heif_context> context(heif_context_alloc());
    if (!context) return fail(ErrorCode::unavailable, "the heif decoder cannot be started");
    heif_context_set_maximum_image_size_limit(context.get(), k_edge_max);
    heif_error error = heif_context_read_from_memory_without_copy(context.get(), bytes.data(), bytes.size(), nullptr);
    if (error.code != heif_error_Ok) return broken(k_name, error.message);
    heif_image_handle* found = nullptr;
    error = heif_context_get_primary_image_handle(context.get(), &found);
    const Owned<heif_image_handle> handle(found);
    if (error.code != heif_error_Ok) return broken(k_name, error.message);
    TRY(check_size(heif_image_handle_get_width(handle.get()), heif_image_handle_get_height(handle.get())));

    heif_image* decoded = nullptr;
    error = heif_decode_image(handle.get(), &decoded, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, nullptr);
    const Owned<heif_image> image(decoded);
    if (error.code == heif_error_Unsupported_filetype || error.code == heif_error_Unsupported_feature)
        return fail(ErrorCode::invalid_argument,
                    "this picture's compression is not known to this system; send it as jpeg");
    if (error.code != heif_error_Ok) return broken(k_name, error.message);
    Stored stored;
    stored.width = heif_image_get_width(image.get(), heif_channel_interleaved);
    stored.height = heif_image_get_height(image.get(), heif_channel_interleaved);
    TRY(check_size(stored.width, stored.height));
    int stride = 0;
    const std::uint8_t* plane = heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
    if (plane == nullptr || stride < stored.width * 4) return broken(k_name, "it has no pixels");
    stored.picture = Pixels(stored.width, stored.height);
    for (int y = 0; y < stored.height; ++y) {
        std::memcpy(stored.picture.row(y), plane + static_cast<std::size_t>(y) * static_cast<std::size_t>(stride),
                    static_cast<std::size_t>(stored.width) * 4);
    }
    stored.profile = profile_of(handle.get());
    return stored;
}

}  // namespace familiar::look
