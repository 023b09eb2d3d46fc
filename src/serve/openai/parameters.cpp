#include "serve/openai/parameters.h"

#include "platform/base64.h"
#include "serve/limits.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::serve::openai {

namespace {

constexpr std::array<std::string_view, 4> k_picture_types = {"image/png", "image/jpeg", "image/webp", "image/gif"};

// What OpenAI's API takes as the name of a function.
bool is_function_name(std::string_view name) {
    constexpr std::size_t k_bytes_max = 64;
    return !name.empty() && name.size() <= k_bytes_max && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

}  // namespace

void Parameters::refuse(std::string param, std::string message, std::string code) {
    refuse(wire::Complaint{400, std::move(code), std::move(message), std::move(param)});
}

void Parameters::refuse(wire::Complaint complaint) {
    if (!wrong_) wrong_ = std::move(complaint);
}

bool Parameters::flag_of(const Json& value, const std::string& param) {
    if (value.is_null()) return false;
    if (!value.is_boolean()) refuse(param, fmt::format("'{}' must be true or false", param), "invalid_type");
    return value.is_boolean() && value.get<bool>();
}

std::optional<double> Parameters::number(const std::string& key, double least, double most) {
    const Json& value = at(key);
    if (value.is_null()) return std::nullopt;
    const double number = value.is_number() ? value.get<double>() : most + 1;
    if (!(number >= least && number <= most)) {
        refuse(key, fmt::format("'{}' must be a number from {} to {}", key, least, most));
        return std::nullopt;
    }
    return number;
}

std::optional<std::int64_t> Parameters::count(const std::string& key, std::int64_t most) {
    const Json& value = at(key);
    if (value.is_null()) return std::nullopt;
    const std::int64_t count = value.is_number_integer() ? value.get<std::int64_t>() : 0;
    if (count < 1 || count > most) {
        refuse(key, fmt::format("'{}' must be a whole number from 1 to {}", key, most));
        return std::nullopt;
    }
    return count;
}

std::optional<std::int64_t> Parameters::count(const std::string& key, const std::string& older, std::int64_t most) {
    return at(key).is_null() ? count(older, most) : count(key, most);
}

std::vector<std::string> Parameters::stops() {
    const Json& value = at("stop");
    if (value.is_null()) return {};
    if (value.is_string()) return {value.get<std::string>()};
    std::vector<std::string> stops;
    const bool good = value.is_array() && value.size() <= k_stops_max &&
                      std::ranges::all_of(value, [](const Json& one) { return one.is_string(); });
    if (!good) {
        refuse("stop", fmt::format("'stop' must be a text or a list of up to {} texts", k_stops_max));
        return {};
    }
    for (const Json& one : value) stops.push_back(one.get<std::string>());
    return stops;
}

std::optional<Effort> Parameters::effort(const Json& value, const std::string& param) {
    if (value.is_null()) return std::nullopt;
    const std::string name = value.is_string() ? value.get<std::string>() : std::string();
    if (name == "xhigh") return Effort::high;
    const auto effort = effort_from(name);
    if (!effort) refuse(param, fmt::format("'{}' must be none, minimal, low, medium or high", param));
    return effort;
}

std::optional<ChatTool> Parameters::tool(const Json& json, ToolShape shape, const std::string& param) {
    if (text_at(json, "type") != "function") {
        refuse(param + ".type", "only tools of type 'function' are understood", "unsupported_value");
        return std::nullopt;
    }
    const Json& function = shape == ToolShape::nested ? member(json, "function") : json;
    const std::string at = shape == ToolShape::nested ? param + ".function" : param;
    ChatTool tool{text_at(function, "name"), text_at(function, "description"), "{}"};
    if (!is_function_name(tool.name)) {
        refuse(at + ".name", "a function's name has 1 to 64 of a-z, A-Z, 0-9, _ and -");
        return std::nullopt;
    }
    const Json& parameters = member(function, "parameters");
    if (!parameters.is_null() && !parameters.is_object()) {
        refuse(at + ".parameters", "the parameters must be a JSON schema", "invalid_type");
        return std::nullopt;
    }
    if (parameters.is_object()) tool.parameters = json_text(parameters);
    return tool;
}

std::vector<ChatTool> Parameters::tools(ToolShape shape) {
    const Json& list = at("tools");
    if (list.is_null()) return {};
    if (!list.is_array() || list.size() > k_client_tools_max) {
        refuse("tools", fmt::format("'tools' must be a list of at most {}", k_client_tools_max));
        return {};
    }
    std::vector<ChatTool> tools;
    for (std::size_t i = 0; i < list.size() && !wrong_; ++i) {
        auto one = tool(list[i], shape, fmt::format("tools[{}]", i));
        if (!one) break;
        if (std::ranges::find(tools, one->name, &ChatTool::name) != tools.end())
            refuse(fmt::format("tools[{}]", i), fmt::format("two tools are called '{}'", one->name));
        tools.push_back(std::move(*one));
    }
    return tools;
}

std::string Parameters::raw(const std::string& key) const {
    const Json& value = at(key);
    return value.is_null() ? std::string() : json_text(value);
}

std::optional<Picture> Parameters::picture(const Json& url, const std::string& param) {
    constexpr std::string_view k_encoded = ";base64,";
    if (!sees_pictures_) {
        refuse(param, "Familiar has no model here that looks at pictures; send the text alone", "unsupported_value");
        return std::nullopt;
    }
    const std::string text = url.is_string() ? url.get<std::string>() : std::string();
    const std::size_t comma = text.find(k_encoded);
    if (!text.starts_with("data:") || comma == std::string::npos) {
        refuse(param,
               "a picture must be sent along, as data:image/png;base64,…; Familiar fetches nothing from elsewhere",
               "unsupported_value");
        return std::nullopt;
    }
    Picture picture{text.substr(5, comma - 5), {}};
    if (std::ranges::find(k_picture_types, picture.media_type) == k_picture_types.end()) {
        refuse(param, "a picture must be PNG, JPEG, WebP or GIF", "unsupported_value");
        return std::nullopt;
    }
    auto bytes = platform::from_base64(std::string_view(text).substr(comma + k_encoded.size()));
    if (!bytes || bytes->empty() || bytes->size() > k_picture_bytes_max) {
        refuse(param, fmt::format("the picture is not valid base64, or longer than {} MB", k_picture_bytes_max >> 20U));
        return std::nullopt;
    }
    picture.bytes = std::move(*bytes);
    return picture;
}

}  // namespace familiar::serve::openai
