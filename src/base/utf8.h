// UTF-8 as bytes from outside must be met: checked, repaired, cut only between code points. Pure functions, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace familiar::utf8 {

bool valid(std::string_view bytes);

// `bytes` with every ill-formed sequence replaced by U+FFFD (Unicode 3.9, maximal subparts).
std::string repaired(std::string_view bytes);

// The longest prefix of `text` of at most `bytes_max` bytes that ends between two code points.
std::string_view prefix(std::string_view text, std::size_t bytes_max);

// The nearest code point boundary at or before `offset`.
std::size_t boundary_before(std::string_view text, std::size_t offset);

// Number of code points.
std::size_t length(std::string_view text);

// Number of UTF-16 code units, as web APIs count them.
std::size_t utf16_length(std::string_view text);

// Appends the encoding of `code_point` (U+FFFD for surrogates and values beyond Unicode).
void append(std::string& out, char32_t code_point);

// The code point at `offset`, which is advanced behind it; U+FFFD for ill-formed input. `offset` < text.size().
char32_t next(std::string_view text, std::size_t& offset);

// Bytes in an encoding named as in HTTP or XML ("windows-1252", "utf-16le", "koi8-r") as UTF-8; by ICU's converters.
// Unknown names give false and leave `out` alone.
bool decode(std::string_view bytes, std::string_view encoding, std::string& out);

// Repairs text that was UTF-8, read as Latin-1 and encoded again ("Ã©" for "é"), as Facebook's archives hold it.
// Text that is not of this kind is returned unchanged.
std::string without_mojibake(std::string_view text);

}  // namespace familiar::utf8
