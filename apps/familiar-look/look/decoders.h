// One decoder a format, private to decode.cpp. Each gives pixels as they are stored, with what says how to turn them
// and what their colours mean, and asks `check_size` before it decodes.
#pragma once

#include "look/decode.h"

#include <array>
#include <string>
#include <string_view>

namespace familiar::look {

struct Stored {
    int width = 0;  // of the file; `picture` may be smaller by a whole factor (jpeg)
    int height = 0;
    Pixels picture;
    Orientation orientation;
    std::string profile;  // ICC, as embedded; empty: sRGB
    std::string inks;     // four bytes a pixel of a jpeg in CMYK, 0 for no ink; then `picture` is a rough reading
    bool is_grey = false;
};

// `wanted_pixels`: fewer are enough, if that saves work; 0: all are needed.
struct Thrift {
    std::int64_t wanted_pixels = 0;
};

Result<> check_size(std::int64_t width, std::int64_t height);
Failure broken(std::string_view what, std::string_view reason);

Result<Stored> decode_jpeg(std::string_view bytes, Thrift thrift);
Result<Stored> decode_png(std::string_view bytes);
Result<Stored> decode_webp(std::string_view bytes);
Result<Stored> decode_gif(std::string_view bytes);
Result<Stored> decode_tiff(std::string_view bytes);
Result<Stored> decode_heif(std::string_view bytes);

}  // namespace familiar::look
