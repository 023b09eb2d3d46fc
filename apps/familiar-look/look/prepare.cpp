#include "look/prepare.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace familiar::look {

namespace {

constexpr double k_ends_share = 0.01;  // that may be lost at either end when contrast is stretched

using Histogram = std::array<std::int64_t, 256>;

Histogram histogram_of(const Grey& picture) {
    Histogram counts{};
    for (const std::uint8_t light : picture.light) ++counts[light];
    return counts;
}

// Sums over all rectangles from the corner; one row and column more than the picture.
class Sums {
public:
    explicit Sums(const Grey& picture)
        : stride_(static_cast<std::size_t>(picture.width) + 1),
          sums_(stride_ * (static_cast<std::size_t>(picture.height) + 1)) {
        for (int y = 0; y < picture.height; ++y) {
            std::uint32_t row_sum = 0;
            const std::uint8_t* row = picture.row(y);
            const std::uint32_t* above = sums_.data() + static_cast<std::size_t>(y) * stride_;
            std::uint32_t* here = sums_.data() + static_cast<std::size_t>(y + 1) * stride_;
            for (std::size_t x = 0; x < stride_ - 1; ++x) {
                row_sum += row[x];
                here[x + 1] = above[x + 1] + row_sum;
            }
        }
    }
    // Wraps around like its parts, so the difference is right as long as one window fits 32 bits.
    std::uint32_t of(int left, int top, int right, int bottom) const {
        return at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top);
    }

private:
    std::uint32_t at(int x, int y) const {
        return sums_[static_cast<std::size_t>(y) * stride_ + static_cast<std::size_t>(x)];
    }
    std::size_t stride_;
    std::vector<std::uint32_t> sums_;
};

template <class Make>
Grey by_surroundings(const Grey& picture, int radius, Make&& make) {
    const Sums sums(picture);
    Grey result(picture.width, picture.height);
    for (int y = 0; y < picture.height; ++y) {
        const int top = std::max(0, y - radius);
        const int bottom = std::min(picture.height, y + radius + 1);
        const std::uint8_t* from = picture.row(y);
        std::uint8_t* to = result.row(y);
        for (int x = 0; x < picture.width; ++x) {
            const int left = std::max(0, x - radius);
            const int right = std::min(picture.width, x + radius + 1);
            const auto area = static_cast<std::uint32_t>((right - left) * (bottom - top));
            to[x] = make(from[x], static_cast<int>(sums.of(left, top, right, bottom) / area));
        }
    }
    return result;
}

std::uint8_t clamped(float value) { return static_cast<std::uint8_t>(std::clamp(value, 0.0F, 255.0F)); }

template <class Choose>
Grey by_neighbours(const Grey& picture, Choose&& choose) {
    Grey across = picture;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 1; x + 1 < picture.width; ++x)
            across.row(y)[x] = choose(choose(picture.row(y)[x - 1], picture.row(y)[x]), picture.row(y)[x + 1]);
    Grey both = across;
    for (int y = 1; y + 1 < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            both.row(y)[x] = choose(choose(across.row(y - 1)[x], across.row(y)[x]), across.row(y + 1)[x]);
    return both;
}

std::uint8_t darker(std::uint8_t a, std::uint8_t b) { return std::min(a, b); }
std::uint8_t lighter(std::uint8_t a, std::uint8_t b) { return std::max(a, b); }

}  // namespace

Grey blurred(const Grey& picture, int radius) {
    return by_surroundings(picture, radius, [](std::uint8_t, int mean) { return static_cast<std::uint8_t>(mean); });
}

Grey sharpened(const Grey& picture, int radius, float strength) {
    return by_surroundings(picture, radius, [strength](std::uint8_t light, int mean) {
        return clamped(static_cast<float>(light) + strength * static_cast<float>(light - mean));
    });
}

std::uint8_t quantile(const Grey& picture, double share) {
    const Histogram counts = histogram_of(picture);
    auto left = static_cast<std::int64_t>(share * static_cast<double>(picture.area()));
    for (std::size_t light = 0; light < counts.size(); ++light) {
        left -= counts[light];
        if (left < 0) return static_cast<std::uint8_t>(light);
    }
    return 255;
}

