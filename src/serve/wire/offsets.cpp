#include "serve/wire/offsets.h"

#include "base/utf8.h"

#include <algorithm>

namespace familiar::serve::wire {

std::size_t counted(std::string_view text, std::size_t offset, Unit unit) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    return unit == Unit::utf16 ? utf8::utf16_length(before) : utf8::length(before);
}

CountedSpan counted(std::string_view text, Span span, Unit unit) {
    return {counted(text, span.begin, unit), counted(text, span.end, unit)};
}

}  // namespace familiar::serve::wire
