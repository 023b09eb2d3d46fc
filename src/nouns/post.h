// A thing somebody wrote that Familiar may find and quote: a post, chat message, article or product.
#pragma once

#include "base/time.h"
#include "nouns/audience.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace familiar {

// Which file holds a thing: the common one, or that of the person who asks. A private thing's number means something
// only inside its person's file.
enum class Shelf { common, person };

// Where a post, source or import is kept. Written "c12" or "p12".
template <class Noun>
struct ShelfId {
    Shelf shelf = Shelf::common;
    std::int64_t number = 0;  // 0: not stored yet

    explicit operator bool() const { return number != 0; }
    friend auto operator<=>(const ShelfId&, const ShelfId&) = default;
};

struct Post;
struct Source;
using PostId = ShelfId<Post>;
using SourceId = ShelfId<Source>;

std::string shelf_text(Shelf shelf, std::int64_t number);
std::optional<std::pair<Shelf, std::int64_t>> shelf_number_from(std::string_view text);

template <class Noun>
std::string to_text(ShelfId<Noun> id) {
    return shelf_text(id.shelf, id.number);
}
template <class Noun>
std::optional<ShelfId<Noun>> shelf_id_from(std::string_view text) {
    const auto parts = shelf_number_from(text);
    if (!parts) return std::nullopt;
    return ShelfId<Noun>{parts->first, parts->second};
}

enum class PostKind { post, message, article, product };

std::string_view name_of(PostKind kind);
std::optional<PostKind> post_kind_from(std::string_view name);

struct Author {
    std::string name;
    std::string handle;

    friend bool operator==(const Author&, const Author&) = default;
};

struct Link {
    std::string url;
    std::string label;

    friend bool operator==(const Link&, const Link&) = default;
};

// Text is valid UTF-8 without markup. A post is immutable by version: an edit stores a new version under the same id.
struct Post {
    PostId id;
    int version = 1;
    SourceId source;
    std::string external_id;  // the id it has where it comes from; unique within its source
    PostKind kind = PostKind::post;
    std::string app;  // "mastodon", "whatsapp", "rss", …
    Author author;
    std::string title;
    std::string text;
    std::string url;
    std::optional<Timestamp> posted_at;
    Audience audience;
    std::string reply_to;  // external id of the post answered, in the same source
    std::string thread;    // conversation, group chat or feed it belongs to
    std::string language;  // ISO 639-1, of the text
    std::int64_t likes = 0;
    std::int64_t shares = 0;
    std::vector<Link> links;
    std::string attributes;  // what the source said beyond these fields, as a JSON object; may be empty
};

}  // namespace familiar
