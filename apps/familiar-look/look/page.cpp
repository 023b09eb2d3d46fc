#include "look/page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <leptonica/allheaders.h>
#include <memory>
#include <vector>

namespace familiar::look {

namespace {

constexpr std::int64_t k_survey_pixels = 4'000'000;  // at which letters are looked for
constexpr std::int64_t k_page_pixels_max = 5'000'000;
constexpr double k_letter_height = 26;  // pixels of a median letter part that Tesseract reads best; measured
constexpr double k_scale_max = 4;
constexpr int k_letter_edge_min = 5;  // of a part that may be a letter
constexpr int k_letters_min = 3;
constexpr double k_skew_degrees_min = 0.2;
constexpr float k_skew_confidence_min = 3;
constexpr float k_skew_degrees_max = 20;
constexpr int k_dark_paper = 110;  // a median below may be that of a dark page

struct Destroy {
    void operator()(Pix* picture) const { pixDestroy(&picture); }
    void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};
using Bits = std::unique_ptr<Pix, Destroy>;

// Black where the picture is darker than its surroundings.
Bits bits_of(const Grey& picture, int radius) {
    const Grey black = thresholded(picture, radius, 18);
    Bits bits(pixCreate(picture.width, picture.height, 1));
    if (!bits) return bits;
    for (int y = 0; y < picture.height; ++y) {
        l_uint32* line = pixGetData(bits.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(bits.get());
        const std::uint8_t* row = black.row(y);
        for (int x = 0; x < picture.width; ++x)
            if (row[x] == 0) SET_DATA_BIT(line, x);
    }
    return bits;
}

struct Letters {
    std::size_t count = 0;
    double height = 0;  // the median one
};

// Connected parts that have a letter's size and shape.
Letters letters_of(Pix* bits, Size size) {
    const std::unique_ptr<Boxa, Destroy> parts(bits == nullptr ? nullptr : pixConnCompBB(bits, 8));
    if (!parts) return {};
    std::vector<int> heights;
    for (int i = 0; i < boxaGetCount(parts.get()); ++i) {
        int left = 0;
        int top = 0;
        int width = 0;
        int height = 0;
        if (boxaGetBoxGeometry(parts.get(), i, &left, &top, &width, &height) != 0) continue;
        const bool has_shape = width <= 3 * height && height <= 6 * width;
        if (height >= k_letter_edge_min && height < size.height / 2 && width < size.width / 2 && width > 1 && has_shape)
            heights.push_back(height);
    }
    if (heights.size() < k_letters_min) return {};
    const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::nth_element(heights.begin(), middle, heights.end());
    return {heights.size(), static_cast<double>(*middle)};
}

double skew_of(Pix* bits) {
    float degrees = 0;
    float confidence = 0;
    constexpr int k_sweep_reduction = 4;
    constexpr int k_search_reduction = 2;
    constexpr float k_sweep_step = 1;
    constexpr float k_precision = 0.05F;
    if (pixFindSkewSweepAndSearch(bits, &degrees, &confidence, k_sweep_reduction, k_search_reduction,
                                  k_skew_degrees_max, k_sweep_step, k_precision) != 0)
        return 0;
    return confidence < k_skew_confidence_min || std::abs(degrees) < k_skew_degrees_min ? 0 : degrees;
}

}  // namespace

Box Page::box_of(const Box& box, Size size) const {
    double left = 1e9;
    double top = 1e9;
    double right = -1e9;
    double bottom = -1e9;
    const auto take = [&](double x, double y) {
        Point point{x, y};
        if (turn.degrees != 0) point = before_turn(point, before_turning, picture, turn);
        left = std::min(left, point.x / scale);
        right = std::max(right, point.x / scale);
        top = std::min(top, point.y / scale);
        bottom = std::max(bottom, point.y / scale);
    };
    // Two corners of a nearly upright line; the far ends of its middle line give its place, its height stays its own.
    if (turn.degrees == 0) {
        take(box.left, box.top);
        take(box.left + box.width, box.top + box.height);
    } else {
        for (const double x : {0.0, static_cast<double>(box.width)})
            for (const double y : {0.0, static_cast<double>(box.height)}) take(box.left + x, box.top + y);
    }
    const int first_x = std::clamp(static_cast<int>(left), 0, size.width - 1);
    const int first_y = std::clamp(static_cast<int>(top), 0, size.height - 1);
    const int last_x = std::clamp(static_cast<int>(std::ceil(right)), first_x + 1, size.width);
    const int last_y = std::clamp(static_cast<int>(std::ceil(bottom)), first_y + 1, size.height);
    return {first_x, first_y, last_x - first_x, last_y - first_y};
}

std::optional<Page> page_of(const Grey& picture) {
    const Size survey_size = within_pixels({picture.width, picture.height}, k_survey_pixels);
    Grey survey = blurred(resized(picture, survey_size.width, survey_size.height), 1);  // without grain
    const double survey_scale = static_cast<double>(survey.width) / picture.width;
    const int radius = std::clamp(std::min(survey.width, survey.height) / 32, 8, 40);
    Bits bits = bits_of(survey, radius);
    Letters letters = letters_of(bits.get(), survey_size);
    survey = inverted(survey);
    Bits light_bits = bits_of(survey, radius);
    const Letters light = letters_of(light_bits.get(), survey_size);
    // Gaps between letters and in them are parts as well, but lower than the letters.
    const bool is_dark = quantile(survey, 0.5) > 255 - k_dark_paper && light.height > letters.height;
    if (is_dark) {
        bits = std::move(light_bits);
        letters = light;
    }
    if (letters.count == 0) return std::nullopt;

    Page page;
    page.scale = std::min(k_scale_max, survey_scale * k_letter_height / letters.height);
    const auto scaled = [&](int edge) { return std::max(1, static_cast<int>(edge * page.scale)); };
    const Size size = within_pixels({scaled(picture.width), scaled(picture.height)}, k_page_pixels_max);
    page.scale = static_cast<double>(size.width) / picture.width;
    page.picture = resized(picture, size.width, size.height);
    if (is_dark) page.picture = inverted(page.picture);
    constexpr int k_block = 64;  // larger than a letter, smaller than a shadow
    page.picture = flattened(page.picture, k_block);
    page.turn.degrees = -skew_of(bits.get());
    if (page.turn.degrees == 0) return page;
    page.turn.paper = 240;
    Grey turned_picture = turned(page.picture, page.turn);
    page.before_turning.width = page.picture.width;
    page.before_turning.height = page.picture.height;
    page.picture = std::move(turned_picture);
    return page;
}

}  // namespace familiar::look
