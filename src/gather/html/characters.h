// Which characters of foreign text are for readers. What cannot be seen can hide instructions, split words so that no
// search finds them, or turn the order of what is shown around.
#pragma once

#include <string>
#include <string_view>

namespace familiar::gather {

enum class CharacterUse {
    seen,
    space,     // white space of any kind but the next two
    line_end,  // U+000A, U+2028, U+2029, U+0085
    joiner,    // U+200C, U+200D: right between letters of some scripts and inside emoji, else a trick
    never,     // controls, bidirectional overrides, zero-width and tag characters
};

CharacterUse use_of(char32_t c);

// Whether a joiner between these two characters does something that readers see.
bool joins(char32_t before, char32_t after);

}  // namespace familiar::gather
