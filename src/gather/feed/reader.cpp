#include "gather/feed/reader.h"

#include "gather/feed/date.h"
#include "gather/feed/fields.h"
#include "gather/feed/url.h"

#include <algorithm>
#include <deque>
#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace familiar::gather::feed {

namespace {

std::string local_name(pugi::xml_node element) {
    const std::string_view name = element.name();
    std::string local(name.substr(name.find(':') + 1));
    for (char& c : local) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return local;
}

bool is_entry(const std::string& name) { return name == "item" || name == "entry"; }

// What stands in the element's own attributes: rdf:about of RSS 1.0, HREF and LASTMOD of CDF.
void read_attributes(pugi::xml_node element, const Scope& scope, Entry& entry) {
    for (const pugi::xml_attribute attribute : element.attributes()) {
        const std::string_view name = attribute.name();
        if (name == "about" || name.ends_with(":about")) entry.id = clean_line(attribute.value());
        if (name == "HREF" || name == "href") {
            entry.link = safe_link(attribute.value(), scope.base());
            entry.links.push_back({entry.link, "alternate", {}, {}, {}});
        }
        if (name == "LASTMOD") entry.updated.at = parse_date(attribute.value());
    }
}

Entry described(pugi::xml_node element, const Scope& scope) {
    Entry entry;
    entry.language = scope.language();
    read_attributes(element, scope, entry);
    for (const pugi::xml_node child : element.children()) {
        if (child.type() != pugi::node_element || is_entry(local_name(child))) continue;
        read_field(child, Scope(scope, child), entry);
    }
    return entry;
}

Failure not_a_feed(const std::string& root) {
    if (root == "html") {
        return fail(ErrorCode::invalid_argument, "this is a web page, not a feed; give the address of its feed");
    }
    const std::string found = root.empty() ? "there is no XML in it" : fmt::format("it begins with <{}>", root);
    return fail(ErrorCode::invalid_argument,
                fmt::format("this is not a feed: {}; RSS, Atom and JSON Feed can be read", found));
}

}  // namespace

Result<Reader> Reader::open(const pugi::xml_document& document, std::string base) {
    const pugi::xml_node root = document.document_element();
    const std::string name = root ? local_name(root) : std::string();
    static constexpr std::string_view k_roots[] = {"rss", "rdf", "feed", "channel", "entry", "item"};
    if (std::ranges::find(k_roots, name) == std::end(k_roots)) return not_a_feed(name);
    Reader reader;
    reader.base_ = std::move(base);
    if (is_entry(name)) {
        reader.entries_.push_back(root);
        return reader;
    }
    const pugi::xml_node channel = root.find_child([](pugi::xml_node child) { return local_name(child) == "channel"; });
    reader.head_ = reader.read(channel ? channel : root);
    reader.find_entries(root);
    return reader;
}

// Documents are never deep (well_formed sees to it), so this may call itself. Entries stand in the channel, beside it,
// and in other entries: in CDF on purpose, elsewhere for want of an end tag.
void Reader::find_entries(pugi::xml_node parent) {
    for (const pugi::xml_node child : parent.children()) {
        const std::string name = local_name(child);
        if (is_entry(name)) entries_.push_back(child);
        if (is_entry(name) || name == "channel") find_entries(child);
    }
}

Entry Reader::read(pugi::xml_node entry) const {
    std::vector<pugi::xml_node> path;
    for (pugi::xml_node node = entry; node.type() == pugi::node_element; node = node.parent()) path.push_back(node);
    std::deque<Scope> scopes;  // Inner scopes point at outer ones.
    scopes.emplace_back(base_);
    for (auto node = path.rbegin(); node != path.rend(); ++node) scopes.emplace_back(scopes.back(), *node);
    return described(entry, scopes.back());
}

}  // namespace familiar::gather::feed
