// An ICU break iterator over UTF-8 text, with byte offsets.
#pragma once

#include "base/check.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

namespace familiar::text {

// One per thread and kind: opening one costs far more than using it. The text must stay until the next set().
class Boundaries {
public:
    explicit Boundaries(UBreakIteratorType type) {
        UErrorCode status = U_ZERO_ERROR;
        iterator_ = ubrk_open(type, "en", nullptr, 0, &status);
        CHECK(U_SUCCESS(status), "ICU's data holds the break rules");
    }
    ~Boundaries() {
        ubrk_close(iterator_);
        if (text_ != nullptr) utext_close(text_);
    }
    Boundaries(const Boundaries&) = delete;
    Boundaries& operator=(const Boundaries&) = delete;

    // Starts at offset 0 of `text`.
    void set(std::string_view text) {
        UErrorCode status = U_ZERO_ERROR;
        text_ = utext_openUTF8(text_, text.data(), static_cast<std::int64_t>(text.size()), &status);
        ubrk_setUText(iterator_, text_, &status);
        CHECK(U_SUCCESS(status), "a UTF-8 view can always be opened");
    }
    // The next boundary, or nothing at the end.
    std::optional<std::size_t> next() {
        const std::int32_t boundary = ubrk_next(iterator_);
        if (boundary == UBRK_DONE) return std::nullopt;
        return static_cast<std::size_t>(boundary);
    }
    std::int32_t rule_status() const { return ubrk_getRuleStatus(iterator_); }

private:
    UBreakIterator* iterator_ = nullptr;
    UText* text_ = nullptr;
};

}  // namespace familiar::text
