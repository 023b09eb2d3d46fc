#include "gather/feed/json_feed.h"

#include "gather/feed/date.h"
#include "gather/feed/url.h"

#include <algorithm>
#include <string_view>

namespace familiar::gather::feed {

namespace {

constexpr std::size_t k_values_max = 100;  // of one list

Prose prose(const Json& object, std::string_view key, Prose::Form form, const std::string& base) {
    const Json& value = member(object, key);
    Prose result;
    result.form = form;
    result.base = base;
    if (value.is_string()) result.value = value.get<std::string>();
    return result;
}

std::vector<Contact> authors_of(const Json& object, const std::string& base) {
    std::vector<Contact> authors;
    const auto add = [&](const Json& author) {
        Contact contact{clean_line(text_at(author, "name")), {}, safe_link(text_at(author, "url"), base)};
        if (!contact.name.empty() && authors.size() < k_values_max) authors.push_back(std::move(contact));
    };
    const Json& several = member(object, "authors");
    if (several.is_array()) std::ranges::for_each(several, add);
    if (authors.empty()) add(member(object, "author"));  // JSON Feed 1
    return authors;
}

void add_link(const std::string& url, std::string relation, Entry& entry) {
    if (!url.empty()) entry.links.push_back({url, std::move(relation), {}, {}, {}});
}

void read_attachments(const Json& item, const std::string& base, Entry& entry) {
    const Json& attachments = member(item, "attachments");
    if (!attachments.is_array()) return;
    for (const Json& attachment : attachments) {
        const std::string url = safe_link(text_at(attachment, "url"), base);
        if (url.empty() || entry.links.size() >= k_values_max) continue;
        entry.links.push_back({url, "enclosure", text_at(attachment, "mime_type"),
                               clean_line(text_at(attachment, "title")), text_at(attachment, "size_in_bytes")});
    }
}

void read_tags(const Json& item, Entry& entry) {
    const Json& tags = member(item, "tags");
    if (!tags.is_array()) return;
    for (const Json& tag : tags) {
        if (tag.is_string() && entry.categories.size() < k_values_max)
            entry.categories.push_back(clean_line(tag.get<std::string>()));
    }
}

}  // namespace

bool is_json_feed(const Json& document) {
    return text_at(document, "version").find("jsonfeed.org/version/") != std::string::npos ||
           member(document, "items").is_array();
}

Entry json_head(const Json& document, const std::string& base) {
    Entry head;
    head.title = prose(document, "title", Prose::Form::plain, base);
    head.summary = prose(document, "description", Prose::Form::plain, base);
    head.link = safe_link(text_at(document, "home_page_url"), base);
    head.language = text_at(document, "language");
    head.authors = authors_of(document, base);
    return head;
}

Entry json_entry(const Json& item, const std::string& base) {
    Entry entry;
    entry.id = clean_line(text_at(item, "id"));
    entry.title = prose(item, "title", Prose::Form::plain, base);
    entry.summary = prose(item, "summary", Prose::Form::lines, base);
    entry.content = prose(item, "content_html", Prose::Form::html, base);
    if (entry.content.empty()) entry.content = prose(item, "content_text", Prose::Form::lines, base);
    add_link(safe_link(text_at(item, "url"), base), "alternate", entry);
    add_link(safe_link(text_at(item, "external_url"), base), "related", entry);
    read_attachments(item, base, entry);
    read_tags(item, entry);
    entry.authors = authors_of(item, base);
    entry.published.at = parse_date(text_at(item, "date_published"));
    entry.updated.at = parse_date(text_at(item, "date_modified"));
    entry.language = text_at(item, "language");
    return entry;
}

}  // namespace familiar::gather::feed
