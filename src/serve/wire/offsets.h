// Byte offsets of UTF-8 text as other programs count: UTF-16 units for the own API, code points for OpenAI's.
#pragma once

#include "base/span.h"

#include <cstddef>
#include <string_view>

namespace familiar::serve::wire {

enum class Unit { utf16, code_point };

// An offset beyond the text counts as its end.
std::size_t counted(std::string_view text, std::size_t offset, Unit unit);

struct CountedSpan {
    std::size_t start = 0;
    std::size_t end = 0;
};
CountedSpan counted(std::string_view text, Span span, Unit unit);

}  // namespace familiar::serve::wire
