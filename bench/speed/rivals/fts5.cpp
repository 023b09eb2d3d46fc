// Plain SQLite FTS5: the OR of the words by bm25, the audience from the row beside it, the index in one piece.
#include "speed/rivals/rival.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

namespace {

using namespace familiar::bench::rival;

void build(const Case& one) {
    SQLite::Database db((one.place / "posts.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    db.exec(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; "
        "CREATE TABLE post (id INTEGER PRIMARY KEY, audience INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT "
        "NULL); "
        "CREATE VIRTUAL TABLE post_index USING fts5 (title, text, content = 'post', content_rowid = 'id', "
        "tokenize = 'porter unicode61')");
    SQLite::Statement post(db, "INSERT INTO post VALUES (?, ?, ?, ?)");
    SQLite::Statement words(db, "INSERT INTO post_index (rowid, title, text) VALUES (?, ?, ?)");
    each_post(one.folder, [&](const Row& row) {
        post.reset();
        post.bind(1, row.number);
        post.bind(2, row.audience);
        post.bind(3, row.title);
        post.bind(4, row.text);
        post.exec();
        words.reset();
        words.bind(1, row.number);
        words.bind(2, row.title);
        words.bind(3, row.text);
        words.exec();
    });
    db.exec("COMMIT; INSERT INTO post_index (post_index) VALUES ('optimize')");
}

}  // namespace

int main(int count, char** values) {
    const Case one = case_of("SQLite FTS5", count, values);
    const double build_ms = milliseconds([&] { build(one); });
    SQLite::Database db((one.place / "posts.db").string(), SQLite::OPEN_READONLY);
    db.exec("PRAGMA cache_size = -65536; PRAGMA mmap_size = 4294967296");
    SQLite::Statement select(
        db,
        fmt::format("SELECT post.id FROM post_index JOIN post ON post.id = post_index.rowid WHERE post_index MATCH ? "
                    "AND post.audience <= {} ORDER BY bm25(post_index) LIMIT {}",
                    k_audience_max, k_found));
    measure(one, {"bm25, optimized", build_ms, megabytes_in(one.place)}, [&](const Words& question) {
        std::string match;
        for (const std::string& word : question) match += (match.empty() ? "\"" : " OR \"") + word + "\"";
        select.reset();
        select.bind(1, match);
        while (select.executeStep()) {}
        return true;
    });
    return 0;
}
