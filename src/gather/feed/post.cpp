#include "gather/feed/post.h"

#include "base/json.h"
#include "base/utf8.h"
#include "gather/feed/language.h"
#include "platform/random.h"

#include <fmt/format.h>
#include <string>
#include <utility>

namespace familiar::gather::feed {

namespace {

constexpr std::size_t k_title_bytes_max = 1000;

std::string first_said(std::initializer_list<std::string_view> tags) {
    for (const std::string_view tag : tags) {
        if (std::string code = language_code(tag); !code.empty()) return code;
    }
    return {};
}

std::string names_of(const std::vector<Contact>& authors) {
    std::string names;
    for (const Contact& author : authors) {
        const std::string& name = author.name.empty() ? author.email : author.name;
        names.append(names.empty() || name.empty() ? "" : ", ").append(name);
    }
    return names;
}

// The id that the feed gives, else the address, else one made of what will not change.
std::string external_id(const Entry& entry, const Post& post) {
    if (!entry.id.empty()) return entry.id;
    if (!post.url.empty()) return post.url;
    const std::string date = post.posted_at ? time::rfc3339(*post.posted_at) : std::string();
    const std::string_view words = post.title.empty() || date.empty() ? post.text : std::string_view();
    return platform::digest(fmt::format("{}\n{}\n{}", post.title, date, words)).substr(0, 32);
}

std::string attributes_of(const Entry& entry) {
    Json attributes = Json::object();
    if (!entry.categories.empty()) attributes["categories"] = entry.categories;
    if (!entry.comments.empty()) attributes["comments"] = entry.comments;
    if (entry.published.at && entry.updated.at && *entry.published.at != *entry.updated.at) {
        attributes["updated"] = time::rfc3339(*entry.updated.at);
    }
    for (const RelatedLink& link : entry.links) {
        if (link.relation != "enclosure") continue;
        Json enclosure = {{"url", link.url}};
        if (!link.type.empty()) enclosure["type"] = link.type;
        if (!link.size.empty()) enclosure["size"] = link.size;
        if (!link.title.empty()) enclosure["title"] = link.title;
        attributes["enclosures"].push_back(std::move(enclosure));
    }
    return attributes.empty() ? std::string() : json_text(attributes);
}

}  // namespace

std::optional<Post> post_from(const Entry& entry, const Entry& head) {
    CleanText body = entry.content.clean();
    if (body.text.empty()) body = entry.summary.clean();
    Post post;
    post.kind = PostKind::article;
    post.app = "rss";
    post.title = std::string(utf8::prefix(entry.title.clean_title(), k_title_bytes_max));
    post.text = body.text.empty() ? post.title : std::move(body.text);  // A headline alone can be quoted too.
    if (post.text.empty()) return std::nullopt;
    post.url = entry.best_link();
    post.posted_at = entry.published.at ? entry.published.at : entry.updated.at;
    post.external_id = external_id(entry, post);
    post.author.name = names_of(entry.authors.empty() ? head.authors : entry.authors);
    post.thread = head.title.clean_title();
    post.reply_to = entry.reply_to;
    const Prose& said = entry.content.empty() ? entry.summary : entry.content;
    post.language = first_said({said.language, entry.language, entry.title.language, head.language});
    post.links = std::move(body.links);
    post.attributes = attributes_of(entry);
    return post;
}

}  // namespace familiar::gather::feed
