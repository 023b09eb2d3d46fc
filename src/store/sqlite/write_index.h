// Posts into the index and out of it, inside a transaction of the caller.
//
// Every batch becomes a segment; when there are k_segments_per_size of about the same size, they become one (a
// log-structured merge: O'Neil and others, 1996), so that a post is written again only a few times, however many come.
#pragma once

#include "nouns/post.h"
#include "store/index/batch.h"
#include "store/sqlite/connection.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace familiar::store::sqlite {

class IndexWriter {
public:
    explicit IndexWriter(Connection& db) : db_(db) {}
    void add(std::int64_t number, const Post& post, const index::PostWords& words);
    // What the index holds of an earlier version no longer counts.
    void forget(std::int64_t number, const std::optional<Timestamp>& posted_at);
    // Once, after the last add().
    Result<> finish();

private:
    struct Forgotten {
        std::uint32_t post = 0;
        std::int64_t posted_at = 0;
    };
    Result<> mark_gone();

    Connection& db_;
    index::Batch batch_;
    std::vector<Forgotten> forgotten_;
};

// After an import of `posts`: joins what it has left in small segments, so that searches look into few.
Result<> join_small_segments(Connection& db, std::int64_t posts);

// Rewrites the index without the posts of a source, which must still be there.
Result<> drop_source_from_index(Connection& db, std::int64_t source);

// Makes the index anew from the posts.
Result<> rebuild_index(Connection& db);

// Lines of trouble: what is damaged, and posts that are missing or should not be there.
std::vector<std::string> index_troubles(Connection& db);

}  // namespace familiar::store::sqlite
