// PostStore over one SQLite file: what the common file and the people's files have in common.
#pragma once

#include "platform/clock.h"
#include "store/limits.h"
#include "store/post_store.h"
#include "store/sqlite/database.h"
#include "store/sqlite/segments.h"

#include <memory>
#include <string>

namespace familiar::store::sqlite {

// The PostStore half of SqliteCommonStore and SqlitePersonStore. Thread-safe like Database.
template <class Store>
class Posts : public Store {
public:
    Posts(std::unique_ptr<Database> database, const platform::Clock& clock, Shelf shelf)
        : database_(std::move(database)),
          clock_(clock),
          shelf_(shelf),
          segments_(shelf == Shelf::common ? k_common_index_bytes_kept : k_own_index_bytes_kept) {}

    Shelf shelf() const override { return shelf_; }
    Result<Source> ensure_source(const Source& source) override;
    Result<Source> source(const Viewer& viewer, SourceId id) override;
    Result<std::vector<Source>> sources(const Viewer& viewer) override;
    Result<> update_source(const Source& source) override;
    Result<> remove_source(SourceId id) override;
    Result<ImportJob> begin_import(SourceId source, const std::string& fingerprint) override;
    Result<BatchOutcome> store_prepared(const std::vector<PreparedPost>& posts, const ImportJob& progress) override;
    Result<> finish_import(const ImportJob& job) override;
    Result<ImportJob> import_job(const Viewer& viewer, ImportId id) override;
    Result<std::vector<ImportJob>> import_jobs(const Viewer& viewer, std::size_t limit) override;
    Result<> mark_interrupted() override;
    Result<Post> post(const Viewer& viewer, std::int64_t number) override;
    Result<Post> post_version(const Viewer& viewer, std::int64_t number, int version) override;
    Result<std::vector<Post>> posts(const Viewer& viewer, const std::vector<std::int64_t>& numbers) override;
    Result<std::vector<Post>> after_in_thread(const Viewer& viewer, const Post& post, std::size_t limit) override;
    Result<std::vector<Post>> before_in_thread(const Viewer& viewer, const Post& post, std::size_t limit) override;
    Result<std::vector<Post>> opening_of_thread(const Viewer& viewer, const Post& post) override;
    Result<std::int64_t> post_count(const Viewer& viewer) override;
    Result<std::vector<std::pair<Author, std::int64_t>>> authors(const Viewer& viewer, std::size_t limit) override;
    Result<std::vector<std::pair<Author, std::int64_t>>> authors_named(const Viewer& viewer, const std::string& part,
                                                                       std::size_t limit) override;
    Result<TermStatistics> statistics(const Viewer& viewer, const std::vector<MatchTerm>& terms) override;
    Result<std::vector<Match>> match(const Call& call, const Viewer& viewer, const MatchQuery& query) override;
    Result<std::vector<std::string>> integrity() override { return database_->integrity(); }

    Database& database() { return *database_; }

protected:
    const std::unique_ptr<Database> database_;
    const platform::Clock& clock_;
    const Shelf shelf_;

private:
    SegmentCache segments_;
};

// "(post.audience IN (-1, 3))" for the common file; everything in a person's own. The numbers are ours, never text.
std::string visible(Shelf shelf, const Viewer& viewer, const char* column);

}  // namespace familiar::store::sqlite
