// JPEG by libjpeg-turbo, whose TurboJPEG interface reports errors as values. A truncated file gives what there is of
// it.
#include "look/decoders.h"
#include "look/limits.h"

#include <memory>
#include <turbojpeg.h>
#include <type_traits>

namespace familiar::look {

namespace {

struct Destroy {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Decompressor = std::unique_ptr<void, Destroy>;

struct Head {
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
};

// The smallest of 1, 1/2, 1/4, 1/8 that leaves enough pixels.
tjscalingfactor scale_for(const Head& head, Thrift thrift) {
    tjscalingfactor chosen{1, 1};
    if (thrift.wanted_pixels == 0) return chosen;
    for (const int divisor : {2, 4, 8}) {
        const tjscalingfactor factor{1, divisor};
        const std::int64_t pixels =
            static_cast<std::int64_t>(TJSCALED(head.width, factor)) * TJSCALED(head.height, factor);
        if (pixels >= thrift.wanted_pixels) chosen = factor;
    }
    return chosen;
}

// Ink as Adobe or as everybody else counts it, made to count up from none; and a plain reading of the colours.
void read_inks(Stored& stored, std::string inks, bool counts_down) {
    for (std::size_t i = 0; i + 3 < inks.size(); i += 4) {
        for (std::size_t c = 0; counts_down && c < 4; ++c)
            inks[i + c] = static_cast<char>(255 - static_cast<unsigned char>(inks[i + c]));
        const int black = 255 - static_cast<unsigned char>(inks[i + 3]);
        for (std::size_t c = 0; c < 3; ++c)
            stored.picture.rgba[i + c] =
                static_cast<std::uint8_t>((255 - static_cast<unsigned char>(inks[i + c])) * black / 255);
        stored.picture.rgba[i + 3] = 255;
    }
    stored.inks = std::move(inks);
}

}  // namespace

Result<Stored> decode_jpeg(std::string_view bytes, Thrift thrift) {
    const Decompressor decompressor(tjInitDecompress());
    if (!decompressor) return fail(ErrorCode::unavailable, "the jpeg decoder cannot be started");
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    Head head;
    if (tjDecompressHeader3(decompressor.get(), data, bytes.size(), &head.width, &head.height, &head.subsampling,
                            &head.colours) != 0)
        return broken("jpeg", tjGetErrorStr2(decompressor.get()));
    TRY(check_size(head.width, head.height));

    Stored stored;
    stored.width = head.width;
    stored.height = head.height;
    HeadNotes notes = notes_of_jpeg(bytes);
    stored.orientation = notes.orientation;
    stored.profile = std::move(notes.profile);
    stored.is_grey = head.colours == TJCS_GRAY;
    const bool has_inks = head.colours == TJCS_CMYK || head.colours == TJCS_YCCK;

    const tjscalingfactor factor = scale_for(head, thrift);
    stored.picture = Pixels(TJSCALED(head.width, factor), TJSCALED(head.height, factor));
    Pixels& picture = stored.picture;
    std::string inks(has_inks ? picture.rgba.size() : 0, '\0');
    unsigned char* into = has_inks ? reinterpret_cast<unsigned char*>(inks.data()) : picture.rgba.data();
    const int result = tjDecompress2(decompressor.get(), data, bytes.size(), into, picture.width, 0, picture.height,
                                     has_inks ? TJPF_CMYK : TJPF_RGBA, TJFLAG_LIMITSCANS);
    if (result != 0 && tjGetErrorCode(decompressor.get()) != TJERR_WARNING)
        return broken("jpeg", tjGetErrorStr2(decompressor.get()));
    if (has_inks) read_inks(stored, std::move(inks), notes.adobe_inks);
    return stored;
}

}  // namespace familiar::look
