#include "look/pixels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace familiar::look {

namespace {

constexpr std::size_t k_channels = 4;

// Where each new pixel begins and ends among the old ones along one edge, with the weight of the first and last.
struct Span1 {
    int first = 0;
    std::vector<float> weights;
};

std::vector<Span1> spans_of(int from, int to) {
    std::vector<Span1> spans(static_cast<std::size_t>(to));
    const double step = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
        Span1& span = spans[static_cast<std::size_t>(i)];
        if (step <= 1) {  // grows: bilinear between two neighbours
            const double at = std::clamp((i + 0.5) * step - 0.5, 0.0, static_cast<double>(from - 1));
            span.first = static_cast<int>(at);
            const auto part = static_cast<float>(at - span.first);
            span.weights = {1 - part};
            if (span.first + 1 < from) span.weights.push_back(part);
            continue;
        }
        const double begin = i * step;
        const double end = std::min((i + 1) * step, static_cast<double>(from));
        span.first = static_cast<int>(begin);
        for (int x = span.first; x < from && x < end; ++x)
            span.weights.push_back(static_cast<float>(std::min<double>(end, x + 1) - std::max<double>(begin, x)));
        float sum = 0;
        for (const float weight : span.weights) sum += weight;
        for (float& weight : span.weights) weight /= sum;
    }
    return spans;
}

// Separable: rows are summed up first, so that one row of floats is all that it needs beside the result.
template <std::size_t k_count>
void resize_channels(const std::uint8_t* from, Size old, std::uint8_t* to, Size size) {
    const auto across = spans_of(old.width, size.width);
    const auto down = spans_of(old.height, size.height);
    const auto old_stride = static_cast<std::size_t>(old.width) * k_count;
    std::vector<float> sums(old_stride);
    for (const Span1& rows : down) {
        std::fill(sums.begin(), sums.end(), 0.0F);
        const std::uint8_t* row = from + static_cast<std::size_t>(rows.first) * old_stride;
        for (const float weight : rows.weights) {
            for (std::size_t x = 0; x < old_stride; ++x) sums[x] += weight * static_cast<float>(row[x]);
            row += old_stride;
        }
        for (const Span1& columns : across) {
            std::array<float, k_count> sum{};
            const float* at = sums.data() + static_cast<std::size_t>(columns.first) * k_count;
            for (const float weight : columns.weights) {
                for (std::size_t c = 0; c < k_count; ++c) sum[c] += weight * at[c];
                at += k_count;
            }
            for (std::size_t c = 0; c < k_count; ++c) *to++ = static_cast<std::uint8_t>(sum[c] + 0.5F);
        }
    }
}

// Where the pixel (x, y) of the upright picture is stored.
struct Place {
    int x = 0;
    int y = 0;
};
Place stored_place(Place upright_place, int width, int height, Orientation orientation) {
    const auto [x, y] = upright_place;
    switch (orientation.number) {
        case 2: return {width - 1 - x, y};
        case 3: return {width - 1 - x, height - 1 - y};
        case 4: return {x, height - 1 - y};
        case 5: return {y, x};
        case 6: return {y, height - 1 - x};
        case 7: return {width - 1 - y, height - 1 - x};
        case 8: return {width - 1 - y, x};
        default: return {x, y};
    }
}

}  // namespace

Pixels::Pixels(int wide, int high)
    : width(wide), height(high), rgba(static_cast<std::size_t>(wide) * static_cast<std::size_t>(high) * k_channels) {}
const std::uint8_t* Pixels::row(int y) const {
    return rgba.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width) * k_channels;
}
std::uint8_t* Pixels::row(int y) {
    return rgba.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width) * k_channels;
}

Grey::Grey(int wide, int high, std::uint8_t value)
    : width(wide), height(high), light(static_cast<std::size_t>(wide) * static_cast<std::size_t>(high), value) {}
const std::uint8_t* Grey::row(int y) const {
    return light.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
}
std::uint8_t* Grey::row(int y) { return light.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width); }

Pixels upright(Pixels picture, Orientation orientation) {
    if (orientation.number < 2 || orientation.number > 8) return picture;
    Pixels turned(orientation.swaps_edges() ? picture.height : picture.width,
                  orientation.swaps_edges() ? picture.width : picture.height);
    for (int y = 0; y < turned.height; ++y) {
        std::uint8_t* to = turned.row(y);
        for (int x = 0; x < turned.width; ++x, to += k_channels) {
            const Place from = stored_place({x, y}, picture.width, picture.height, orientation);
            std::memcpy(to, picture.row(from.y) + static_cast<std::size_t>(from.x) * k_channels, k_channels);
        }
    }
    return turned;
}

