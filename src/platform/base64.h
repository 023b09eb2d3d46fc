// Bytes as text that survives anywhere (RFC 4648, section 4), and back. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace familiar::platform {

std::string base64(std::string_view bytes);

// White space is passed over, missing padding is allowed; nothing for what is not base64.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace familiar::platform
