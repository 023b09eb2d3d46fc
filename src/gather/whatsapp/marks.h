// The invisible characters that WhatsApp strews over its exports.
#pragma once

#include <string>
#include <string_view>

namespace familiar::gather::whatsapp {

// U+200E, which the app puts before what it wrote itself.
inline constexpr std::string_view k_mark = "\xE2\x80\x8E";

// Bytes of a direction mark (U+200E, U+200F, U+202A…E, U+2066…9, U+FEFF) at the start of `text`, or 0.
std::size_t mark_size(std::string_view text);

// Bytes of a white space at the start of `text`, the no-break ones included, or 0.
std::size_t space_size(std::string_view text);

// Without direction marks, and without white space at both ends.
std::string without_marks(std::string_view text);

}  // namespace familiar::gather::whatsapp
