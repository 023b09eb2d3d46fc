#include "gather/feed/scope.h"

#include "gather/feed/url.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace familiar::gather::feed {

namespace {

constexpr std::size_t k_bindings_max = 64;  // of one element

struct Known {
    std::string_view uri;
    Space space;
};

// Without scheme, "www." and a slash or number sign at the end, in lower case: feeds get those wrong.
constexpr std::array k_uris{
    Known{"w3.org/2005/atom", Space::atom},
    Known{"purl.org/atom/ns", Space::atom},
    Known{"purl.org/rss/1.0/modules/content", Space::content},
    Known{"purl.org/dc/elements/1.1", Space::dublin_core},
    Known{"purl.org/dc/elements/1.0", Space::dublin_core},
    Known{"purl.org/dc/terms", Space::dublin_core_terms},
    Known{"search.yahoo.com/mrss", Space::media},
    Known{"itunes.com/dtds/podcast-1.0.dtd", Space::itunes},
    Known{"w3.org/1999/xhtml", Space::xhtml},
    Known{"purl.org/syndication/thread/1.0", Space::threading},
    Known{"rssnamespace.org/feedburner/ext/1.0", Space::feedburner},
    Known{"w3.org/1999/02/22-rdf-syntax-ns", Space::rdf},
    Known{"", Space::plain},
    Known{"purl.org/rss/1.0", Space::plain},
    Known{"my.netscape.com/rdf/simple/0.9", Space::plain},
    Known{"channel.netscape.com/rdf/simple/0.9", Space::plain},
    Known{"purl.org/net/rss1.1", Space::plain},
    Known{"backend.userland.com/rss", Space::plain},
    Known{"backend.userland.com/rss2", Space::plain},
    Known{"blogs.law.harvard.edu/tech/rss", Space::plain},
};

// What prefixes mean where a feed forgets to say.
constexpr std::array k_customary{
    Known{"atom", Space::atom},
    Known{"content", Space::content},
    Known{"dc", Space::dublin_core},
    Known{"media", Space::media},
    Known{"dcterms", Space::dublin_core_terms},
    Known{"itunes", Space::itunes},
    Known{"xhtml", Space::xhtml},
    Known{"thr", Space::threading},
    Known{"feedburner", Space::feedburner},
    Known{"rdf", Space::rdf},
    Known{"rss", Space::plain},
};

std::string lowered(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

std::optional<Space> find(std::span<const Known> table, std::string_view key) {
    const auto found = std::ranges::find(table, key, &Known::uri);
    return found == table.end() ? std::nullopt : std::optional(found->space);
}

std::optional<Space> space_named(std::string_view uri) {
    const std::string lower = lowered(uri.substr(0, 200));
    std::string_view key = lower;
    if (const std::size_t scheme = key.find("://"); scheme != std::string_view::npos) key.remove_prefix(scheme + 3);
    if (key.starts_with("www.")) key.remove_prefix(4);
    while (key.ends_with('/') || key.ends_with('#')) key.remove_suffix(1);
    return find(k_uris, key);
}

std::string_view behind_colon(std::string_view name) { return name.substr(name.find(':') + 1); }

std::string_view before_colon(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

}  // namespace

Scope::Scope(const Scope& outer, pugi::xml_node element)
    : outer_(&outer), base_(outer.base_), language_(outer.language_) {
    for (const pugi::xml_attribute attribute : element.attributes()) {
        const std::string_view name = attribute.name();
        if (name.starts_with("xmlns"))
            bind(attribute, name);
        else if (name == "xml:base")
            base_ = nested_base(outer.base_, attribute.value());
        else if (name == "xml:lang")
            language_ = attribute.value();
    }
    const std::string_view name = element.name();
    name_ = {space_of(before_colon(name)), lowered(behind_colon(name))};
}

void Scope::bind(pugi::xml_attribute attribute, std::string_view attribute_name) {
    if (bindings_.size() >= k_bindings_max) return;
    const std::string_view prefix =
        before_colon(attribute_name).empty() ? std::string_view() : behind_colon(attribute_name);
    // Many feeds name a default namespace of their own making and mean RSS.
    const Space unknown = prefix.empty() ? Space::plain : Space::other;
    bindings_.push_back({prefix, space_named(attribute.value()).value_or(unknown)});
}

Space Scope::space_of(std::string_view prefix) const {
    for (const Scope* scope = this; scope != nullptr; scope = scope->outer_) {
        const auto found = std::ranges::find(scope->bindings_, prefix, &Binding::prefix);
        if (found != scope->bindings_.end()) return found->space;
    }
    return prefix.empty() ? Space::plain : find(k_customary, lowered(prefix)).value_or(Space::other);
}

}  // namespace familiar::gather::feed
