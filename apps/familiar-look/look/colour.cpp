#include "look/colour.h"

#include "look/limits.h"

#include <lcms2.h>
#include <memory>
#include <type_traits>
#include <vector>

namespace familiar::look {

namespace {

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct DeleteTransform {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Profile = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, DeleteTransform>;

Transform to_srgb_from(const std::string& bytes, cmsColorSpaceSignature space, cmsUInt32Number layout) {
    const Profile from(cmsOpenProfileFromMem(bytes.data(), static_cast<cmsUInt32Number>(bytes.size())));
    if (!from || cmsGetColorSpace(from.get()) != space) return nullptr;
    const Profile srgb(cmsCreate_sRGBProfile());
    if (!srgb) return nullptr;
    return Transform(
        cmsCreateTransform(from.get(), layout, srgb.get(), TYPE_RGBA_8, INTENT_PERCEPTUAL, cmsFLAGS_COPY_ALPHA));
}

void convert_grey(Pixels& picture, void* transform) {
    std::vector<std::uint8_t> light(static_cast<std::size_t>(picture.width));
    std::vector<std::uint8_t> colours(light.size() * 4);
    for (int y = 0; y < picture.height; ++y) {
        std::uint8_t* row = picture.row(y);
        for (std::size_t x = 0; x < light.size(); ++x) light[x] = row[4 * x];
        cmsDoTransform(transform, light.data(), colours.data(), static_cast<cmsUInt32Number>(light.size()));
        for (std::size_t x = 0; x < light.size(); ++x)
            for (std::size_t c = 0; c < 3; ++c) row[4 * x + c] = colours[4 * x + c];
    }
}

}  // namespace

void to_srgb(Stored& stored) {
    const std::string profile = std::move(stored.profile);
    const std::string inks = std::move(stored.inks);
    stored.profile.clear();
    stored.inks.clear();
    if (profile.empty() || profile.size() > k_profile_bytes_max) return;
    cmsSetLogErrorHandler(nullptr);
    Pixels& picture = stored.picture;
    const auto width = static_cast<cmsUInt32Number>(picture.width);
    if (!inks.empty()) {
        const auto transform = to_srgb_from(profile, cmsSigCmykData, TYPE_CMYK_8);
        if (!transform) return;
        for (int y = 0; y < picture.height; ++y) {
            const std::size_t at = static_cast<std::size_t>(y) * width * 4;
            cmsDoTransform(transform.get(), inks.data() + at, picture.row(y), width);
            for (std::size_t x = 0; x < width; ++x) picture.row(y)[4 * x + 3] = 255;
        }
        return;
    }
    if (stored.is_grey) {
        if (const auto transform = to_srgb_from(profile, cmsSigGrayData, TYPE_GRAY_8))
            convert_grey(picture, transform.get());
        return;
    }
    const auto transform = to_srgb_from(profile, cmsSigRgbData, TYPE_RGBA_8);
    if (!transform) return;
    for (int y = 0; y < picture.height; ++y) cmsDoTransform(transform.get(), picture.row(y), picture.row(y), width);
}

}  // namespace familiar::look
