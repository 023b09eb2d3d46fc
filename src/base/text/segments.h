// The segments between the word boundaries of UAX #29, as ICU 72 finds them: words, runs of spaces, single marks.
// Segments of ASCII alone, which is most of most text, are found without ICU.
#pragma once

#include "base/span.h"
#include "base/text/boundaries.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace familiar::text {

enum class SegmentKind { other, word, number };

struct Segment {
    std::size_t end = 0;
    SegmentKind kind = SegmentKind::other;
};

// Walks once through a text from front to back. Uses the thread's iterator: only one walk at a time.
class Segments {
public:
    explicit Segments(std::string_view text) : text_(text) {}

    // The segment that begins at `begin`, which is where the last one ended, 0, or a later place where the caller cut
    // the text: then as if the text began there. `begin` < text.size().
    Segment at(std::size_t begin);

private:
    Segment by_rules(std::size_t begin);

    std::string_view text_;
    std::size_t ascii_from_ = 0;         // a segment may be found without ICU from here on
    std::optional<std::size_t> icu_at_;  // where ICU's iterator stands in text_
    std::size_t icu_base_ = 0;           // where the text that ICU was given begins
};

}  // namespace familiar::text
