// JSON for everything but the big imports: the type, and reading it with limits. Depth is limited before parsing, so
// that no document can exhaust the stack later. Pure functions, any thread.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace familiar {

using Json = nlohmann::json;

inline constexpr int k_json_depth_max = 64;

// The document in `text`; invalid_argument says where it is broken.
Result<Json> parse_json(std::string_view text);

// Compact; ill-formed UTF-8 becomes U+FFFD. Never throws.
std::string json_text(const Json& value);

// Members of an object, forgiving about type: the text at `key` (numbers become text), or "" when absent.
std::string text_at(const Json& object, std::string_view key);
std::optional<std::int64_t> integer_at(const Json& object, std::string_view key);
// The member at `key`, or null when `object` is not an object or has none.
const Json& member(const Json& object, std::string_view key);

}  // namespace familiar
