#include "gather/activity/records.h"

#include "gather/activity/fields.h"
#include "gather/activity/json_elements.h"
#include "gather/activity/object.h"
#include "gather/activity/status.h"

#include <fmt/format.h>
#include <utility>

namespace familiar::gather {

namespace {

class Records {
public:
    Records(std::string app, Json actor, RecordSink& sink)
        : app_(std::move(app)), actor_(std::move(actor)), sink_(sink) {}

    // One value that is a record. Whether any was of a known format is kept: a file without such is a mistake.
    Result<> take(const std::string& where, Json value) {
        if (is_status(value)) {
            any_known_ = true;
            return keep(post_from_status(value));
        }
        name_author(value);
        auto post = post_from_activity(value);
        if (!post) {
            sink_.broken(where, post.error().message);
            return {};
        }
        any_known_ = any_known_ || !value.is_string();
        return keep(*std::move(post));
    }

    // The object around elements, or the only one there is.
    Result<> take_whole(const Json& value, bool is_around_elements) {
        if (!is_around_elements && !is_collection(value)) return take("the object", value);
        any_known_ = any_known_ || is_collection(value);
        if (std::string title = line_at(value, {"name", "displayName"}); !title.empty()) sink_.titled(std::move(title));
        return take_pages(value);
    }

    bool any_known() const { return any_known_; }

private:
    // An outbox names its author by address alone; ActivityStreams allows the actor itself in that place.
    void name_author(Json& value) const {
        const std::string id = reference_of(actor_);
        if (id.empty() || !value.is_object()) return;
        const auto object = value.find("object");
        for (Json* said : {&value, object != value.end() && object->is_object() ? &*object : nullptr}) {
            for (const char* key : {"actor", "attributedTo"}) {
                if (said != nullptr && said->contains(key) && reference_of((*said)[key]) == id) (*said)[key] = actor_;
            }
        }
    }

    // Pages that stand inside the collection, instead of being linked.
    Result<> take_pages(const Json& collection) {
        const Json& page = member(collection, "first");
        std::size_t number = 0;
        for (const char* name : {"orderedItems", "items"}) {
            const Json& items = member(page, name);
            if (!items.is_array()) continue;
            for (const Json& item : items) TRY(take(fmt::format("item {} of the first page", ++number), item));
        }
        return {};
    }

    Result<> keep(std::optional<Post> post) {
        if (!post) {
            sink_.skip();
            return {};
        }
        post->app = app_;
        return sink_.take(*std::move(post));
    }

    std::string app_;
    Json actor_;  // null when it is not known
    RecordSink& sink_;
    bool any_known_ = false;
};

std::string place_of(const JsonPiece& piece) {
    return piece.kind == JsonPiece::Kind::whole ? "the object" : fmt::format("item {}", piece.number);
}

}  // namespace

Result<> parse_activities(const Call& call, platform::ByteStream& input, const ParseOptions& options,
                          const std::string& app, RecordSink& sink) {
    JsonElements elements(input, {"orderedItems", "items"});
    Records records(app, parse_json(options.actor).value_or(Json()), sink);
    std::string trouble = "it is empty";
    bool in_collection = false;
    while (true) {
        const JsonPiece piece = TRY(elements.next(call));
        if (piece.kind == JsonPiece::Kind::end) break;
        const bool is_around_elements = std::exchange(in_collection, !piece.member.empty());
        const auto value = json_of(piece);
        if (!value) {
            trouble = value.error().message;
            sink.broken(place_of(piece), trouble);
        } else {
            TRY(piece.kind == JsonPiece::Kind::element ? records.take(place_of(piece), *value)
                                                       : records.take_whole(*value, is_around_elements));
            trouble = "it holds no activities, notes or statuses";
        }
    }
    if (records.any_known()) return {};
    return fail(ErrorCode::invalid_argument,
                fmt::format("nothing in this file is a post of the fediverse: {}", trouble));
}

}  // namespace familiar::gather
