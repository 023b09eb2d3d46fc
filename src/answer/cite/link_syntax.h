// The shape of links in Markdown: "[label](target "title")", "[label]: target". Pure; stable under streaming: what is
// found, or not found, stays so whatever follows.
#pragma once

#include "base/span.h"

#include <cstddef>
#include <string_view>

namespace familiar::answer::cite {

struct LinkSyntax {
    enum class State { none, found, open };
    State state = State::none;
    std::size_t bytes = 0;
    Span label;   // between the brackets
    Span target;  // without angle brackets
};

// A link that `rest` starts with, from its "[".
LinkSyntax link_at(std::string_view rest, bool closed);
// A definition that stands alone on a line; `bytes` without the line break.
LinkSyntax definition_at(std::string_view rest, bool closed);
// The end of the label that starts with "[" at 0, behind its "]"; 0 when it is open or none.
LinkSyntax label_at(std::string_view rest, bool closed);

}  // namespace familiar::answer::cite
