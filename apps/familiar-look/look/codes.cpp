// NOLINTNEXTLINE(bugprone-macro-parentheses): asks ZXing for text in UTF-8.
#define ZX_USE_UTF8
#include "look/codes.h"

#include "look/limits.h"
#include "look/prepare.h"

#include <ZXing/ReadBarcode.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace familiar::look {

namespace {

using ZXing::BarcodeFormat;
using ZXing::Binarizer;

constexpr std::int64_t k_first_pixels_max = 6'000'000;  // of the first, plain look
constexpr std::int64_t k_next_pixels_max = 800'000;     // of all others
constexpr std::int64_t k_grown_pixels_max = 2'000'000;  // of those that make the picture larger
constexpr int k_edge_min = 16;                          // no code is smaller
constexpr int k_repeats_max = 2;                        // of the same code in one look, before it ends
constexpr int k_lines_of_a_sure_code = 5;  // that read the same in one look at a code of bars with a check digit

// How a picture is prepared for one look. What the looks find that is not sure alone must be found by two of them.
struct Look {
    double scale = 1;
    double degrees = 0;
    enum class Filter {
        none,
        sharpen,
        threshold,
        threshold_stretched,
        stretch,
        invert,
        close,
        open
    } filter = Filter::none;
    int radius = 0;
    Binarizer binarizer = Binarizer::LocalAverage;
};
using enum Look::Filter;

// In the order of what each adds to those before it, for its time; measured by bench_codes.
const auto k_looks = std::to_array<Look>({
    {.filter = none},
    {.filter = threshold, .radius = 40, .binarizer = Binarizer::FixedThreshold},
    {.degrees = -5},
    {.filter = threshold_stretched, .radius = 14, .binarizer = Binarizer::FixedThreshold},
    {.scale = 2, .filter = sharpen, .radius = 4},
    {.degrees = 8},
    {.degrees = -12},
    {.scale = 1.5},
    {.filter = threshold, .radius = 10, .binarizer = Binarizer::FixedThreshold},
    {.scale = 0.5},
    {.filter = none, .binarizer = Binarizer::GlobalHistogram},
    {.degrees = 22},
    {.degrees = -22},
    {.scale = 2, .filter = threshold, .radius = 40, .binarizer = Binarizer::FixedThreshold},
    {.scale = 0.67, .filter = sharpen, .radius = 2},
    {.degrees = 45},
    {.filter = close},
    {.filter = open},
    {.filter = invert},
});

struct Named {
    BarcodeFormat format;
    std::string_view name;
    enum class Trust { sure, sure_if_seen_often, needs_two } trust;
};
constexpr auto k_formats = std::to_array<Named>({
    {BarcodeFormat::QRCode, "QR", Named::Trust::sure},
    {BarcodeFormat::DataMatrix, "DataMatrix", Named::Trust::sure},
    {BarcodeFormat::Aztec, "Aztec", Named::Trust::sure},
    {BarcodeFormat::PDF417, "PDF417", Named::Trust::sure},
    {BarcodeFormat::MicroQRCode, "Micro QR", Named::Trust::needs_two},
    {BarcodeFormat::EAN13, "EAN-13", Named::Trust::sure_if_seen_often},
    {BarcodeFormat::UPCA, "UPC-A", Named::Trust::sure_if_seen_often},
    {BarcodeFormat::Code128, "Code 128", Named::Trust::sure_if_seen_often},
    {BarcodeFormat::Code93, "Code 93", Named::Trust::sure_if_seen_often},
    {BarcodeFormat::DataBar, "DataBar", Named::Trust::needs_two},
    {BarcodeFormat::DataBarExpanded, "DataBar Expanded", Named::Trust::needs_two},
    {BarcodeFormat::EAN8, "EAN-8", Named::Trust::needs_two},
    {BarcodeFormat::UPCE, "UPC-E", Named::Trust::needs_two},
    {BarcodeFormat::Code39, "Code 39", Named::Trust::needs_two},
    {BarcodeFormat::ITF, "ITF", Named::Trust::needs_two},
    {BarcodeFormat::Codabar, "Codabar", Named::Trust::needs_two},
});

ZXing::BarcodeFormats all_formats() {
    ZXing::BarcodeFormats all;
    for (const Named& named : k_formats) all |= named.format;
    return all;
}

struct Prepared {
    Grey before_turning;
    Grey picture;
    double scale = 1;
    Turn turn;
};

Grey filtered(const Grey& picture, const Look& look) {
    constexpr int k_bias = 5;
    constexpr float k_strength = 2;
    switch (look.filter) {
        case none: return picture;
        case sharpen: return sharpened(picture, look.radius, k_strength);
        case threshold: return thresholded(picture, look.radius, k_bias);
        case threshold_stretched: return thresholded(stretched(picture), look.radius, 0);
        case stretch: return stretched(picture);
        case invert: return inverted(picture);
        case close: return closed(picture);
        case open: return opened(picture);
    }
    return picture;
}

// `base` is the picture at `base_scale`.
Prepared prepared(const Grey& base, double base_scale, const Look& look) {
    Prepared result;
    const auto edge = [&](int pixels) { return std::max(1, static_cast<int>(std::lround(pixels * look.scale))); };
    const Size size = within_pixels({edge(base.width), edge(base.height)}, k_grown_pixels_max);
    Grey sized = look.scale == 1 ? base : resized(base, size.width, size.height);
    result.scale = base_scale * sized.width / base.width;
    if (look.degrees == 0) {
        result.picture = filtered(sized, look);
        return result;
    }
    result.turn.degrees = look.degrees;
    result.picture = filtered(turned(sized, result.turn), look);
    result.before_turning.width = sized.width;
    result.before_turning.height = sized.height;
    return result;
}

Box box_of(const ZXing::Position& position, const Prepared& from, const Grey& whole) {
    double left = whole.width;
    double top = whole.height;
    double right = 0;
    double bottom = 0;
    for (const auto& corner : position) {
        Point point{static_cast<double>(corner.x), static_cast<double>(corner.y)};
        if (from.turn.degrees != 0) point = before_turn(point, from.before_turning, from.picture, from.turn);
        left = std::min(left, point.x / from.scale);
        right = std::max(right, point.x / from.scale);
        top = std::min(top, point.y / from.scale);
        bottom = std::max(bottom, point.y / from.scale);
    }
    const int first_x = std::clamp(static_cast<int>(left), 0, whole.width - 1);
    const int first_y = std::clamp(static_cast<int>(top), 0, whole.height - 1);
    const int last_x = std::clamp(static_cast<int>(std::ceil(right)), first_x + 1, whole.width);
    const int last_y = std::clamp(static_cast<int>(std::ceil(bottom)), first_y + 1, whole.height);
    return {first_x, first_y, last_x - first_x, last_y - first_y};
}

// What was found is hidden, so that the next look at the same picture finds another one. Of bars a few lines are known,
// though they go on above and below.
void hide(Grey& picture, const ZXing::Position& position) {
    int left = picture.width;
    int top = picture.height;
    int right = 0;
    int bottom = 0;
    for (const auto& corner : position) {
        left = std::min(left, corner.x);
        right = std::max(right, corner.x);
        top = std::min(top, corner.y);
        bottom = std::max(bottom, corner.y);
    }
    constexpr int k_bars_height_share = 6;  // of their length, to either side
    constexpr int k_flat = 8;               // higher than this to the length it is no line
    const int margin_y = bottom - top < (right - left) / k_flat ? (right - left) / k_bars_height_share : 2;
    const int margin_x = right - left < (bottom - top) / k_flat ? (bottom - top) / k_bars_height_share : 2;
    left = std::clamp(left - margin_x, 0, picture.width);
    right = std::clamp(right + margin_x + 1, left, picture.width);
    top = std::clamp(top - margin_y, 0, picture.height);
    bottom = std::clamp(bottom + margin_y + 1, top, picture.height);
    constexpr std::uint8_t k_paper = 200;
    for (int y = top; y < bottom; ++y) std::fill(picture.row(y) + left, picture.row(y) + right, k_paper);
}

struct Found {
    SeenCode code;
    Named::Trust trust;
    int times = 1;
    bool is_sure = false;
};

class Findings {
public:
    // Read by one look.
    void take(const ZXing::Result& read, Box box) {
        const auto* named = std::find_if(k_formats.begin(), k_formats.end(),
                                         [&](const Named& format) { return format.format == read.format(); });
        std::string text = read.text();
        if (named == k_formats.end() || text.empty() || text.size() > k_code_bytes_max) return;
        auto found = std::find_if(all_.begin(), all_.end(), [&](const Found& other) {
            return other.code.format == named->name && other.code.text == text;
        });
        if (found == all_.end()) {
            all_.push_back({{std::string(named->name), std::move(text), box}, named->trust});
            found = all_.end() - 1;
        } else {
            ++found->times;
        }
        const bool is_seen_often =
            named->trust == Named::Trust::sure_if_seen_often && read.lineCount() >= k_lines_of_a_sure_code;
        if (named->trust == Named::Trust::sure || is_seen_often || found->times > 1) found->is_sure = true;
    }
    bool any_sure() const {
        return std::any_of(all_.begin(), all_.end(), [](const Found& found) { return found.is_sure; });
    }
    std::vector<SeenCode> sure() const {
        std::vector<SeenCode> codes;
        for (const Found& found : all_)
            if (found.is_sure && codes.size() < k_codes_max) codes.push_back(found.code);
        return codes;
    }

private:
    std::vector<Found> all_;
};

ZXing::Result read_one(const Grey& picture, Binarizer binarizer) {
    ZXing::DecodeHints hints;
    hints.setFormats(all_formats()).setTryHarder(true).setTryRotate(true).setTryDownscale(false);
    hints.setTryCode39ExtendedMode(true).setBinarizer(binarizer);
    // One at a time: ZXing 1.4 ends the process when it meets the same bars twice while it looks for several.
    return ZXing::ReadBarcode({picture.light.data(), picture.width, picture.height, ZXing::ImageFormat::Lum}, hints);
}

// All that a look sees. Each is hidden before the next; bars are known by lines, whose bars go on above and below, so
// that the same code may be found again, which tells nothing new.
void look_through(Prepared& from, const Grey& whole, const Look& look, Findings& findings) {
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < k_codes_max; ++i) {
        const ZXing::Result read = read_one(from.picture, look.binarizer);
        if (!read.isValid()) return;
        std::string text = read.text();
        const auto before = std::count(seen.begin(), seen.end(), text);
        if (before == 0) findings.take(read, box_of(read.position(), from, whole));
        if (before == k_repeats_max) return;
        seen.push_back(std::move(text));
        hide(from.picture, read.position());
    }
}

}  // namespace

std::vector<SeenCode> read_codes(const Grey& picture) {
    Findings findings;
    if (picture.width < k_edge_min || picture.height < k_edge_min) return {};
    const auto sized = [&](std::int64_t pixels_max) {
        const Size size = within_pixels({picture.width, picture.height}, pixels_max);
        return resized(picture, size.width, size.height);
    };
    Prepared first;
    first.picture = sized(k_first_pixels_max);
    first.scale = static_cast<double>(first.picture.width) / picture.width;
    const bool is_large = picture.area() > k_next_pixels_max;
    look_through(first, picture, k_looks[0], findings);
    if (findings.any_sure()) return findings.sure();
    const Grey base = sized(k_next_pixels_max);
    const double base_scale = static_cast<double>(base.width) / picture.width;
    for (std::size_t i = is_large ? 0 : 1; i < k_looks.size() && !findings.any_sure(); ++i) {
        Prepared next = prepared(base, base_scale, k_looks[i]);
        look_through(next, picture, k_looks[i], findings);
    }
    return findings.sure();
}

}  // namespace familiar::look
