// A half-open range of bytes [begin, end) in some UTF-8 text. Spans that leave a function always lie on code point
// boundaries of their text.
#pragma once

#include <compare>
#include <cstddef>
#include <string_view>

namespace familiar {

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    std::size_t size() const { return end - begin; }
    bool empty() const { return begin >= end; }
    bool contains(Span inner) const { return begin <= inner.begin && inner.end <= end; }
    bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
    // The part of `text` that this span names; empty if the span does not lie inside it.
    std::string_view of(std::string_view text) const {
        return end <= text.size() && begin <= end ? text.substr(begin, end - begin) : std::string_view();
    }
    friend auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace familiar
