// Pictures in memory, and what is done to their pixels: parts, sizes, quarter turns. Values; any thread.
#pragma once

#include "nouns/percept.h"

#include <cstdint>
#include <vector>

namespace familiar::look {

// Four bytes a pixel: red, green, blue, alpha (not premultiplied), in sRGB.
struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;

    Pixels() = default;
    Pixels(int wide, int high);  // transparent black
    const std::uint8_t* row(int y) const;
    std::uint8_t* row(int y);
};

// One byte a pixel: 0 black, 255 white.
struct Grey {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> light;

    Grey() = default;
    Grey(int wide, int high, std::uint8_t value = 0);
    const std::uint8_t* row(int y) const;
    std::uint8_t* row(int y);
    std::int64_t area() const { return static_cast<std::int64_t>(width) * height; }
};

// The eight ways to hold a picture, as EXIF and TIFF number them: 1 is upright, 6 needs a quarter turn to the right.
struct Orientation {
    int number = 1;
    bool swaps_edges() const { return number >= 5; }
};

// Made upright.
Pixels upright(Pixels picture, Orientation orientation);
// Where a box of the upright picture lies in the stored one, whose size is given.
Box stored_box(const Box& box, int stored_width, int stored_height, Orientation orientation);

// `box` lies inside.
Pixels part_of(const Pixels& picture, const Box& box);
Grey part_of(const Grey& picture, const Box& box);

// The mean of all pixels that a new one covers when it gets smaller, bilinear when it grows. Alpha weighs the colours.
Pixels resized(const Pixels& picture, int width, int height);
Grey resized(const Grey& picture, int width, int height);

// Largest size with both edges, or all pixels, within the limit; the same when it is within already.
struct Size {
    int width = 0;
    int height = 0;
};
Size within_edge(Size size, int edge_max);
Size within_pixels(Size size, std::int64_t pixels_max);

bool is_opaque(const Pixels& picture);
// On white.
void flatten(Pixels& picture);
// Rec. 601 luma of what is seen on white.
Grey grey_of(const Pixels& picture);

}  // namespace familiar::look
