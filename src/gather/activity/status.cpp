#include "gather/activity/status.h"

#include "gather/activity/fields.h"
#include "gather/activity/words.h"
#include "gather/feed/date.h"
#include "gather/feed/language.h"
#include "gather/feed/url.h"
#include "gather/html.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace familiar::gather {

namespace {

std::vector<Medium> media(const Json& status) {
    std::vector<Medium> found;
    for (const Json* value : values_at(status, "media_attachments")) {
        std::string url = safe_link(line_at(*value, {"url", "remote_url", "preview_url"}), {});
        if (!url.empty())
            found.push_back({std::move(url), line_at(*value, {"type"}), line_at(*value, {"description"})});
    }
    return found;
}

std::vector<std::string> choices(const Json& status) {
    std::vector<std::string> names;
    for (const Json* value : values_at(member(status, "poll"), "options")) names.push_back(line_at(*value, {"title"}));
    return names;
}

Json attributes_of(const Json& status) {
    Json attributes = Json::object();
    const std::string visibility = line_at(status, {"visibility"});
    if (!visibility.empty()) attributes["visibility"] = visibility == "private" ? "followers" : visibility;
    if (member(status, "sensitive") == true) attributes["sensitive"] = true;
    for (const Json* tag : values_at(status, "tags")) {
        if (std::string name = line_at(*tag, {"name"}); !name.empty()) attributes["tags"].push_back(std::move(name));
    }
    for (const Json* mention : values_at(status, "mentions")) {
        if (std::string name = line_at(*mention, {"acct"}); !name.empty()) attributes["mentions"].push_back("@" + name);
    }
    if (const auto at = feed::parse_date(text_at(status, "edited_at"))) attributes["updated"] = time::rfc3339(*at);
    return attributes;
}

std::int64_t count(const Json& status, std::string_view key) {
    return std::max<std::int64_t>(0, integer_at(status, key).value_or(0));
}

}  // namespace

bool is_status(const Json& value) {
    return value.is_object() && member(value, "account").is_object() && value.contains("content") &&
           value.contains("id");
}

std::optional<Post> post_from_status(const Json& status) {
    if (member(status, "reblog").is_object()) return std::nullopt;
    Words words;
    words.content = text_at(status, "content");
    words.summary = text_at(status, "spoiler_text");
    words.choices = choices(status);
    words.media = media(status);
    const Json& card = member(status, "card");
    if (std::string url = safe_link(text_at(card, "url"), {}); !url.empty())
        words.links.push_back({std::move(url), line_at(card, {"title"})});

    Post post;
    Json attributes = attributes_of(status);
    if (!put_words(words, post, attributes)) return std::nullopt;
    post.external_id = line_at(status, {"id"});
    post.url = safe_link(line_at(status, {"url", "uri"}), {});
    post.author = author_of(member(status, "account"));
    post.posted_at = feed::parse_date(text_at(status, "created_at"));
    post.reply_to = line_at(status, {"in_reply_to_id"});
    post.language = language_code(text_at(status, "language"));
    post.likes = count(status, "favourites_count");
    post.shares = count(status, "reblogs_count");
    post.attributes = attributes.empty() ? std::string() : json_text(attributes);
    return post;
}

}  // namespace familiar::gather
