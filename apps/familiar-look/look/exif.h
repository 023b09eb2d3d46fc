// What the heads of files say about turning and colours: the one number of EXIF that is used, the segments of a jpeg,
// the chunks of a PNG. Every byte is hostile. Pure; any thread.
#pragma once

#include "look/pixels.h"

#include <string>
#include <string_view>

namespace familiar::look {

// Of a block of EXIF (TIFF 6.0 layout, with or without "Exif\0\0" before it): tag 0x0112 of its first folder. Upright
// when it is absent or nonsense.
Orientation orientation_of_exif(std::string_view exif);

struct HeadNotes {
    Orientation orientation;
    std::string profile;      // ICC; empty when absent, broken or too large
    bool adobe_inks = false;  // a jpeg of Adobe's: CMYK is stored inverted
};

// Segments up to the first scan (ITU T.81, Annex B; ICC.1:2022, Annex B.4).
HeadNotes notes_of_jpeg(std::string_view bytes);
// Chunks up to the first pixel, and eXIf wherever it stands.
HeadNotes notes_of_png(std::string_view bytes);

}  // namespace familiar::look
