#include "converse/listening.h"

namespace familiar::converse {

namespace {

// Pages backwards in time: each page ends where the one before began.
Result<> hear_posts(const Call& call, store::PostStore& store, const Viewer& viewer,
                    perceive::WorldListener& listener) {
    store::MatchQuery listing;
    listing.order = QueryOrder::newest;
    listing.limit = store::k_listing_max;
    while (!listener.has_heard_enough()) {
        TRY(call.check());
        std::vector<std::int64_t> numbers;
        for (const store::Match& match : TRY(store.match(call, viewer, listing))) numbers.push_back(match.number);
        const std::vector<Post> posts = TRY(store.posts(viewer, numbers));
        std::optional<Timestamp> oldest;
        for (const Post& post : posts) {
            listener.hear(post);
            if (post.posted_at && (!oldest || *post.posted_at < *oldest)) oldest = post.posted_at;
        }
        const bool goes_on =
            numbers.size() == listing.limit && oldest && (!listing.filter.time || *oldest < listing.filter.time->end);
        if (!goes_on) return {};
        listing.filter.time = TimeRange{Timestamp::min(), *oldest};
    }
    return {};
}

}  // namespace

Result<perceive::WorldWords> words_of_world(const Call& call, store::Archive& archive, PersonId person) {
    const Viewer viewer = TRY(archive.common().viewer(person));
    perceive::WorldListener listener;
    for (const Shelf shelf : {Shelf::person, Shelf::common}) {
        const auto store = TRY(archive.shelf(person, shelf));
        for (const Source& source : TRY(store->sources(viewer))) listener.hear_group(source.title);
        TRY(hear_posts(call, *store, viewer, listener));
    }
    return listener.words();
}

}  // namespace familiar::converse
