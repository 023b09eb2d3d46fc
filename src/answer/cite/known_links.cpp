#include "answer/cite/known_links.h"

#include "answer/cite/limits.h"
#include "base/utf8.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace familiar::answer::cite {

namespace {

using namespace std::string_view_literals;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_host_char(char c) { return is_lower(c) || is_digit(c) || c == '-' || (c & 0x80) != 0; }

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

// Character references ("&#x2F;", "&colon;") of what links are made of.
std::string without_references(std::string_view text) {
    struct Named {
        std::string_view name;
        std::string_view text;
    };
    static constexpr std::array<Named, 9> k_named = {{{"amp;", "&"},
                                                      {"colon;", ":"},
                                                      {"sol;", "/"},
                                                      {"period;", "."},
                                                      {"lpar;", "("},
                                                      {"rpar;", ")"},
                                                      {"commat;", "@"},
                                                      {"bsol;", "\\"},
                                                      {"Tab;", ""}}};
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] != '&') {
            out += text[i++];
            continue;
        }
        const std::string_view rest = text.substr(i + 1);
        const auto named = std::ranges::find_if(k_named, [&](const Named& one) { return rest.starts_with(one.name); });
        if (named != k_named.end()) {
            out += named->text;
            i += 1 + named->name.size();
            continue;
        }
        const std::size_t end = rest.substr(0, 12).find(';');
        if (!rest.starts_with('#') || end == std::string_view::npos || end < 2) {
            out += text[i++];
            continue;
        }
        const bool hex = rest[1] == 'x' || rest[1] == 'X';
        const std::string_view digits = rest.substr(hex ? 2 : 1, end - (hex ? 2 : 1));
        std::uint32_t code = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
        if (read.ec == std::errc() && read.ptr == digits.data() + digits.size()) utf8::append(out, code);
        i += 1 + end + 1;
    }
    return out;
}

// Where the scheme in front of "://" at `colon` begins.
std::size_t scheme_begin(std::string_view text, std::size_t colon) {
    std::size_t begin = colon;
    const auto belongs = [](char c) { return is_lower(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; };
    while (begin > 0 && belongs(text[begin - 1])) --begin;
    return begin;
}

// Schemes that act without "//".
bool has_bare_scheme(std::string_view text) {
    static constexpr std::array k_schemes = {"javascript:"sv, "data:"sv, "vbscript:"sv, "mailto:"sv, "file:"sv,
                                             "tel:"sv,        "sms:"sv,  "blob:"sv,     "intent:"sv, "http:"sv,
                                             "https:"sv,      "ftp:"sv,  "magnet:"sv,   "geo:"sv,    "callto:"sv};
    return std::ranges::any_of(k_schemes, [&](std::string_view scheme) {
        const std::size_t at = text.find(scheme);
        if (at == std::string_view::npos) return false;
        const bool begins = at == 0 || !(is_lower(text[at - 1]) || is_digit(text[at - 1]));
        return begins && at + scheme.size() < text.size();
    });
}

// Endings by which a host without scheme and path is known as one.
bool is_common_ending(std::string_view ending) {
    static constexpr std::array k_endings = {
        "com"sv, "org"sv,  "net"sv,  "edu"sv,    "gov"sv,  "info"sv,  "biz"sv,     "dev"sv,  "app"sv,    "xyz"sv,
        "top"sv, "club"sv, "site"sv, "online"sv, "shop"sv, "store"sv, "cloud"sv,   "link"sv, "click"sv,  "page"sv,
        "de"sv,  "uk"sv,   "fr"sv,   "es"sv,     "pt"sv,   "ch"sv,    "nl"sv,      "eu"sv,   "ru"sv,     "cn"sv,
        "br"sv,  "jp"sv,   "pl"sv,   "tk"sv,     "ly"sv,   "gg"sv,    "example"sv, "test"sv, "social"sv, "ai"sv,
        "co"sv,  "us"sv,   "ca"sv,   "au"sv,     "nz"sv,   "se"sv,    "dk"sv,      "fi"sv,   "io"sv,     "tv"sv};
    return std::ranges::find(k_endings, ending) != k_endings.end();
}

// "10.0.0.1/path", seen from its last dot.
bool is_ip_with_path(std::string_view text, std::size_t dot) {
    std::size_t end = dot + 1;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end == dot + 1 || end + 1 >= text.size() || (text[end] != '/' && text[end] != ':')) return false;
    int dots = 0;
    while (dot > 0 && (is_digit(text[dot - 1]) || text[dot - 1] == '.')) dots += text[--dot] == '.' ? 1 : 0;
    return dots == 2;
}

// "host.tld", "host.tld/path", "host.tld?x", also behind "//" and with a port.
bool has_host(std::string_view text) {
    for (std::size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.', dot + 1)) {
        if (dot == 0 || !is_host_char(text[dot - 1]) || dot + 1 >= text.size()) continue;
        std::size_t end = dot + 1;
        while (end < text.size() && (is_lower(text[end]) || (text[end] & 0x80) != 0 || text[end] == '-')) ++end;
        const std::string_view ending = text.substr(dot + 1, end - dot - 1);
        if (is_ip_with_path(text, dot)) return true;
        const char next = end < text.size() ? text[end] : '\0';
        if (next == '.' || ending.size() < 2) continue;
        const bool goes_on = (next == '/' || next == '?' || next == '#' || next == ':') && end + 1 < text.size();
        const bool in_file_name = next == '(' || next == '_' || is_digit(next);
        if (goes_on && next == '/') return true;
        if (is_common_ending(ending) && !in_file_name) return true;
    }
    return false;
}

