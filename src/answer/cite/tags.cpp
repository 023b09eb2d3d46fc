#include "answer/cite/tags.h"

#include "answer/cite/limits.h"

#include <algorithm>
#include <array>
#include <string>

namespace familiar::answer::cite {

namespace {

using Kind = Tag::Kind;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

// The place of the ">" that ends the tag; npos when there is none yet, 0 when another "<" comes first.
std::size_t tag_end(std::string_view rest) {
    char quote = '\0';
    for (std::size_t i = 1; i < rest.size() && i < k_link_bytes_max; ++i) {
        const char c = rest[i];
        if (quote != '\0') {
            if (c == quote) quote = '\0';
            continue;
        }
        if (c == '>') return i;
        if (c == '<') return 0;
        if (c == '\n' && rest[i - 1] == '\n') return 0;
        if ((c == '"' || c == '\'') && rest[i - 1] == '=') quote = c;
    }
    return std::string_view::npos;
}

bool is_plain(std::string_view name) {
    static constexpr std::array<std::string_view, 27> k_names = {
        "b",  "i",  "em",  "strong", "u",   "s",  "del", "ins", "sub",   "sup",   "br",    "p",    "hr",        "ul",
        "ol", "li", "kbd", "code",   "pre", "td", "tr",  "th",  "table", "tbody", "thead", "mark", "blockquote"};
    return std::ranges::find(k_names, name) != k_names.end();
}

// The value of the first attribute that leads somewhere.
Span target_of(std::string_view tag) {
    const std::string text = lower(tag);
    static constexpr std::array<std::string_view, 10> k_names = {
        "href", "src", "action", "data", "poster", "srcset", "formaction", "cite", "background", "style"};
    for (const std::string_view name : k_names) {
        std::size_t at = text.find(name);
        if (at == std::string::npos) continue;
        at = text.find('=', at);
        if (at == std::string::npos) continue;
        at = std::min(text.find_first_not_of(" \t\n", at + 1), text.size());
        const char quote = at < text.size() && (text[at] == '"' || text[at] == '\'') ? text[at] : '\0';
        if (quote != '\0') return {at + 1, std::min(text.find(quote, at + 1), text.size())};
        return {at, std::min(text.find_first_of(" \t\n>", at), text.size())};
    }
    return {};
}

}  // namespace

Tag tag_at(std::string_view rest, bool closed) {
    Tag tag;
    if (rest.size() < 2) return tag.kind = closed ? Kind::none : Kind::open, tag;
    const char first = rest[1];
    tag.could_open = is_letter(first) || first == '/' || first == '!' || first == '?';
    if (!tag.could_open) return tag;
    if (rest.starts_with("<!--")) {
        const std::size_t end = rest.find("-->");
        if (end != std::string_view::npos) return {Kind::other, end + 3, {}, true};
        return tag.kind = closed ? Kind::none : Kind::open, tag;
    }
    const std::size_t end = tag_end(rest);
    if (end == 0) return tag;
    if (end == std::string_view::npos) {
        tag.kind = closed || rest.size() >= k_link_bytes_max ? Kind::none : Kind::open;
        return tag;
    }
    const std::string_view inside = rest.substr(1, end - 1);
    const std::size_t mark = inside.find_first_of(":@ \t\n=\"");
    if (mark != std::string_view::npos && (inside[mark] == ':' || inside[mark] == '@'))
        return {Kind::address, end + 1, {1, end}, true};
    const std::size_t name_at = inside.starts_with('/') ? 1 : 0;
    const std::size_t name_end = std::min(inside.find_first_of(" \t\n/", name_at), inside.size());
    const std::string name = lower(inside.substr(name_at, name_end - name_at));
    const bool bare = inside.find_first_not_of(" \t\n/", name_end) == std::string_view::npos;
    if (bare && is_plain(name)) return {Kind::plain, end + 1, {}, true};
    const Span target = target_of(rest.substr(0, end));
    return {target.empty() ? Kind::other : Kind::anchor, end + 1, target, true};
}

}  // namespace familiar::answer::cite