Grey stretched(const Grey& picture) {
    const float low = quantile(picture, k_ends_share);
    const float high = quantile(picture, 1 - k_ends_share);
    if (high <= low) return picture;
    Grey result = picture;
    for (std::uint8_t& light : result.light) light = clamped((static_cast<float>(light) - low) * 255 / (high - low));
    return result;
}

Grey flattened(const Grey& picture, int block) {
    const int columns = std::max(1, picture.width / block);
    const int rows = std::max(1, picture.height / block);
    Grey paper(columns, rows);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const int left = column * picture.width / columns;
            const int top = row * picture.height / rows;
            const Box box{left, top, (column + 1) * picture.width / columns - left,
                          (row + 1) * picture.height / rows - top};
            constexpr double k_paper_share = 0.8;
            paper.row(row)[column] = std::max<std::uint8_t>(1, quantile(part_of(picture, box), k_paper_share));
        }
    }
    const Grey smooth = resized(blurred(paper, 1), picture.width, picture.height);
    Grey result = picture;
    constexpr float k_white = 240;
    for (std::size_t i = 0; i < result.light.size(); ++i)
        result.light[i] = clamped(static_cast<float>(result.light[i]) * k_white / std::max<float>(smooth.light[i], 24));
    return result;
}

Grey thresholded(const Grey& picture, int radius, int bias) {
    return by_surroundings(picture, radius, [bias](std::uint8_t light, int mean) {
        return static_cast<std::uint8_t>(light > mean - bias ? 255 : 0);
    });
}

Grey inverted(const Grey& picture) {
    Grey result = picture;
    for (std::uint8_t& light : result.light) light = static_cast<std::uint8_t>(255 - light);
    return result;
}

Grey closed(const Grey& picture) { return by_neighbours(by_neighbours(picture, darker), lighter); }
Grey opened(const Grey& picture) { return by_neighbours(by_neighbours(picture, lighter), darker); }

Point before_turn(Point point, const Grey& original, const Grey& after, Turn turn) {
    const double angle = turn.degrees * std::numbers::pi / 180;
    const double x = point.x - after.width / 2.0;
    const double y = point.y - after.height / 2.0;
    return {x * std::cos(angle) - y * std::sin(angle) + original.width / 2.0,
            x * std::sin(angle) + y * std::cos(angle) + original.height / 2.0};
}

Grey turned(const Grey& picture, Turn turn) {
    const double angle = turn.degrees * std::numbers::pi / 180;
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    const double wide = std::abs(picture.width * cosine) + std::abs(picture.height * sine);
    const double high = std::abs(picture.width * sine) + std::abs(picture.height * cosine);
    Grey result(static_cast<int>(std::ceil(wide)), static_cast<int>(std::ceil(high)), turn.paper);
    for (int y = 0; y < result.height; ++y) {
        Point from = before_turn({0.5, y + 0.5}, picture, result, turn);
        std::uint8_t* to = result.row(y);
        for (int x = 0; x < result.width; ++x, from.x += cosine, from.y += sine) {
            const double left = from.x - 0.5;
            const double top = from.y - 0.5;
            if (left < 0 || top < 0 || left >= picture.width - 1 || top >= picture.height - 1) continue;
            const auto column = static_cast<int>(left);
            const auto row = static_cast<int>(top);
            const auto part_x = static_cast<float>(left - column);
            const auto part_y = static_cast<float>(top - row);
            const std::uint8_t* upper = picture.row(row) + column;
            const std::uint8_t* lower = upper + picture.width;
            const float first = static_cast<float>(upper[0]) * (1 - part_x) + static_cast<float>(upper[1]) * part_x;
            const float second = static_cast<float>(lower[0]) * (1 - part_x) + static_cast<float>(lower[1]) * part_x;
            to[x] = static_cast<std::uint8_t>(first * (1 - part_y) + second * part_y + 0.5F);
        }
    }
    return result;
}

}  // namespace familiar::look