Box stored_box(const Box& box, int stored_width, int stored_height, Orientation orientation) {
    const Place first = stored_place({box.left, box.top}, stored_width, stored_height, orientation);
    const Place last =
        stored_place({box.left + box.width - 1, box.top + box.height - 1}, stored_width, stored_height, orientation);
    return {std::min(first.x, last.x), std::min(first.y, last.y), std::abs(first.x - last.x) + 1,
            std::abs(first.y - last.y) + 1};
}

Pixels part_of(const Pixels& picture, const Box& box) {
    Pixels part(box.width, box.height);
    for (int y = 0; y < box.height; ++y) {
        std::memcpy(part.row(y), picture.row(box.top + y) + static_cast<std::size_t>(box.left) * k_channels,
                    static_cast<std::size_t>(box.width) * k_channels);
    }
    return part;
}

Grey part_of(const Grey& picture, const Box& box) {
    Grey part(box.width, box.height);
    for (int y = 0; y < box.height; ++y)
        std::memcpy(part.row(y), picture.row(box.top + y) + box.left, static_cast<std::size_t>(box.width));
    return part;
}

Pixels resized(const Pixels& picture, int width, int height) {
    if (width == picture.width && height == picture.height) return picture;
    Pixels result(width, height);
    if (is_opaque(picture)) {
        resize_channels<k_channels>(picture.rgba.data(), {picture.width, picture.height}, result.rgba.data(),
                                    {width, height});
        return result;
    }
    // Colours that cannot be seen must not bleed into those that can.
    Pixels weighted = picture;
    for (std::size_t i = 0; i < weighted.rgba.size(); i += k_channels) {
        for (std::size_t c = 0; c < 3; ++c)
            weighted.rgba[i + c] = static_cast<std::uint8_t>((weighted.rgba[i + c] * weighted.rgba[i + 3] + 127) / 255);
    }
    resize_channels<k_channels>(weighted.rgba.data(), {picture.width, picture.height}, result.rgba.data(),
                                {width, height});
    for (std::size_t i = 0; i < result.rgba.size(); i += k_channels) {
        const int alpha = result.rgba[i + 3];
        if (alpha == 0) continue;
        for (std::size_t c = 0; c < 3; ++c)
            result.rgba[i + c] = static_cast<std::uint8_t>(std::min(255, result.rgba[i + c] * 255 / alpha));
    }
    return result;
}

Grey resized(const Grey& picture, int width, int height) {
    if (width == picture.width && height == picture.height) return picture;
    Grey result(width, height);
    resize_channels<1>(picture.light.data(), {picture.width, picture.height}, result.light.data(), {width, height});
    return result;
}

Size within_edge(Size size, int edge_max) {
    const int edge = std::max(size.width, size.height);
    if (edge <= edge_max) return size;
    const double scale = static_cast<double>(edge_max) / edge;
    return {std::max(1, static_cast<int>(size.width * scale)), std::max(1, static_cast<int>(size.height * scale))};
}

Size within_pixels(Size size, std::int64_t pixels_max) {
    const auto pixels = static_cast<double>(size.width) * size.height;
    if (pixels <= static_cast<double>(pixels_max)) return size;
    const double scale = std::sqrt(static_cast<double>(pixels_max) / pixels);
    return {std::max(1, static_cast<int>(size.width * scale)), std::max(1, static_cast<int>(size.height * scale))};
}

bool is_opaque(const Pixels& picture) {
    for (std::size_t i = 3; i < picture.rgba.size(); i += k_channels)
        if (picture.rgba[i] != 255) return false;
    return true;
}

void flatten(Pixels& picture) {
    for (std::size_t i = 0; i < picture.rgba.size(); i += k_channels) {
        const int alpha = picture.rgba[i + 3];
        if (alpha == 255) continue;
        for (std::size_t c = 0; c < 3; ++c)
            picture.rgba[i + c] =
                static_cast<std::uint8_t>((picture.rgba[i + c] * alpha + 255 * (255 - alpha) + 127) / 255);
        picture.rgba[i + 3] = 255;
    }
}

Grey grey_of(const Pixels& picture) {
    Grey grey(picture.width, picture.height);
    const std::uint8_t* from = picture.rgba.data();
    for (std::uint8_t& light : grey.light) {
        const unsigned luma = (306U * from[0] + 601U * from[1] + 117U * from[2] + 512U) >> 10U;
        const unsigned alpha = from[3];
        light = static_cast<std::uint8_t>(alpha == 255 ? luma : (luma * alpha + 255U * (255U - alpha) + 127U) / 255U);
        from += k_channels;
    }
    return grey;
}

}  // namespace familiar::look
