// Whether the bytes of a picture are what a clean copy may be: of the kind and size that they are said to be, and
// without any part that could carry where, when, by whom or with what it was taken. Reads heads alone, decodes nothing.
// Every byte is hostile. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

namespace familiar::perceive {

struct CleanHead {
    std::string_view media_type;
    int width = 0;
    int height = 0;
};

// A jpeg with no application segment but JFIF and no comment; a PNG with pixels, palette and transparency alone; a WebP
// of one frame without EXIF, XMP or a profile. Nothing for everything else, and for bytes behind the picture's end.
std::optional<CleanHead> clean_head_of(std::string_view bytes);

}  // namespace familiar::perceive
