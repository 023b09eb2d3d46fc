#include "gather/activity/object.h"

#include "base/utf8.h"
#include "gather/activity/fields.h"
#include "gather/activity/words.h"
#include "gather/feed/date.h"
#include "gather/feed/language.h"
#include "gather/feed/url.h"
#include "gather/html.h"
#include "platform/random.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <utility>

namespace familiar::gather {

namespace {

constexpr int k_wrapping_max = 4;  // activities in activities
constexpr std::string_view k_public = "https://www.w3.org/ns/activitystreams#Public";

std::string lowered(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

// "note" of "Note", "as:Note", ["Note", "Hashtag"] or the full address of the type; of AS1, the verb of an activity.
std::string type_of(const Json& value) {
    std::string type;
    for (const Json* one : values_at(value, "type")) {
        if (type.empty() && one->is_string()) type = one->get<std::string>();
    }
    if (type.empty()) type = text_at(value, "objectType");
    if (type == "activity" || type.empty()) {
        const std::string verb = text_at(value, "verb");
        if (!verb.empty() || type == "activity") type = verb.empty() ? "post" : verb;
    }
    type = type.substr(type.find_last_of("#/:") + 1);
    return lowered(std::move(type));
}

template <std::size_t Count>
bool is_one_of(std::string_view type, const std::array<std::string_view, Count>& types) {
    return std::ranges::find(types, type) != types.end();
}

bool makes_known(std::string_view type) {
    static constexpr std::array<std::string_view, 3> k_types = {"create", "update", "post"};
    return is_one_of(type, k_types);
}

bool is_written(std::string_view type) {
    static constexpr std::array<std::string_view, 11> k_types = {
        "note", "article", "page", "question", "event", "comment", "issue", "review", "video", "audio", "status"};
    return is_one_of(type, k_types);
}

// The activity around an object, which says what the object leaves out.
struct Wrapping {
    const Json* activity = nullptr;

    const Json& at(const Json& object, std::string_view key) const {
        const Json& own = member(object, key);
        return own.is_null() && activity != nullptr ? member(*activity, key) : own;
    }
};

Author author(const Json& object, const Wrapping& wrapping) {
    for (const Json* said : {&object, wrapping.activity}) {
        for (const std::string_view key : {"attributedTo", "author", "actor"}) {
            if (said != nullptr && !first_at(*said, key).is_null()) return author_of(first_at(*said, key));
        }
    }
    return {};
}

// Whom it was written for, as Mastodon writes it into `to` and `cc`.
std::string visibility(const Json& object, const Wrapping& wrapping) {
    const auto names = [&](std::string_view key, auto is_it) {
        const Json& value = wrapping.at(object, key);
        const auto test = [&](const Json& one) { return one.is_string() && is_it(one.get_ref<const std::string&>()); };
        return value.is_array() ? std::ranges::any_of(value, test) : test(value);
    };
    const auto is_public = [](const std::string& to) { return to == k_public || to == "as:Public" || to == "Public"; };
    const auto is_followers = [](const std::string& to) { return to.ends_with("/followers"); };
    if (names("to", is_public)) return "public";
    if (names("cc", is_public)) return "unlisted";
    if (names("to", is_followers) || names("cc", is_followers)) return "followers";
    const bool says = !wrapping.at(object, "to").is_null() || !wrapping.at(object, "cc").is_null();
    return says ? "direct" : "";
}

std::string language(const Json& object) {
    const Json& by_language = member(object, "contentMap");
    if (by_language.is_object() && by_language.size() == 1) return language_code(by_language.begin().key());
    return language_code(text_at(object, "language"));
}

std::string content(const Json& object) {
    const Json& value = member(object, "content");
    if (value.is_string()) return value.get<std::string>();
    const Json& by_language = member(object, "contentMap");
    const bool has_text = by_language.is_object() && !by_language.empty() && by_language.begin()->is_string();
    return has_text ? by_language.begin()->get<std::string>() : std::string();
}

std::vector<Medium> media(const Json& object) {
    std::vector<Medium> found;
    for (const std::string_view key : {"attachment", "attachments", "image"}) {
        for (const Json* value : values_at(object, key)) {
            const std::string url = value->is_string() ? safe_link(value->get<std::string>(), {}) : address_of(*value);
            const bool is_new = std::ranges::find(found, url, &Medium::url) == found.end();
            if (url.empty() || !is_new || is_written(type_of(*value))) continue;
            found.push_back({url, line_at(*value, {"mediaType", "objectType", "type"}),
                             line_at(*value, {"name", "displayName", "summary"})});
        }
    }
    return found;
}

std::vector<std::string> choices(const Json& object) {
    std::vector<std::string> names;
    for (const std::string_view key : {"oneOf", "anyOf", "options"}) {
        for (const Json* value : values_at(object, key)) names.push_back(line_at(*value, {"name", "displayName"}));
    }
    return names;
}

std::vector<Link> named_links(const Json& object) {
    std::vector<Link> links;
    for (const std::string_view key : {"attachment", "attachments", "tags"}) {
        for (const Json* value : values_at(object, key)) {
            const std::string type = type_of(*value);
            const bool is_link = type == "link" || type == "page" || type == "article" || type == "note";
            if (is_link) links.push_back({address_of(*value), line_at(*value, {"name", "displayName"})});
        }
    }
    links.push_back({safe_link(text_at(object, "quoteUrl"), {}), {}});
    std::erase_if(links, [](const Link& link) { return link.url.empty(); });
    return links;
}

Json attributes_of(const Json& object, const Wrapping& wrapping) {
    Json attributes = Json::object();
    const std::string seen_by = visibility(object, wrapping);
    if (!seen_by.empty()) attributes["visibility"] = seen_by;
    for (const Json* tag : values_at(object, "tag")) {
        const std::string type = type_of(*tag);
        std::string name = line_at(*tag, {"name", "displayName"});
        if (name.empty()) continue;
        if (type == "hashtag" || type == "tag")
            attributes["tags"].push_back(name.substr(name.starts_with('#') ? 1 : 0));
        if (type == "mention") attributes["mentions"].push_back(std::move(name));
    }
    if (member(object, "sensitive") == true) attributes["sensitive"] = true;
    for (const std::string_view key : {"updated", "startTime", "endTime"}) {
        if (const auto at = feed::parse_date(text_at(object, key))) attributes[std::string(key)] = time::rfc3339(*at);
    }
    const std::string place = line_at(member(object, "location"), {"name", "displayName"});
    if (!place.empty()) attributes["location"] = place;
    return attributes;
}

std::int64_t total(const Json& object, std::string_view key) {
    return std::max<std::int64_t>(0, integer_at(member(object, key), "totalItems").value_or(0));
}

std::optional<Post> post_from_object(const Json& object, const std::string& type, const Wrapping& wrapping) {
    Words words;
    words.content = content(object);
    words.is_plain = text_at(object, "mediaType").starts_with("text/") && text_at(object, "mediaType") != "text/html";
    words.name = line_at(object, {"name", "displayName", "title"});
    words.summary = text_at(object, "summary");
    const bool is_vote = type == "note" && words.content.empty() && !words.name.empty() && object.contains("inReplyTo");
    if (is_vote) return std::nullopt;
    words.is_long = type == "article" || type == "page" || type == "event" || type == "video" || type == "audio";
    words.choices = choices(object);
    words.media = media(object);
    words.links = named_links(object);

    Post post;
    post.kind = type == "article" || type == "page" ? PostKind::article : PostKind::post;
    Json attributes = attributes_of(object, wrapping);
    if (!put_words(words, post, attributes)) return std::nullopt;
    post.url = address_of(object);
    post.external_id = clean_line(text_at(object, "id"));
    if (post.external_id.empty()) post.external_id = post.url;
    post.author = author(object, wrapping);
    if (const auto at = feed::parse_date(text_at(object, "published")))
        post.posted_at = *at;
    else if (wrapping.activity != nullptr)
        post.posted_at = feed::parse_date(text_at(*wrapping.activity, "published"));
    post.reply_to = reference_of(first_at(object, "inReplyTo"));
    post.thread = line_at(object, {"conversation", "context"});
    post.language = language(object);
    post.likes = total(object, "likes");
    post.shares = total(object, "shares");
    if (post.external_id.empty()) {
        const std::string when = post.posted_at ? time::rfc3339(*post.posted_at) : std::string();
        post.external_id = platform::digest(fmt::format("{}\n{}\n{}", post.author.name, when, post.text)).substr(0, 32);
    }
    post.attributes = attributes.empty() ? std::string() : json_text(attributes);
    return post;
}

}  // namespace

bool is_collection(const Json& value) {
    static constexpr std::array<std::string_view, 4> k_types = {"collection", "orderedcollection", "collectionpage",
                                                                "orderedcollectionpage"};
    return value.is_object() && is_one_of(type_of(value), k_types);
}

Result<std::optional<Post>> post_from_activity(const Json& value) {
    const Json* inner = &value;
    Wrapping wrapping;
    for (int depth = 0; depth < k_wrapping_max; ++depth) {
        if (inner->is_string()) return std::optional<Post>();  // A reference to an object that is not here.
        if (!inner->is_object()) return fail(ErrorCode::invalid_argument, "it is not an ActivityStreams object");
        const std::string type = type_of(*inner);
        if (!makes_known(type)) {
            const bool is_untyped = type.empty() && !(content(*inner) + text_at(*inner, "displayName")).empty();
            if (is_written(type) || is_untyped) return post_from_object(*inner, type, wrapping);
            if (type.empty()) return fail(ErrorCode::invalid_argument, "it is not an ActivityStreams object");
            return std::optional<Post>();
        }
        wrapping.activity = inner;
        inner = &first_at(*inner, "object");
        if (inner->is_null()) return std::optional<Post>();
    }
    return std::optional<Post>();
}

}  // namespace familiar::gather
