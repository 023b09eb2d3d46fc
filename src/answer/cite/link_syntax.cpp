#include "answer/cite/link_syntax.h"

#include "answer/cite/limits.h"

namespace familiar::answer::cite {

namespace {

using State = LinkSyntax::State;

LinkSyntax open_link() { return {State::open, 0, {}, {}}; }

// Behind spaces and at most one line break.
std::size_t skip_space(std::string_view text, std::size_t at) {
    int lines = 0;
    for (; at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n'); ++at) {
        if (text[at] == '\n' && ++lines > 1) break;
    }
    return at;
}

// The end of a target that begins at `at`; text.size() when it may go on.
std::size_t target_end(std::string_view text, std::size_t at, bool angled) {
    int depth = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\\' && at + 1 < text.size()) {
            ++at;
            continue;
        }
        if (angled ? (c == '>' || c == '\n') : (c >= 0 && c <= ' ')) return at;
        if (!angled && c == '(') ++depth;
        if (!angled && c == ')' && --depth < 0) return at;
    }
    return at;
}

}  // namespace

LinkSyntax label_at(std::string_view rest, bool closed) {
    std::size_t depth = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const char c = rest[i];
        if (c == '\\') {
            ++i;
            continue;
        }
        if (c == '\n' && i + 1 < rest.size() && rest[i + 1] == '\n') return {};
        if (c == '[' && ++depth > k_nested_max) return {};
        if (c == ']' && --depth == 0) return {State::found, i + 1, {1, i}, {}};
    }
    return closed ? LinkSyntax() : open_link();
}

LinkSyntax link_at(std::string_view rest, bool closed) {
    LinkSyntax link = label_at(rest, closed);
    if (link.state != State::found) return link;
    std::size_t at = link.bytes;
    if (at >= rest.size()) return closed ? LinkSyntax() : open_link();
    if (rest[at] != '(') return {};
    at = skip_space(rest, at + 1);
    const bool angled = at < rest.size() && rest[at] == '<';
    if (angled) ++at;
    link.target = {at, target_end(rest, at, angled)};
    at = link.target.end + (angled ? 1 : 0);
    at = skip_space(rest, at);
    if (at < rest.size() && (rest[at] == '"' || rest[at] == '\'' || rest[at] == '(')) {
        const char mark = rest[at] == '(' ? ')' : rest[at];
        const std::size_t end = rest.find(mark, at + 1);
        if (end == std::string_view::npos) return closed ? LinkSyntax() : open_link();
        at = skip_space(rest, end + 1);
    }
    if (at >= rest.size()) return closed ? LinkSyntax() : open_link();
    if (rest[at] != ')') return {};
    link.bytes = at + 1;
    return link;
}

LinkSyntax definition_at(std::string_view rest, bool closed) {
    LinkSyntax link = label_at(rest, closed);
    if (link.state != State::found) return link;
    std::size_t at = link.bytes;
    if (at >= rest.size()) return closed ? LinkSyntax() : open_link();
    if (rest[at] != ':') return {};
    ++at;
    while (at < rest.size() && (rest[at] == ' ' || rest[at] == '\t')) ++at;
    const bool angled = at < rest.size() && rest[at] == '<';
    if (angled) ++at;
    const std::size_t line = rest.find('\n', at);
    if (line == std::string_view::npos && !closed) return open_link();
    link.bytes = line == std::string_view::npos ? rest.size() : line;
    link.target = {at, target_end(rest.substr(0, link.bytes), at, angled)};
    return link;
}

}  // namespace familiar::answer::cite
