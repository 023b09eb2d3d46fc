// Dates as feeds write them: RFC 3339 and W3CDTF, RFC 822 and its relatives, asctime, ISO 8601 in its rarer forms.
#pragma once

#include "base/time.h"

#include <optional>
#include <string_view>

namespace familiar::gather::feed {

// Nothing when it cannot be told which moment is meant. A date without a zone is UTC.
std::optional<Timestamp> parse_date(std::string_view text);

}  // namespace familiar::gather::feed
