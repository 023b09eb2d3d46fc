// The target of a request, taken apart: RFC 3986 paths and application/x-www-form-urlencoded queries. Pure.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace familiar::serve::http {

struct Target {
    std::string path;  // decoded; begins with "/", holds no "//", "." or ".." segment and no control character
    std::vector<std::pair<std::string, std::string>> query;
};

// invalid_argument for bad percent escapes, bytes that are not UTF-8, paths that climb.
Result<Target> parse_target(std::string_view target);

// "%41+b" → "A b" (plus is a space only in queries). invalid_argument for bad escapes.
Result<std::string> percent_decoded(std::string_view text, bool plus_is_space);

}  // namespace familiar::serve::http
