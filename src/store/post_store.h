// Posts, their sources and their index, as both the common file and each person's file keep them.
//
// Everything written is durable when the call returns, but for batches of an import that still runs, and indexed in the
// same transaction. Blocking; thread-safe: many readers beside one writer. Each read takes a Viewer, and what it may
// not see is never read from the disk pages of others' files nor returned; in a person's own file every post is the
// person's.
#pragma once

#include "base/result.h"
#include "nouns/person.h"
#include "nouns/post.h"
#include "nouns/query.h"
#include "nouns/source.h"
#include "platform/call.h"
#include "store/limits.h"
#include "store/prepared_post.h"

#include <cstdint>
#include <string>
#include <vector>

namespace familiar::store {

// What became of a batch of posts.
struct BatchOutcome {
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
};

// A word that is looked for, as the spellings under which the index may hold it (stems by language).
struct MatchTerm {
    std::vector<std::string> forms;
    std::size_t counted = SIZE_MAX;  // the first so many say how common the term is
};

// How common a term is in what a viewer may see of one file.
struct TermStatistics {
    std::int64_t posts = 0;               // that may be seen
    std::int64_t words = 0;               // in all of them
    std::vector<std::int64_t> with_term;  // posts that hold term i; never more than `posts`
};

// A search of one file: posts that hold any of the terms. Scores are BM25F (Robertson, Zaragoza 2009) with the idf that
// the caller gives and lengths compared with what is usual for the kind of post, so that those of several files
// compare.
struct MatchQuery {
    std::vector<MatchTerm> terms;  // empty: a listing
    std::vector<double> idf;       // one per term
    QueryFilter filter;
    QueryOrder order = QueryOrder::relevance;
    std::size_t limit = 100;
};

struct Match {
    std::int64_t number = 0;
    double score = 0;
};

class PostStore {
public:
    virtual ~PostStore() = default;
    virtual Shelf shelf() const = 0;

    // -- sources --
    // Finds the source with the same owner, kind and locator, or adds it.
    virtual Result<Source> ensure_source(const Source& source) = 0;
    virtual Result<Source> source(const Viewer& viewer, SourceId id) = 0;
    virtual Result<std::vector<Source>> sources(const Viewer& viewer) = 0;
    virtual Result<> update_source(const Source& source) = 0;
    // With all its posts, versions, imports and index entries; nothing of it is left in the file.
    virtual Result<> remove_source(SourceId id) = 0;

    // -- imports --
    // Starts or resumes: an interrupted or failed job of the same source and fingerprint is taken up again at its
    // position.
    virtual Result<ImportJob> begin_import(SourceId source, const std::string& fingerprint) = 0;
    // Stores posts and the job's progress in one transaction: after a crash either all of it is there or nothing.
    // A post whose external id is known and whose content differs becomes a new version.
    virtual Result<BatchOutcome> store_prepared(const std::vector<PreparedPost>& posts, const ImportJob& progress) = 0;
    // The same for posts as they are.
    Result<BatchOutcome> store_batch(const std::vector<Post>& posts, const ImportJob& progress);
    virtual Result<> finish_import(const ImportJob& job) = 0;
    virtual Result<ImportJob> import_job(const Viewer& viewer, ImportId id) = 0;
    virtual Result<std::vector<ImportJob>> import_jobs(const Viewer& viewer, std::size_t limit) = 0;
    // Jobs that were running when the process ended become interrupted. Called once at start.
    virtual Result<> mark_interrupted() = 0;

    // -- posts --
    // The newest version; not_found also when the viewer may not see it.
    virtual Result<Post> post(const Viewer& viewer, std::int64_t number) = 0;
    virtual Result<Post> post_version(const Viewer& viewer, std::int64_t number, int version) = 0;
    // Those of `numbers` that exist and may be seen, in the same order.
    virtual Result<std::vector<Post>> posts(const Viewer& viewer, const std::vector<std::int64_t>& numbers) = 0;
    // Replies to a post, and what was written after it in its thread (a chat, a discussion; not a feed); oldest first.
    virtual Result<std::vector<Post>> after_in_thread(const Viewer& viewer, const Post& post, std::size_t limit) = 0;
    // What a post replies to, then what was written before it in its thread, newest first.
    virtual Result<std::vector<Post>> before_in_thread(const Viewer& viewer, const Post& post, std::size_t limit) = 0;
    // The first post of its thread besides the one that it replies to, when that was written before it; at most one.
    virtual Result<std::vector<Post>> opening_of_thread(const Viewer& viewer, const Post& post) = 0;
    virtual Result<std::int64_t> post_count(const Viewer& viewer) = 0;
    // Distinct authors with their number of posts, most posts first.
    virtual Result<std::vector<std::pair<Author, std::int64_t>>> authors(const Viewer& viewer, std::size_t limit) = 0;
    // Those whose name or handle holds every word of `part`.
    virtual Result<std::vector<std::pair<Author, std::int64_t>>> authors_named(const Viewer& viewer,
                                                                               const std::string& part,
                                                                               std::size_t limit) = 0;

    // -- index --
    // Of what the viewer may see: how common a word is among other people's posts shows in no ranking.
    virtual Result<TermStatistics> statistics(const Viewer& viewer, const std::vector<MatchTerm>& terms) = 0;
    virtual Result<std::vector<Match>> match(const Call& call, const Viewer& viewer, const MatchQuery& query) = 0;

    // -- care --
    // Empty when the file is sound; else what is wrong, a line each.
    virtual Result<std::vector<std::string>> integrity() = 0;
};

}  // namespace familiar::store
