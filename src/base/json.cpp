#include "base/json.h"

#include <algorithm>
#include <limits>

namespace familiar {

namespace {

// Nesting depth of a document without parsing it: brackets outside strings.
int depth_of(std::string_view text) {
    int depth = 0;
    int deepest = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return deepest;
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
    if (depth_of(text) > k_json_depth_max) {
        return fail(ErrorCode::exhausted,
                    "the JSON is nested deeper than " + std::to_string(k_json_depth_max) + " levels");
    }
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {  // the parser would end there
        return fail(ErrorCode::invalid_argument, "not valid JSON near byte " + std::to_string(zero + 1));
    }
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        return fail(ErrorCode::invalid_argument, "not valid JSON near byte " + std::to_string(error.byte));
    } catch (const Json::exception&) {
        return fail(ErrorCode::invalid_argument, "not valid JSON: a number is out of range");
    }
}

std::string json_text(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

const Json& member(const Json& object, std::string_view key) {
    static const Json k_null;
    if (!object.is_object()) return k_null;
    const auto found = object.find(key);
    return found == object.end() ? k_null : *found;
}

std::string text_at(const Json& object, std::string_view key) {
    const Json& value = member(object, key);
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number() || value.is_boolean()) return json_text(value);
    return {};
}

std::optional<std::int64_t> integer_at(const Json& object, std::string_view key) {
    const Json& value = member(object, key);
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    if (value.is_number_integer()) return value.get<std::int64_t>();
    if (value.is_number_float()) {
        const double number = value.get<double>();
        if (number >= -9e15 && number <= 9e15) return static_cast<std::int64_t>(number);
    }
    return std::nullopt;
}

}  // namespace familiar
