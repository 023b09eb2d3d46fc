// Random text for properties.
#pragma once

#include <rapidcheck.h>
#include <string>

namespace familiar::test {

// Any bytes at all, often almost UTF-8.
rc::Gen<std::string> any_bytes();

// Valid UTF-8: words of several scripts, handles, links, emoji, marks and any code points besides.
rc::Gen<std::string> any_text();

// The same, a few code points long.
rc::Gen<std::string> short_text();

// ASCII with many of the characters that join or part words.
rc::Gen<std::string> ascii_text();

}  // namespace familiar::test
