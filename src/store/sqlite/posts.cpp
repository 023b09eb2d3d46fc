#include "store/sqlite/posts.h"

#include "store/common_store.h"
#include "store/person_store.h"
#include "store/sqlite/match.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/write_index.h"
#include "store/sqlite/write_posts.h"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

namespace familiar::store::sqlite {

namespace {

Failure no_such(std::string_view what, std::int64_t number) {
    return fail(ErrorCode::not_found, fmt::format("There is no {} {}.", what, number));
}

std::string select_posts(std::string_view where) {
    return fmt::format("SELECT {} FROM post JOIN author ON author.id = post.author WHERE {}", k_post_columns, where);
}

Result<std::vector<Post>> collect_posts(SQLite::Statement& rows, Shelf shelf) {
    std::vector<Post> posts;
    while (rows.executeStep()) posts.push_back(post_of(rows, shelf));
    return posts;
}

Result<std::vector<std::pair<Author, std::int64_t>>> count_authors(SQLite::Database& db, const std::string& visible,
                                                                   const std::vector<std::string>& patterns,
                                                                   std::size_t limit) {
    std::string where = visible;
    for (std::size_t i = 0; i < patterns.size(); ++i) where += " AND author.words LIKE ?";
    SQLite::Statement select(
        db, fmt::format("SELECT author.name, author.handle, count(*) FROM author JOIN post ON post.author = "
                        "author.id WHERE {} GROUP BY author.id ORDER BY 3 DESC, 1, 2 LIMIT ?",
                        where));
    int i = 0;
    for (const std::string& pattern : patterns) select.bind(++i, pattern);
    select.bind(++i, static_cast<std::int64_t>(limit));
    std::vector<std::pair<Author, std::int64_t>> authors;
    while (select.executeStep()) {
        authors.emplace_back(Author{select.getColumn(0).getString(), select.getColumn(1).getString()},
                             select.getColumn(2).getInt64());
    }
    return authors;
}

void bind_source(SQLite::Statement& statement, const Source& source) {
    statement.bind(1, source.title);
    statement.bind(2, source.etag);
    statement.bind(3, source.last_modified);
    bind_time(statement, 4, source.checked_at);
    bind_time(statement, 5, source.retry_after);
    statement.bind(6, source.failures_in_a_row);
    statement.bind(7, source.trouble);
    statement.bind(8, source.id.number);
}

Visibility visibility(Shelf shelf, const Viewer& viewer) {
    Visibility seen{visible(shelf, viewer, "post.audience"), {}};
    if (shelf == Shelf::person) return seen;
    seen.audiences = {static_cast<std::int32_t>(audience_number(Audience::everyone()))};
    for (const CircleId circle : viewer.circles) seen.audiences->push_back(static_cast<std::int32_t>(circle.value));
    std::ranges::sort(*seen.audiences);
    return seen;
}

}  // namespace

std::string visible(Shelf shelf, const Viewer& viewer, const char* column) {
    if (shelf == Shelf::person) return "TRUE";
    std::string list = "-1";
    for (const CircleId circle : viewer.circles) list += fmt::format(", {}", circle.value);
    return fmt::format("{} IN ({})", column, list);
}

template <class Store>
Result<Source> Posts<Store>::ensure_source(const Source& source) {
    return database_->write([&](Connection& db) -> Result<Source> {
        SQLite::Statement insert(
            db,
            "INSERT INTO source (owner, kind, locator, title, audience, etag, last_modified, added_at, "
            "failures, trouble) VALUES (?, ?, ?, ?, ?, '', '', ?, 0, '') ON CONFLICT DO NOTHING");
        insert.bind(1, source.owner.value);
        insert.bind(2, source.kind);
        insert.bind(3, source.locator);
        insert.bind(4, source.title);
        insert.bind(5, audience_number(source.audience));
        bind_time(insert, 6, clock_.now());
        insert.exec();
        SQLite::Statement select(
            db, fmt::format("SELECT {} FROM source WHERE owner = ? AND kind = ? AND locator = ?", k_source_columns));
        select.bind(1, source.owner.value);
        select.bind(2, source.kind);
        select.bind(3, source.locator);
        select.executeStep();
        return source_of(select, shelf_);
    });
}

template <class Store>
Result<Source> Posts<Store>::source(const Viewer& viewer, SourceId id) {
    return database_->read([&](Connection& db) -> Result<Source> {
        SQLite::Statement select(db, fmt::format("SELECT {} FROM source WHERE id = ? AND {}", k_source_columns,
                                                 visible(shelf_, viewer, "source.audience")));
        select.bind(1, id.number);
        if (id.shelf != shelf_ || !select.executeStep()) return no_such("source", id.number);
        return source_of(select, shelf_);
    });
}

template <class Store>
Result<std::vector<Source>> Posts<Store>::sources(const Viewer& viewer) {
    return database_->read([&](Connection& db) -> Result<std::vector<Source>> {
        const Prepared select = db.prepared(fmt::format("SELECT {} FROM source WHERE {} ORDER BY id", k_source_columns,
                                                        visible(shelf_, viewer, "source.audience")));
        std::vector<Source> sources;
        while (select->executeStep()) sources.push_back(source_of(*select, shelf_));
        return sources;
    });
}

template <class Store>
Result<> Posts<Store>::update_source(const Source& source) {
    return database_->write([&](Connection& db) -> Result<> {
        SQLite::Statement update(db,
                                 "UPDATE source SET title = ?, etag = ?, last_modified = ?, checked_at = ?, "
                                 "retry_after = ?, failures = ?, trouble = ? WHERE id = ?");
        bind_source(update, source);
        if (source.id.shelf != shelf_ || update.exec() == 0) return no_such("source", source.id.number);
        return {};
    });
}

template <class Store>
Result<> Posts<Store>::remove_source(SourceId id) {
    TRY(database_->write([&](Connection& db) -> Result<> {
        SQLite::Statement exists(db, "SELECT 1 FROM source WHERE id = ?");
        exists.bind(1, id.number);
        if (id.shelf != shelf_ || !exists.executeStep()) return no_such("source", id.number);
        return remove_source_rows(db, id.number);
    }));
    return database_->scrub();
}

template <class Store>
Result<ImportJob> Posts<Store>::begin_import(SourceId source, const std::string& fingerprint) {
    return database_->write([&](Connection& db) -> Result<ImportJob> {
        SQLite::Statement earlier(db, fmt::format("SELECT {} FROM import WHERE source = ? AND fingerprint = ? AND "
                                                  "state IN (0, 2, 3) ORDER BY id DESC LIMIT 1",
                                                  k_import_columns));
        earlier.bind(1, source.number);
        earlier.bind(2, fingerprint);
        if (earlier.executeStep()) {
            ImportJob job = import_of(earlier, shelf_);
            job.state = ImportState::running;
            job.message.clear();
            job.ended_at.reset();
            write_import(db, job);
            return job;
        }
        SQLite::Statement exists(db, "SELECT 1 FROM source WHERE id = ?");
        exists.bind(1, source.number);
        if (source.shelf != shelf_ || !exists.executeStep()) return no_such("source", source.number);
        SQLite::Statement insert(db,
                                 "INSERT INTO import (source, state, fingerprint, position, bytes_read, bytes, report, "
                                 "message, started_at) VALUES (?, 0, ?, 0, 0, 0, '{}', '', ?)");
        insert.bind(1, source.number);
        insert.bind(2, fingerprint);
        bind_time(insert, 3, clock_.now());
        insert.exec();
        ImportJob job;
        job.id = {shelf_, db.getLastInsertRowid()};
        job.source = source;
        job.fingerprint = fingerprint;
        job.started_at = clock_.now();
        return job;
    });
}

// After a power cut the import goes on where the file says that it was; finish_import() waits for the disk.
template <class Store>
Result<BatchOutcome> Posts<Store>::store_prepared(const std::vector<PreparedPost>& posts, const ImportJob& progress) {
    return database_->write(
        [&](Connection& db) -> Result<BatchOutcome> {
            PostWriter writer(db);
            BatchOutcome outcome;
            for (const PreparedPost& post : posts) writer.write(post, outcome);
            TRY(writer.finish());
            ImportJob job = progress;
            job.report.added += outcome.added;
            job.report.changed += outcome.changed;
            job.report.unchanged += outcome.unchanged;
            write_import(db, job);
            return outcome;
        },
        Durability::bulk);
}

template <class Store>
Result<> Posts<Store>::finish_import(const ImportJob& job) {
    return database_->write([&](Connection& db) -> Result<> {
        write_import(db, job);
        return join_small_segments(db, job.report.added + job.report.changed);
    });
}

template <class Store>
Result<ImportJob> Posts<Store>::import_job(const Viewer& viewer, ImportId id) {
    return database_->read([&](Connection& db) -> Result<ImportJob> {
        SQLite::Statement select(db, fmt::format("SELECT {} FROM import JOIN source ON source.id = import.source WHERE "
                                                 "import.id = ? AND source.owner = ?",
                                                 k_import_columns));
        select.bind(1, id.number);
        select.bind(2, viewer.person.value);
        if (id.shelf != shelf_ || !select.executeStep()) return no_such("import", id.number);
        return import_of(select, shelf_);
    });
}

template <class Store>
Result<std::vector<ImportJob>> Posts<Store>::import_jobs(const Viewer& viewer, std::size_t limit) {
    return database_->read([&](Connection& db) -> Result<std::vector<ImportJob>> {
        SQLite::Statement select(db, fmt::format("SELECT {} FROM import JOIN source ON source.id = import.source WHERE "
                                                 "source.owner = ? ORDER BY import.id DESC LIMIT ?",
                                                 k_import_columns));
        select.bind(1, viewer.person.value);
        select.bind(2, static_cast<std::int64_t>(std::min(limit, k_listing_max)));
        std::vector<ImportJob> jobs;
        while (select.executeStep()) jobs.push_back(import_of(select, shelf_));
        return jobs;
    });
}

template <class Store>
Result<> Posts<Store>::mark_interrupted() {
    return database_->write([&](Connection& db) -> Result<> {
        db.exec("UPDATE import SET state = 3 WHERE state = 0");
        return {};
    });
}

template <class Store>
Result<Post> Posts<Store>::post(const Viewer& viewer, std::int64_t number) {
    auto found = TRY(posts(viewer, {number}));
    if (found.empty()) return no_such("post", number);
    return std::move(found.front());
}

template <class Store>
Result<Post> Posts<Store>::post_version(const Viewer& viewer, std::int64_t number, int version) {
    auto newest = TRY(post(viewer, number));
    if (newest.version == version) return newest;
    return database_->read([&](Connection& db) -> Result<Post> {
        SQLite::Statement select(db, "SELECT content FROM old_version WHERE post = ? AND version = ?");
        select.bind(1, number);
        select.bind(2, version);
        if (!select.executeStep()) {
            return fail(ErrorCode::not_found, fmt::format("Post {} has no version {}.", number, version));
        }
        Post old = TRY(old_version_of(select.getColumn(0).getString(), newest));
        old.version = version;
        return old;
    });
}

template <class Store>
Result<std::vector<Post>> Posts<Store>::posts(const Viewer& viewer, const std::vector<std::int64_t>& numbers) {
    if (numbers.empty()) return std::vector<Post>();
    auto found = TRY(database_->read([&](Connection& db) -> Result<std::vector<Post>> {
        const Prepared select = db.prepared(select_posts("post.id IN (SELECT value FROM json_each(?1)) AND " +
                                                         visible(shelf_, viewer, "post.audience")));
        select->bind(1, fmt::format("[{}]", fmt::join(numbers, ",")));
        return collect_posts(*select, shelf_);
    }));
    std::unordered_map<std::int64_t, std::size_t> place;
    for (std::size_t i = 0; i < numbers.size(); ++i) place.emplace(numbers[i], i);
    std::ranges::sort(found, {}, [&](const Post& post) { return place.at(post.id.number); });
    return found;
}

// Two questions instead of one with OR, which SQLite would answer by looking at every post of the source.
template <class Store>
Result<std::vector<Post>> Posts<Store>::after_in_thread(const Viewer& viewer, const Post& post, std::size_t limit) {
    const std::string seen = visible(shelf_, viewer, "post.audience");
    const auto most = static_cast<std::int64_t>(std::min(limit, k_listing_max));
    return database_->read([&](Connection& db) -> Result<std::vector<Post>> {
        const Prepared replies = db.prepared(
            select_posts("post.source = ?1 AND post.reply_to = ?2 AND post.reply_to <> '' AND post.id <> ?3 AND " +
                         seen + " ORDER BY post.posted_at, post.id LIMIT ?4"));
        replies->bind(1, post.source.number);
        replies->bind(2, post.external_id);
        replies->bind(3, post.id.number);
        replies->bind(4, most);
        std::vector<Post> after = TRY(collect_posts(*replies, shelf_));
        if (post.thread.empty() || post.kind == PostKind::article) return after;

        const Prepared later =
            db.prepared(select_posts("post.source = ?1 AND post.thread = ?2 AND post.kind <> 2 AND "
                                     "(post.posted_at, post.id) > (?3, ?4) AND " +
                                     seen + " ORDER BY post.posted_at, post.id LIMIT ?5"));
        later->bind(1, post.source.number);
        later->bind(2, post.thread);
        bind_time(*later, 3, post.posted_at);
        later->bind(4, post.id.number);
        later->bind(5, most);
        for (Post& other : TRY(collect_posts(*later, shelf_))) {
            if (std::ranges::find(after, other.id, &Post::id) == after.end()) after.push_back(std::move(other));
        }
        std::ranges::sort(after, [](const Post& a, const Post& b) {
            return std::pair(a.posted_at, a.id) < std::pair(b.posted_at, b.id);
        });
        if (after.size() > limit) after.resize(limit);
        return after;
    });
}

template <class Store>
Result<std::vector<Post>> Posts<Store>::before_in_thread(const Viewer& viewer, const Post& post, std::size_t limit) {
    const std::string seen = visible(shelf_, viewer, "post.audience");
    return database_->read([&](Connection& db) -> Result<std::vector<Post>> {
        std::vector<Post> before;
        if (!post.reply_to.empty()) {
            const Prepared parent = db.prepared(select_posts("post.source = ?1 AND post.external_id = ?2 AND " + seen));
            parent->bind(1, post.source.number);
            parent->bind(2, post.reply_to);
            before = TRY(collect_posts(*parent, shelf_));
        }
        if (before.size() < limit && !post.thread.empty() && post.kind != PostKind::article) {
            const Prepared earlier = db.prepared(
                select_posts("post.source = ?1 AND post.thread = ?2 AND post.kind <> 2 AND (post.posted_at, "
                             "post.id) < (?3, ?4) AND post.external_id <> ?5 AND " +
                             seen + " ORDER BY post.posted_at DESC, post.id DESC LIMIT ?6"));
            earlier->bind(1, post.source.number);
            earlier->bind(2, post.thread);
            bind_time(*earlier, 3, post.posted_at);
            earlier->bind(4, post.id.number);
            earlier->bind(5, post.reply_to);
            earlier->bind(6, static_cast<std::int64_t>(std::min(limit, k_listing_max)));
            for (Post& other : TRY(collect_posts(*earlier, shelf_))) before.push_back(std::move(other));
        }
        if (before.size() > limit) before.resize(limit);
        return before;
    });
}

template <class Store>
Result<std::vector<Post>> Posts<Store>::opening_of_thread(const Viewer& viewer, const Post& post) {
    if (post.thread.empty() || post.kind == PostKind::article) return std::vector<Post>();
    return database_->read([&](Connection& db) -> Result<std::vector<Post>> {
        const Prepared first = db.prepared(
            select_posts("post.source = ?1 AND post.thread = ?2 AND post.kind <> 2 AND (post.posted_at, post.id) < "
                         "(?3, ?4) AND post.external_id <> ?5 AND " +
                         visible(shelf_, viewer, "post.audience") + " ORDER BY post.posted_at, post.id LIMIT 1"));
        first->bind(1, post.source.number);
        first->bind(2, post.thread);
        bind_time(*first, 3, post.posted_at);
        first->bind(4, post.id.number);
        first->bind(5, post.reply_to);
        return collect_posts(*first, shelf_);
    });
}

template <class Store>
Result<std::int64_t> Posts<Store>::post_count(const Viewer& viewer) {
    return database_->read([&](Connection& db) -> Result<std::int64_t> {
        const std::string sql = "SELECT count(*) FROM post WHERE " + visible(shelf_, viewer, "post.audience");
        return db.execAndGet(sql).getInt64();
    });
}

template <class Store>
Result<std::vector<std::pair<Author, std::int64_t>>> Posts<Store>::authors(const Viewer& viewer, std::size_t limit) {
    return database_->read(
        [&](Connection& db) { return count_authors(db, visible(shelf_, viewer, "post.audience"), {}, limit); });
}

template <class Store>
Result<std::vector<std::pair<Author, std::int64_t>>> Posts<Store>::authors_named(const Viewer& viewer,
                                                                                 const std::string& part,
                                                                                 std::size_t limit) {
    const std::vector<std::string> patterns = word_patterns(part);
    if (patterns.empty()) return std::vector<std::pair<Author, std::int64_t>>();
    return database_->read(
        [&](Connection& db) { return count_authors(db, visible(shelf_, viewer, "post.audience"), patterns, limit); });
}

template <class Store>
Result<TermStatistics> Posts<Store>::statistics(const Viewer& viewer, const std::vector<MatchTerm>& terms) {
    return database_->read(
        [&](Connection& db) { return term_statistics(db, segments_, visibility(shelf_, viewer), terms); });
}

template <class Store>
Result<std::vector<Match>> Posts<Store>::match(const Call& call, const Viewer& viewer, const MatchQuery& query) {
    TRY(call.check());
    auto found = database_->read(
        [&](Connection& db) { return run_match(call, db, segments_, visibility(shelf_, viewer), query); });
    if (!found && found.error().code == ErrorCode::cancelled) TRY(call.check());  // says whether it was the deadline
    return found;
}

template class Posts<CommonStore>;
template class Posts<PersonStore>;

}  // namespace familiar::store::sqlite
