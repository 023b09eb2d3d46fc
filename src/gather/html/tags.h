// What each HTML element means for text: whether it starts a paragraph, a line or a cell, or is not for readers at all.
#pragma once

#include <gumbo.h>
#include <string_view>

namespace familiar::gather {

enum class TagRole {
    transparent,  // says nothing about text (b, font, x-unknown): its content stays, the tag goes
    inline_mark,  // a, span: kept because of its attributes
    line,         // stands on lines of its own
    paragraph,    // with a blank line around it
    line_break,
    rule,
    image,
    list,
    item,
    row,
    cell,
    dropped,  // not shown to readers with what it holds
    raw,      // likewise, and what it holds is not markup (script, style)
};

TagRole role_of(GumboTag tag);

// Elements that never hold anything.
inline bool is_void(TagRole role) {
    return role == TagRole::line_break || role == TagRole::rule || role == TagRole::image;
}

}  // namespace familiar::gather
