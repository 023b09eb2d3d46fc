// Posts into the tables and the index, inside a transaction of the caller.
#pragma once

#include "nouns/source.h"
#include "store/post_store.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/write_index.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace familiar::store::sqlite {

// Holds the prepared statements of one batch. Throws SQLite::Exception; Database turns it into an Error.
class PostWriter {
public:
    explicit PostWriter(Connection& db);
    void write(const PreparedPost& prepared, BatchOutcome& outcome);
    // Brings index and totals up to date; once, after the last write().
    Result<> finish();

private:
    struct Stored {
        std::int64_t id = 0;
        int version = 0;
        std::int64_t words = 0;
        std::int64_t audience = 0;
        std::optional<Timestamp> posted_at;
    };
    struct Totals {
        std::int64_t posts = 0;
        std::int64_t words = 0;
    };
    std::int64_t author_number(const Author& author);
    void insert(const PreparedPost& prepared);
    void replace(const PreparedPost& prepared, const Stored& stored);
    void reindex(const PreparedPost& prepared, const Stored& stored);
    void count(std::int64_t audience, std::int64_t posts, std::int64_t words);

    Connection& db_;
    SQLite::Statement find_;
    SQLite::Statement insert_;
    SQLite::Statement update_;
    SQLite::Statement find_author_;
    SQLite::Statement add_author_;
    SQLite::Statement keep_version_;
    SQLite::Statement refresh_;
    IndexWriter index_;
    std::map<std::int64_t, std::int64_t> posts_more_;  // by source
    std::map<std::int64_t, Totals> totals_more_;       // by audience
};

void write_import(Connection& db, const ImportJob& job);

// A post as an older version held it; what versions share is taken from the newest.
Result<Post> old_version_of(const std::string& content, const Post& newest);

// Removes a source with its posts from index, versions and tables.
Result<> remove_source_rows(Connection& db, std::int64_t source);

}  // namespace familiar::store::sqlite
