#include "gather/feed/fields.h"

#include "base/utf8.h"
#include "gather/feed/date.h"
#include "gather/feed/markup.h"
#include "gather/feed/prose.h"
#include "gather/feed/url.h"
#include "gather/limits.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace familiar::gather::feed {

namespace {

constexpr std::size_t k_values_max = 100;        // of one list: links, categories, people
constexpr std::size_t k_value_bytes_max = 2000;  // of one short value

enum class Field {
    title,
    link,
    original_link,
    id,
    guid,
    summary,
    content,
    author,
    published,
    updated,
    category,
    keywords,
    enclosure,
    comments,
    language,
    reply_to,
    group
};

struct Rule {
    Space space;
    std::string_view local;
    Field field;
    int rank;  // an element of the format itself counts most, one made for podcasts least
};

constexpr std::array k_rules{
    Rule{Space::plain, "title", Field::title, 3},
    Rule{Space::plain, "link", Field::link, 3},
    Rule{Space::plain, "id", Field::id, 3},
    Rule{Space::plain, "guid", Field::guid, 3},
    Rule{Space::plain, "description", Field::summary, 3},
    Rule{Space::plain, "summary", Field::summary, 3},
    Rule{Space::plain, "subtitle", Field::summary, 3},
    Rule{Space::plain, "tagline", Field::summary, 3},
    Rule{Space::plain, "abstract", Field::summary, 3},
    Rule{Space::plain, "content", Field::content, 3},
    Rule{Space::plain, "fullitem", Field::content, 3},
    Rule{Space::plain, "body", Field::content, 3},
    Rule{Space::plain, "author", Field::author, 3},
    Rule{Space::plain, "managingeditor", Field::author, 2},
    Rule{Space::plain, "pubdate", Field::published, 3},
    Rule{Space::plain, "published", Field::published, 3},
    Rule{Space::plain, "issued", Field::published, 3},
    Rule{Space::plain, "created", Field::published, 2},
    Rule{Space::plain, "updated", Field::updated, 3},
    Rule{Space::plain, "modified", Field::updated, 3},
    Rule{Space::plain, "lastbuilddate", Field::updated, 2},
    Rule{Space::plain, "category", Field::category, 3},
    Rule{Space::plain, "enclosure", Field::enclosure, 3},
    Rule{Space::plain, "comments", Field::comments, 3},
    Rule{Space::plain, "language", Field::language, 3},
    Rule{Space::content, "encoded", Field::content, 4},
    Rule{Space::xhtml, "body", Field::content, 4},
    Rule{Space::xhtml, "div", Field::content, 4},
    Rule{Space::dublin_core, "title", Field::title, 2},
    Rule{Space::dublin_core, "description", Field::summary, 2},
    Rule{Space::dublin_core, "creator", Field::author, 3},
    Rule{Space::dublin_core, "author", Field::author, 3},
    Rule{Space::dublin_core, "date", Field::updated, 2},
    Rule{Space::dublin_core, "subject", Field::category, 2},
    Rule{Space::dublin_core, "language", Field::language, 2},
    Rule{Space::dublin_core_terms, "issued", Field::published, 3},
    Rule{Space::dublin_core_terms, "available", Field::published, 2},
    Rule{Space::dublin_core_terms, "created", Field::published, 1},
    Rule{Space::dublin_core_terms, "modified", Field::updated, 3},
    Rule{Space::media, "group", Field::group, 0},
    Rule{Space::media, "title", Field::title, 1},
    Rule{Space::media, "description", Field::summary, 1},
    Rule{Space::media, "category", Field::category, 1},
    Rule{Space::media, "keywords", Field::keywords, 1},
    Rule{Space::media, "content", Field::enclosure, 1},
    Rule{Space::itunes, "title", Field::title, 1},
    Rule{Space::itunes, "summary", Field::summary, 1},
    Rule{Space::itunes, "subtitle", Field::summary, 0},
    Rule{Space::itunes, "author", Field::author, 1},
    Rule{Space::itunes, "keywords", Field::keywords, 1},
    Rule{Space::itunes, "category", Field::category, 1},
    Rule{Space::feedburner, "origlink", Field::original_link, 4},
    Rule{Space::threading, "in-reply-to", Field::reply_to, 3},
};

const Rule* rule_for(const Name& name) {
    const Space space = name.space == Space::atom ? Space::plain : name.space;
    const auto found =
        std::ranges::find_if(k_rules, [&](const Rule& r) { return r.space == space && r.local == name.local; });
    return found == k_rules.end() ? nullptr : &*found;
}

// A short value: one line, cut to a sensible length.
std::string value_of(pugi::xml_node element) { return clean_line(utf8::prefix(text_of(element), k_value_bytes_max)); }

// A piece of text of a better element takes the place of a worse one's. A second text of the same worth is the longer
// form of the first: RSS knows both <description> and <summary>.
void offer(Prose& place, Prose prose, int rank) {
    prose.rank = rank;
    if (!prose.empty() && (place.empty() || rank > place.rank)) place = std::move(prose);
}

void read_summary(Prose prose, int rank, Entry& entry) {
    if (!entry.summary.empty() && rank == entry.summary.rank && entry.content.empty())
        offer(entry.content, std::move(prose), 1);
    else
        offer(entry.summary, std::move(prose), rank);
}

void read_link(pugi::xml_node element, const Scope& scope, Entry& entry) {
    const std::string_view href = element.attribute("href").value();
    const std::string url = safe_link(href.empty() ? text_of(element) : std::string(href), scope.base());
    const std::string_view relation = element.attribute("rel").value();
    if (url.empty() || entry.links.size() >= k_values_max) return;
    if (href.empty() && relation.empty() && entry.link.empty()) entry.link = url;
    entry.links.push_back({url, relation.empty() ? "alternate" : std::string(relation),
                           element.attribute("type").value(), clean_line(element.attribute("title").value()),
                           element.attribute("length").value()});
}

void read_enclosure(pugi::xml_node element, const Scope& scope, Entry& entry) {
    const std::string url = safe_link(element.attribute("url").value(), scope.base());
    const auto size = element.attribute("length") ? element.attribute("length") : element.attribute("fileSize");
    if (url.empty() || entry.links.size() >= k_values_max) return;
    entry.links.push_back({url, "enclosure", element.attribute("type").value(), {}, size.value()});
}

void read_guid(pugi::xml_node element, const Scope& scope, Entry& entry) {
    entry.id = value_of(element);
    if (std::string_view(element.attribute("isPermaLink").value()) == "false") return;
    entry.permalink = safe_link(entry.id, {});
    if (entry.permalink.empty() && element.attribute("isPermaLink"))
        entry.permalink = safe_link(entry.id, scope.base());
}

void read_author(pugi::xml_node element, const Scope& scope, int rank, Entry& entry) {
    Contact contact;
    if (has_elements(element)) {
        for (const pugi::xml_node child : element.children()) {
            const std::string name = Scope(scope, child).name().local;
            if (name == "name" || name == "title") contact.name = value_of(child);
            if (name == "email") contact.email = value_of(child);
            if (name == "uri" || name == "url" || name == "homepage")
                contact.url = safe_link(text_of(child), scope.base());
        }
    } else {
        contact = contact_from(value_of(element));
    }
    if ((contact.name.empty() && contact.email.empty() && contact.url.empty()) || rank < entry.author_rank) return;
    if (rank > entry.author_rank) entry.authors.clear();
    entry.author_rank = rank;
    if (entry.authors.size() < k_values_max) entry.authors.push_back(std::move(contact));
}

void add_category(std::string name, Entry& entry) {
    const bool is_new = std::ranges::find(entry.categories, name) == entry.categories.end();
    if (!name.empty() && is_new && entry.categories.size() < k_values_max) entry.categories.push_back(std::move(name));
}

void read_category(pugi::xml_node element, Entry& entry) {
    for (const char* said : {"label", "term", "text"}) {  // Atom, Atom, iTunes
        if (const auto attribute = element.attribute(said)) return add_category(clean_line(attribute.value()), entry);
    }
    add_category(value_of(element), entry);
}

void read_keywords(pugi::xml_node element, Entry& entry) {
    std::string words = value_of(element);
    for (std::size_t begin = 0; begin <= words.size();) {
        const std::size_t end = std::min(words.find(',', begin), words.size());
        add_category(clean_line(std::string_view(words).substr(begin, end - begin)), entry);
        begin = end + 1;
    }
}

// A later date of the same worth takes the place of an earlier one.
void read_date(pugi::xml_node element, int rank, Dated& place) {
    const auto time = parse_date(text_of(element));
    if (!time || rank < place.rank) return;
    place = {time, rank};
}

}  // namespace

