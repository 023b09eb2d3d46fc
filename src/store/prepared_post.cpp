#include "store/prepared_post.h"

#include "store/post_store.h"

#include <utility>

namespace familiar::store {

PreparedPost prepared(Post post) {
    index::PostWords words = index::read_words(post);
    return {std::move(post), std::move(words)};
}

Result<BatchOutcome> PostStore::store_batch(const std::vector<Post>& posts, const ImportJob& progress) {
    std::vector<PreparedPost> batch;
    batch.reserve(posts.size());
    for (const Post& post : posts) batch.push_back(prepared(post));
    return store_prepared(batch, progress);
}

}  // namespace familiar::store
