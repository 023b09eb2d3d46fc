// Any bytes as what a child that opened a picture sends back: they are refused, or what is taken keeps every promise.
#include "perceive/wire.h"

#include "base/check.h"
#include "base/utf8.h"
#include "perceive/limits.h"
#include "perceive/picture.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace familiar;
    const std::string_view output(reinterpret_cast<const char*>(bytes), size);
    const auto seen = perceive::checked_picture(output);
    if (!seen) {
        CHECK(utf8::valid(seen.error().text()) && !seen.error().message.empty(), "an error can be shown");
        return 0;
    }
    const auto is_inside = [&](const Box& box) {
        return box.left >= 0 && box.top >= 0 && box.width > 0 && box.height > 0 &&
               box.left + box.width <= seen->width && box.top + box.height <= seen->height;
    };
    for (const ReadLine& line : seen->lines) {
        CHECK(is_inside(line.box) && utf8::valid(line.text), "lines lie in the picture");
        CHECK(line.confidence >= 0 && line.confidence <= 1, "confidence is a share");
        CHECK(line.text.size() <= perceive::k_line_bytes_max, "lines are bounded");
    }
    for (const SeenCode& code : seen->codes) CHECK(is_inside(code.box) && utf8::valid(code.text), "codes too");
    CHECK(seen->clean.size() <= perceive::k_clean_bytes_max, "the copy is bounded");
    return 0;
}
