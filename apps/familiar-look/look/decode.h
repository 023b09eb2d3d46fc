// A file of one of the formats that are read, decoded: upright, in sRGB, small enough to work on. Every byte is
// hostile.
//
// The size is known from the head and held against the limits before anything is decoded; of an animation the first
// frame alone is. Nothing here runs scripts, follows links or opens files: formats that may (SVG, PDF, PostScript) are
// known by their head and refused like all others.
#pragma once

#include "base/result.h"
#include "look/exif.h"
#include "look/pixels.h"

#include <optional>
#include <string>
#include <string_view>

namespace familiar::look {

enum class Format { jpeg, png, webp, gif, tiff, heic, avif };

// By the first bytes, never by a name. `invalid_argument` names what it seems to be instead.
Result<Format> format_of(std::string_view bytes);
std::string_view media_type_of(Format format);

struct Wanted {
    std::optional<Box> part;  // of the upright picture
};

struct Decoded {
    Format format = Format::jpeg;
    int width = 0;  // of the whole picture, upright
    int height = 0;
    Box part;        // of it, that `picture` shows
    Pixels picture;  // may be smaller than the part
};

// `invalid_argument` for what is no picture that is read here, `exhausted` for one that is too large, `corrupt` for one
// that is broken.
Result<Decoded> decode(std::string_view bytes, const Wanted& wanted);

}  // namespace familiar::look
