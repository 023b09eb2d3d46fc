// What makes bars, dots and letters stand out: filters over shades of grey. Pure; any thread.
#pragma once

#include "look/pixels.h"

namespace familiar::look {

// The mean over a square of 2 × radius + 1 pixels; at the edges over what is there of it.
Grey blurred(const Grey& picture, int radius);
// What differs from the surroundings stands out `strength` times more.
Grey sharpened(const Grey& picture, int radius, float strength);
// The darkest hundredth becomes black, the lightest white.
Grey stretched(const Grey& picture);
// Uneven light taken away: each pixel by the paper around it, which is the lightest of blocks of `block` pixels.
Grey flattened(const Grey& picture, int block);
// Black and white by the mean of the surroundings less `bias` (Bradley and Roth, 2007).
Grey thresholded(const Grey& picture, int radius, int bias);
Grey inverted(const Grey& picture);
// Dark things grow by a pixel, then shrink again: gaps between dots close.
Grey closed(const Grey& picture);
Grey opened(const Grey& picture);

// Turned by an angle in degrees, counter-clockwise, on a canvas that holds all of it, the rest in `paper`.
struct Turn {
    double degrees = 0;
    std::uint8_t paper = 255;
};
Grey turned(const Grey& picture, Turn turn);
// Where a point of the turned picture lies in the one that was turned.
struct Point {
    double x = 0;
    double y = 0;
};
Point before_turn(Point point, const Grey& original, const Grey& after, Turn turn);

// The light below which `share` of the pixels are.
std::uint8_t quantile(const Grey& picture, double share);

}  // namespace familiar::look
