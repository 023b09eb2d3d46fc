// Reads JSON Feed 1 and 1.1 (jsonfeed.org) into the same entries as the XML formats.
#pragma once

#include "base/json.h"
#include "gather/feed/entry.h"

#include <string>

namespace familiar::gather::feed {

bool is_json_feed(const Json& document);

// The feed as its top level describes it.
Entry json_head(const Json& document, const std::string& base);

// One of its `items`.
Entry json_entry(const Json& item, const std::string& base);

}  // namespace familiar::gather::feed
