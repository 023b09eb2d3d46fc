// Language tags as documents write them.
#pragma once

#include <string>
#include <string_view>

namespace familiar::gather {

// The ISO 639-1 code of a tag such as "en-US" (BCP 47) or "pt_BR", or "" when it has none.
std::string language_code(std::string_view tag);

}  // namespace familiar::gather
