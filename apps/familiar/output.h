// What commands print: text for people on standard output, wrapped to their terminal, or JSON lines for programs.
#pragma once

#include "base/json.h"

#include <cstddef>
#include <fmt/format.h>
#include <string>
#include <string_view>

namespace familiar::app {

// One object on one line.
void print_json(const Json& object);
// A line of text; longer ones are wrapped when standard output is a terminal, further lines indented by `indent`.
void print_line(std::string_view text, std::size_t indent = 0);

// False when standard output could not take everything: a full disk, a reader that has gone.
bool finish_output();

// One line on standard error each.
void tell_error(std::string_view what);
void tell(std::string_view what);

// `text` broken at spaces so that no line is longer than `columns` code points, unless a word is.
std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent);

// Text from elsewhere as a terminal may have it: without the control characters that could move its cursor, rename its
// window or answer in the person's place. Line ends and tabs stay.
std::string shown(std::string_view text);

// "1 post", "7 posts".
std::string counted(std::int64_t number, std::string_view one, std::string_view many);

}  // namespace familiar::app
