#include "gather/activity/fields.h"

#include "gather/feed/url.h"
#include "gather/html.h"

#include <algorithm>

namespace familiar::gather {

namespace {

// "ana" of https://example.org/users/ana, /@ana, /u/ana and /profile/ana.
std::string user_of(std::string_view address) {
    while (address.ends_with('/')) address.remove_suffix(1);
    const std::size_t slash = address.rfind('/');
    if (slash == std::string_view::npos) return {};
    const std::string_view last = address.substr(slash + 1);
    if (last.starts_with('@')) return std::string(last.substr(1));
    const std::string_view folder = address.substr(0, slash);
    const bool is_user = folder.ends_with("/users") || folder.ends_with("/u") || folder.ends_with("/profile") ||
                         folder.ends_with("/channel");
    return is_user ? std::string(last) : std::string();
}

std::string handle_of(const std::string& user, const std::string& host) {
    if (user.empty()) return {};
    const std::string bare = user.substr(user.starts_with('@') ? 1 : 0);
    return bare.find('@') != std::string::npos || host.empty() ? "@" + bare : "@" + bare + "@" + host;
}

bool is_page(const Json& link) {
    const std::string type = text_at(link, "mediaType");
    return type.empty() || type.find("html") != std::string::npos;
}

}  // namespace

std::vector<const Json*> values_at(const Json& object, std::string_view key) {
    std::vector<const Json*> values;
    const Json& value = member(object, key);
    if (!value.is_array()) {
        if (!value.is_null()) values.push_back(&value);
        return values;
    }
    for (const Json& one : value) {
        if (values.size() < k_json_list_max && !one.is_null()) values.push_back(&one);
    }
    return values;
}

const Json& first_at(const Json& object, std::string_view key) {
    static const Json k_null;
    const std::vector<const Json*> values = values_at(object, key);
    return values.empty() ? k_null : *values.front();
}

std::string line_at(const Json& object, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
        if (std::string line = clean_line(text_at(object, key)); !line.empty()) return line;
    }
    return {};
}

std::string reference_of(const Json& value) {
    return value.is_string() ? clean_line(value.get<std::string>()) : line_at(value, {"id", "href", "url"});
}

std::string address_of(const Json& object) {
    std::string other;
    for (const Json* value : values_at(object, "url")) {
        std::string url = safe_link(value->is_string() ? value->get<std::string>() : text_at(*value, "href"), {});
        if (url.empty()) url = safe_link(text_at(*value, "value"), {});
        if (!url.empty() && is_page(*value)) return url;
        if (other.empty()) other = std::move(url);
    }
    return other.empty() ? safe_link(text_at(object, "id"), {}) : other;
}

Author author_of(const Json& value) {
    if (value.is_string()) {
        const std::string address = clean_line(value.get<std::string>());
        const std::string user = user_of(address);
        return {user.empty() ? address : user, handle_of(user, host_of(address))};
    }
    const std::string address = address_of(value);
    std::string user = line_at(value, {"acct", "preferredUsername", "username"});
    if (user.empty()) user = user_of(address);
    std::string name = line_at(value, {"display_name", "displayName", "name"});
    const std::string handle = handle_of(user, host_of(address));
    if (name.empty()) name = user.empty() ? address : user;
    return {std::move(name), handle};
}

}  // namespace familiar::gather