bool has_address(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at + 3 >= text.size()) return false;
    const std::size_t dot = text.find('.', at + 1);
    return dot != std::string_view::npos && dot + 2 < text.size() && is_host_char(text[at + 1]);
}

// Scheme and host in lower case, without a "/" at the end; empty for what may never pass.
std::string canonical(std::string_view link) {
    const std::size_t colon = link.find("://");
    if (colon == std::string_view::npos) return {};
    std::string text(link);
    std::size_t end = text.find_first_of("/?#", colon + 3);
    if (end == std::string::npos) end = text.size();
    for (std::size_t i = 0; i < end; ++i) {
        if (text[i] >= 'A' && text[i] <= 'Z') text[i] = static_cast<char>(text[i] - 'A' + 'a');
    }
    const std::string_view scheme = std::string_view(text).substr(0, colon);
    const std::string_view host = std::string_view(text).substr(colon + 3, end - colon - 3);
    if ((scheme != "http" && scheme != "https") || host.empty()) return {};
    if (host.find('@') != std::string_view::npos || host.find('\\') != std::string_view::npos) return {};
    if (std::ranges::any_of(
            text, [](char c) { return (c >= 0 && c <= ' ') || c == '<' || c == '>' || c == '"' || c == '\\'; }))
        return {};
    if (folded(text).size() + 8 < text.size()) return {};  // invisible characters fold to nothing
    if (text.ends_with('/')) text.pop_back();
    return text;
}

}  // namespace

std::string as_read(std::string_view text) {
    std::string read = folded(without_references(text));
    std::erase(read, '\\');
    for (const std::string_view dot : {"[.]", "(.)", "{.}", "[dot]", "(dot)", "。", "．"}) replace_all(read, dot, ".");
    for (const std::string_view colon : {"[:]", "(:)"}) replace_all(read, colon, ":");
    replace_all(read, "[://]", "://");
    for (const std::string_view at : {"[at]", "(at)"}) replace_all(read, at, "@");
    for (const std::string_view scheme : {"hxxp", "h**p", "htxp", "hxtp", "meow"}) replace_all(read, scheme, "http");
    return read;
}

bool looks_like_link(std::string_view text, bool in_code) {
    const std::string read = as_read(text);
    if (read.size() < 4) return false;
    for (std::size_t at = read.find("://"); at != std::string::npos; at = read.find("://", at + 1)) {
        if (scheme_begin(read, at) < at) return true;
    }
    const std::size_t www = read.find("www.");
    if (www != std::string::npos && (www == 0 || !is_host_char(read[www - 1])) && www + 4 < read.size()) return true;
    if (in_code) return has_bare_scheme(read) && read.find("script:") != std::string::npos;
    return has_bare_scheme(read) || has_host(read) || has_address(read);
}

void KnownLinks::add_link(std::string_view link) {
    std::string text = canonical(link);
    if (text.empty()) return;
    const std::string_view after = std::string_view(text).substr(text.find("://") + 3);
    bare_.insert(std::string(after));
    bare_.insert(std::string(after.substr(0, after.find_first_of("/?#"))));
    links_.insert(std::move(text));
}

void KnownLinks::add(const Post& post) {
    add_link(post.url);
    for (std::size_t i = 0; i < post.links.size() && i < k_source_links_max; ++i) add_link(post.links[i].url);
    std::size_t found = 0;
    for (const std::string* text : {&post.text, &post.title}) {
        for (std::size_t begin = 0; begin < text->size() && found < k_source_links_max;) {
            const std::size_t end = std::min(text->find_first_of(" \t\r\n\"<>|", begin), text->size());
            std::string_view word = std::string_view(*text).substr(begin, end - begin);
            begin = end + 1;
            if (word.size() < 4 || word.find_first_of(".:@") == std::string_view::npos) continue;
            if (!looks_like_link(word, false)) continue;
            ++found;
            for (const Word& one : words_of(word)) {
                if (one.kind == WordKind::link) add_link(one.span.of(word));
            }
            while (!word.empty() && ".,;:!?)]}'*“”’\""sv.find(word.back()) != std::string_view::npos)
                word.remove_suffix(1);
            while (!word.empty() && "([{'*“"sv.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
            if (word.find("://") == std::string_view::npos) bare_.insert(std::string(word));
            add_link(word);
        }
    }
    if (!post.author.handle.empty()) {
        bare_.insert(post.author.handle);
        bare_.insert(post.author.handle.substr(post.author.handle.starts_with('@') ? 1 : 0));
    }
}

bool KnownLinks::has(std::string_view link) const {
    const std::string text = canonical(link);
    return !text.empty() && links_.contains(text);
}

bool KnownLinks::has_bare(std::string_view words) const {
    if (words.ends_with('/')) words.remove_suffix(1);
    return bare_.contains(words);
}

}  // namespace familiar::answer::cite
