// Tags and addresses between "<" and ">". Pure; stable under streaming.
#pragma once

#include "base/span.h"

#include <cstddef>
#include <string_view>

namespace familiar::answer::cite {

struct Tag {
    // `plain` formats and can do no harm; `anchor` and everything that loads or leads somewhere has a target;
    // `address` is "<https://…>"; `other` is any tag besides, and comments.
    enum class Kind { none, open, plain, anchor, address, other };
    Kind kind = Kind::none;
    std::size_t bytes = 0;
    Span target;
    bool could_open = false;  // of none: a page might read the "<" as the start of a tag
};

Tag tag_at(std::string_view rest, bool closed);

}  // namespace familiar::answer::cite
