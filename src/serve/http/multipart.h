// multipart/form-data (RFC 7578) as browsers, curl and fetch send it: strict, in one pass, without copying contents.
// Pure; bytes are hostile.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::serve::http {

struct Part {
    std::string name;
    std::string file_name;     // only its last path segment; empty when the part is no file
    std::string_view content;  // points into the body
};

// The value of `boundary` in a Content-Type; invalid_argument when it is not multipart/form-data with a boundary.
Result<std::string> multipart_boundary(std::string_view content_type);

// invalid_argument says what is broken; exhausted when there are too many parts.
Result<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary);

}  // namespace familiar::serve::http
