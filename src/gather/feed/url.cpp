#include "gather/feed/url.h"

#include "base/utf8.h"
#include "gather/html/characters.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <optional>

namespace familiar::gather {

namespace {

// RFC 3986, section 3. An absent part differs from an empty one.
struct Parts {
    std::optional<std::string_view> scheme;
    std::optional<std::string_view> authority;
    std::string_view path;
    std::optional<std::string_view> query;
    std::optional<std::string_view> fragment;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_scheme(std::string_view text) {
    const auto is_part = [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    };
    return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, is_part);
}

// Takes what lies behind the first `mark` off the end of `text`.
std::optional<std::string_view> cut_behind(std::string_view& text, char mark) {
    const std::size_t found = text.find(mark);
    if (found == std::string_view::npos) return std::nullopt;
    const std::string_view behind = text.substr(found + 1);
    text = text.substr(0, found);
    return behind;
}

Parts parts_of(std::string_view url) {
    Parts parts;
    parts.fragment = cut_behind(url, '#');
    parts.query = cut_behind(url, '?');
    if (const std::size_t colon = url.find(':'); colon != std::string_view::npos && is_scheme(url.substr(0, colon))) {
        parts.scheme = url.substr(0, colon);
        url.remove_prefix(colon + 1);
    }
    if (url.starts_with("//")) {
        const std::size_t end = std::min(url.find('/', 2), url.size());
        parts.authority = url.substr(2, end - 2);
        url.remove_prefix(end);
    }
    parts.path = url;
    return parts;
}

// RFC 3986, section 5.2.4.
std::string without_dot_segments(std::string_view in) {
    std::string out;
    const auto drop_last = [&] { out.resize(std::min(out.rfind('/'), out.size())); };
    while (!in.empty()) {
        if (in.starts_with("../")) {
            in.remove_prefix(3);
        } else if (in.starts_with("./") || in.starts_with("/./")) {
            in.remove_prefix(2);
        } else if (in == "/.") {
            in = "/";
        } else if (in.starts_with("/../")) {
            in.remove_prefix(3);
            drop_last();
        } else if (in == "/..") {
            in = "/";
            drop_last();
        } else if (in == "." || in == "..") {
            break;
        } else {
            const std::size_t end = std::min(in.find('/', 1), in.size());
            out += in.substr(0, end);
            in.remove_prefix(end);
        }
    }
    return out;
}

// RFC 3986, section 5.2.3.
std::string merged(const Parts& base, std::string_view path) {
    if (base.authority && base.path.empty()) return fmt::format("/{}", path);
    const std::size_t slash = base.path.rfind('/');
    const std::string_view folder =
        slash == std::string_view::npos ? std::string_view() : base.path.substr(0, slash + 1);
    return fmt::format("{}{}", folder, path);
}

// RFC 3986, section 5.3.
std::string recomposed(const Parts& parts, std::string_view path) {
    std::string url;
    if (parts.scheme) url.append(*parts.scheme).append(":");
    if (parts.authority) url.append("//").append(*parts.authority);
    url.append(path);
    if (parts.query) url.append("?").append(*parts.query);
    if (parts.fragment) url.append("#").append(*parts.fragment);
    return url;
}

// What URL parsers of browsers do first (WHATWG URL, 4.4): no controls or spaces around, no tabs or line ends inside.
std::string trimmed(std::string_view reference) {
    const auto is_edge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
    while (!reference.empty() && is_edge(reference.front())) reference.remove_prefix(1);
    while (!reference.empty() && is_edge(reference.back())) reference.remove_suffix(1);
    std::string out;
    for (const char c : reference) {
        if (c != '\t' && c != '\n' && c != '\r') out.push_back(c);
    }
    return out;
}

// Percent-encodes what may not stand in an address or cannot be seen there.
std::string encoded(std::string_view url) {
    std::string out;
    for (std::size_t i = 0; i < url.size();) {
        const std::size_t begin = i;
        const char32_t c = utf8::next(url, i);
        const bool plain = use_of(c) == CharacterUse::seen &&
                           std::string_view("\"<>\\^`{|}").find(url[begin]) == std::string_view::npos;
        if (plain) {
            utf8::append(out, c);
            continue;
        }
        for (std::size_t byte = begin; byte < i; ++byte)
            out += fmt::format("%{:02X}", static_cast<std::uint8_t>(url[byte]));
    }
    return out;
}

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

bool is_web(const std::string& scheme) { return scheme == "http" || scheme == "https"; }

}  // namespace

std::string resolve_url(std::string_view base, std::string_view reference) {
    Parts target = parts_of(reference);
    if (target.scheme) return recomposed(target, without_dot_segments(target.path));
    const Parts from = parts_of(base);
    if (!from.scheme) return std::string(reference);
    target.scheme = from.scheme;
    if (target.authority) return recomposed(target, without_dot_segments(target.path));
    target.authority = from.authority;
    if (target.path.empty()) {
        if (!target.query) target.query = from.query;
        return recomposed(target, from.path);
    }
    if (target.path.starts_with('/')) return recomposed(target, without_dot_segments(target.path));
    return recomposed(target, without_dot_segments(merged(from, target.path)));
}

std::string safe_link(std::string_view reference, std::string_view base) {
    if (reference.size() > k_url_bytes_max) return {};
    std::string plain = trimmed(reference);
    const std::string scheme = lowered(parts_of(plain).scheme.value_or(parts_of(base).scheme.value_or("")));
    if (is_web(scheme))
        std::ranges::replace(plain.begin(), std::ranges::find_if(plain, [](char c) { return c == '?' || c == '#'; }),
                             '\\', '/');
    const std::string url = resolve_url(base, plain);
    const Parts parts = parts_of(url);
    if (!parts.scheme || url.size() > k_url_bytes_max) return {};
    const std::string kind = lowered(*parts.scheme);
    const bool goes_to_web = is_web(kind) && parts.authority && !host_of(url).empty();
    const bool writes_mail = kind == "mailto" && parts.path.find('@') != std::string_view::npos;
    return goes_to_web || writes_mail ? encoded(kind + url.substr(kind.size())) : std::string();
}

std::string nested_base(std::string_view base, std::string_view reference) {
    if (reference.empty()) return std::string(base);
    const std::string inner = safe_link(reference, base);
    return inner.starts_with("http") ? inner : std::string(base);
}

std::string host_of(std::string_view url) {
    std::string_view authority = parts_of(url).authority.value_or("");
    authority.remove_prefix(authority.rfind('@') + 1);
    if (authority.starts_with('['))
        return std::string(authority.substr(0, std::min(authority.find(']'), authority.size() - 1) + 1));
    return std::string(authority.substr(0, std::min(authority.find(':'), authority.size())));
}

}  // namespace familiar::gather
