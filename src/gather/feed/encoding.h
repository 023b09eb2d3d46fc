// Feeds as bytes become UTF-8, whatever they or their server say.
#pragma once

#include <string>
#include <string_view>

namespace familiar::gather::feed {

// In the order of trust: a byte order mark, the shape of UTF-16 or UTF-32, the charset of `content_type` (RFC 7303),
// the XML declaration, UTF-8. Bytes that are not UTF-8 where that is assumed are read as windows-1252, one by one. The
// result is valid UTF-8.
std::string to_utf8(std::string_view bytes, std::string_view content_type);

}  // namespace familiar::gather::feed