void read_field(pugi::xml_node element, const Scope& scope, Entry& entry) {
    const Rule* rule = rule_for(scope.name());
    if (rule == nullptr) return;
    switch (rule->field) {
        case Field::title: return offer(entry.title, read_prose(element, scope, Prose::Form::unsaid), rule->rank);
        case Field::summary: return read_summary(read_prose(element, scope, Prose::Form::unsaid), rule->rank, entry);
        case Field::content:
            if (element.attribute("src")) return read_link(element, scope, entry);
            return offer(entry.content, read_prose(element, scope, Prose::Form::html), rule->rank);
        case Field::link: return read_link(element, scope, entry);
        case Field::original_link: entry.link = safe_link(text_of(element), scope.base()); return;
        case Field::id: entry.id = value_of(element); return;
        case Field::guid: return read_guid(element, scope, entry);
        case Field::author: return read_author(element, scope, rule->rank, entry);
        case Field::published: return read_date(element, rule->rank, entry.published);
        case Field::updated: return read_date(element, rule->rank, entry.updated);
        case Field::category: return read_category(element, entry);
        case Field::keywords: return read_keywords(element, entry);
        case Field::enclosure: return read_enclosure(element, scope, entry);
        case Field::comments: entry.comments = safe_link(text_of(element), scope.base()); return;
        case Field::language: entry.language = value_of(element); return;
        case Field::reply_to: entry.reply_to = clean_line(element.attribute("ref").value()); return;
        case Field::group:
            for (const pugi::xml_node child : element.children()) {
                const Scope inner(scope, child);
                if (inner.name().local != "group") read_field(child, inner, entry);
            }
    }
}

}  // namespace familiar::gather::feed
