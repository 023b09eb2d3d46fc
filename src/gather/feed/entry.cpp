#include "gather/feed/entry.h"

#include "gather/html/sniff.h"

#include <algorithm>
#include <string_view>

namespace familiar::gather::feed {

namespace {

bool is_page(const RelatedLink& link) {
    return link.relation == "alternate" && (link.type.empty() || link.type.find("html") != std::string::npos);
}

std::string_view trimmed(std::string_view text) {
    static constexpr std::string_view k_space = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(k_space), text.size());
    return text.substr(begin, text.find_last_not_of(k_space) + 1 - begin);
}

// Plain text that was wrapped and indented for the sake of the XML around it.
std::string paragraphs_of(std::string_view text) {
    std::string out;
    std::string paragraph;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = trimmed(text.substr(begin, end - begin));
        begin = end + 1;
        paragraph.append(line).append(" ");
        if (!line.empty() && begin <= text.size()) continue;
        const std::string clean = clean_line(paragraph);
        if (!clean.empty()) out.append(out.empty() ? "" : "\n\n").append(clean);
        paragraph.clear();
    }
    return out;
}

}  // namespace

CleanText Prose::clean() const {
    if (form == Form::html || (form == Form::unsaid && looks_like_html(value))) return clean_html(value, base);
    return {form == Form::lines ? clean_lines(value) : paragraphs_of(value), {}};
}

std::string Prose::clean_title() const { return clean_line(clean().text); }

std::string Entry::best_link() const {
    if (!link.empty()) return link;
    for (const auto& is_right : {+[](const RelatedLink& l) { return is_page(l); },
                                 +[](const RelatedLink& l) { return l.relation == "alternate"; }}) {
        const auto found = std::ranges::find_if(links, is_right);
        if (found != links.end()) return found->url;
    }
    if (!permalink.empty()) return permalink;
    const auto related = std::ranges::find_if(links, [](const RelatedLink& l) { return l.relation != "self"; });
    return related == links.end() ? std::string() : related->url;
}

Contact contact_from(std::string_view text) {
    text = trimmed(text);
    for (const std::string_view brackets : {"()", "<>"}) {
        const std::size_t open = text.find(brackets[0]);
        const std::size_t close = text.find(brackets[1], std::min(open, text.size()));
        if (close == std::string_view::npos) continue;
        const std::string_view outside = trimmed(text.substr(0, open));
        const std::string_view inside = trimmed(text.substr(open + 1, close - open - 1));
        if (inside.find('@') != std::string_view::npos) return {std::string(outside), std::string(inside), {}};
        if (outside.find('@') != std::string_view::npos) return {std::string(inside), std::string(outside), {}};
    }
    const bool is_email = text.find('@') != std::string_view::npos && text.find(' ') == std::string_view::npos;
    return is_email ? Contact{{}, std::string(text), {}} : Contact{std::string(text), {}, {}};
}

}  // namespace familiar::gather::feed
