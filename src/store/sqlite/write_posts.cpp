#include "store/sqlite/write_posts.h"

#include "base/json.h"
#include "base/words.h"
#include "store/sqlite/rows.h"

namespace familiar::store::sqlite {

namespace {

std::string links_text(const std::vector<Link>& links) {
    if (links.empty()) return {};
    Json json = Json::array();
    for (const Link& link : links) json.push_back({{"url", link.url}, {"label", link.label}});
    return json_text(json);
}

// What an edit may change and an older version must keep.
std::string version_text(const std::string& title, const std::string& text, const std::string& url) {
    return json_text({{"title", title}, {"text", text}, {"url", url}});
}

void add_to_total(Connection& db, std::int64_t audience, std::int64_t posts, std::int64_t words) {
    SQLite::Statement update(db,
                             "INSERT INTO total (audience, posts, words) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET "
                             "posts = posts + ?2, words = words + ?3");
    update.bind(1, audience);
    update.bind(2, posts);
    update.bind(3, words);
    update.exec();
}

}  // namespace

PostWriter::PostWriter(Connection& db)
    : db_(db),
      find_(db,
            "SELECT id, version, words, title, text, url, author_name, likes, shares, audience, posted_at FROM post "
            "WHERE "
            "source = ? AND external_id = ?"),
      insert_(
          db,
          "INSERT INTO post (source, audience, author, posted_at, kind, app, version, external_id, thread, reply_to, "
          "words, likes, shares, language, url, author_name, title, text, links, attributes) VALUES (?, ?, ?, ?, ?, "
          "?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      update_(db,
              "UPDATE post SET version = version + 1, audience = ?, author = ?, posted_at = ?, words = ?, likes = ?, "
              "shares = ?, language = ?, url = ?, author_name = ?, title = ?, text = ?, links = ?, attributes = ? "
              "WHERE id = ?"),
      find_author_(db, "SELECT id FROM author WHERE name = ? AND handle = ?"),
      add_author_(db, "INSERT INTO author (name, handle, words) VALUES (?, ?, ?)"),
      keep_version_(db, "INSERT INTO old_version (post, version, content) VALUES (?, ?, ?)"),
      refresh_(db, "UPDATE post SET likes = ?, shares = ?, audience = ? WHERE id = ?"),
      index_(db) {}

std::int64_t PostWriter::author_number(const Author& author) {
    find_author_.reset();
    find_author_.bind(1, author.name);
    find_author_.bind(2, author.handle);
    if (find_author_.executeStep()) return find_author_.getColumn(0).getInt64();
    add_author_.reset();
    add_author_.bind(1, author.name);
    add_author_.bind(2, author.handle);
    add_author_.bind(3, words_key(author.name + " " + author.handle));
    add_author_.exec();
    return db_.getLastInsertRowid();
}

void PostWriter::write(const PreparedPost& prepared, BatchOutcome& outcome) {
    const Post& post = prepared.post;
    find_.reset();
    find_.bind(1, post.source.number);
    find_.bind(2, post.external_id);
    if (!find_.executeStep()) {
        insert(prepared);
        ++outcome.added;
        return;
    }
    const Stored stored{find_.getColumn(0).getInt64(), find_.getColumn(1).getInt(), find_.getColumn(2).getInt64(),
                        find_.getColumn(9).getInt64(), time_of(find_, 10)};
    const bool same = find_.getColumn(3).getString() == post.title && find_.getColumn(4).getString() == post.text &&
                      find_.getColumn(5).getString() == post.url && find_.getColumn(6).getString() == post.author.name;
    if (!same) {
        replace(prepared, stored);
        ++outcome.changed;
        return;
    }
    const std::int64_t audience = audience_number(post.audience);
    const bool moved = stored.audience != audience;
    if (find_.getColumn(7).getInt64() != post.likes || find_.getColumn(8).getInt64() != post.shares || moved) {
        refresh_.reset();
        refresh_.bind(1, post.likes);
        refresh_.bind(2, post.shares);
        refresh_.bind(3, audience);
        refresh_.bind(4, stored.id);
        refresh_.exec();
        if (moved) {
            count(stored.audience, -1, -stored.words);
            count(audience, 1, stored.words);
            reindex(prepared, stored);
        }
    }
    ++outcome.unchanged;
}

void PostWriter::insert(const PreparedPost& prepared) {
    const auto& [post, words] = prepared;
    insert_.reset();
    int i = 0;
    insert_.bind(++i, post.source.number);
    insert_.bind(++i, audience_number(post.audience));
    insert_.bind(++i, author_number(post.author));
    bind_time(insert_, ++i, post.posted_at);
    insert_.bind(++i, static_cast<int>(post.kind));
    insert_.bind(++i, post.app);
    insert_.bind(++i, post.external_id);
    insert_.bind(++i, post.thread);
    insert_.bind(++i, post.reply_to);
    insert_.bind(++i, static_cast<std::int64_t>(words.text_words));
    insert_.bind(++i, post.likes);
    insert_.bind(++i, post.shares);
    insert_.bind(++i, post.language);
    insert_.bind(++i, post.url);
    insert_.bind(++i, post.author.name);
    insert_.bind(++i, post.title);
    insert_.bind(++i, post.text);
    insert_.bind(++i, links_text(post.links));
    insert_.bind(++i, post.attributes);
    insert_.exec();
    index_.add(db_.getLastInsertRowid(), post, words);
    ++posts_more_[post.source.number];
    count(audience_number(post.audience), 1, static_cast<std::int64_t>(words.text_words));
}

// Under the time that is stored, which only a new version changes.
void PostWriter::reindex(const PreparedPost& prepared, const Stored& stored) {
    index_.forget(stored.id, stored.posted_at);
    Post indexed = prepared.post;
    indexed.posted_at = stored.posted_at;
    index_.add(stored.id, indexed, prepared.words);
}

void PostWriter::replace(const PreparedPost& prepared, const Stored& stored) {
    const auto& [post, words] = prepared;
    const std::string old_title = find_.getColumn(3).getString();
    const std::string old_text = find_.getColumn(4).getString();
    const std::string old_url = find_.getColumn(5).getString();
    keep_version_.reset();
    keep_version_.bind(1, stored.id);
    keep_version_.bind(2, stored.version);
    keep_version_.bind(3, version_text(old_title, old_text, old_url));
    keep_version_.exec();
    index_.forget(stored.id, stored.posted_at);

    update_.reset();
    int i = 0;
    update_.bind(++i, audience_number(post.audience));
    update_.bind(++i, author_number(post.author));
    bind_time(update_, ++i, post.posted_at);
    update_.bind(++i, static_cast<std::int64_t>(words.text_words));
    update_.bind(++i, post.likes);
    update_.bind(++i, post.shares);
    update_.bind(++i, post.language);
    update_.bind(++i, post.url);
    update_.bind(++i, post.author.name);
    update_.bind(++i, post.title);
    update_.bind(++i, post.text);
    update_.bind(++i, links_text(post.links));
    update_.bind(++i, post.attributes);
    update_.bind(++i, stored.id);
    update_.exec();
    index_.add(stored.id, post, words);
    count(stored.audience, -1, -stored.words);
    count(audience_number(post.audience), 1, static_cast<std::int64_t>(words.text_words));
}

void PostWriter::count(std::int64_t audience, std::int64_t posts, std::int64_t words) {
    totals_more_[audience].posts += posts;
    totals_more_[audience].words += words;
}

Result<> PostWriter::finish() {
    SQLite::Statement count_posts(db_, "UPDATE source SET posts = posts + ? WHERE id = ?");
    for (const auto& [source, posts] : posts_more_) {
        count_posts.reset();
        count_posts.bind(1, posts);
        count_posts.bind(2, source);
        count_posts.exec();
    }
    for (const auto& [audience, more] : totals_more_) add_to_total(db_, audience, more.posts, more.words);
    return index_.finish();
}

void write_import(Connection& db, const ImportJob& job) {
    SQLite::Statement update(
        db,
        "UPDATE import SET state = ?, position = ?, bytes_read = ?, bytes = ?, report = ?, message = ?, "
        "ended_at = ? WHERE id = ?");
    update.bind(1, static_cast<int>(job.state));
    update.bind(2, job.position);
    update.bind(3, job.bytes_read);
    update.bind(4, job.bytes);
    update.bind(5, report_text(job.report));
    update.bind(6, job.message);
    bind_time(update, 7, job.ended_at);
    update.bind(8, job.id.number);
    update.exec();
}

Result<Post> old_version_of(const std::string& content, const Post& newest) {
    const Json json = TRY(parse_json(content));
    Post post = newest;
    post.title = text_at(json, "title");
    post.text = text_at(json, "text");
    post.url = text_at(json, "url");
    return post;
}

Result<> remove_source_rows(Connection& db, std::int64_t source) {
    TRY(drop_source_from_index(db, source));
    SQLite::Statement totals(db,
                             "INSERT INTO total SELECT audience, -count(*), -sum(words) FROM post WHERE source = ? "
                             "GROUP BY audience ON CONFLICT DO UPDATE SET posts = posts + excluded.posts, words = "
                             "words + excluded.words");
    totals.bind(1, source);
    totals.exec();
    db.exec("DELETE FROM total WHERE posts = 0");

    SQLite::Statement remove(db, "DELETE FROM source WHERE id = ?");
    remove.bind(1, source);
    remove.exec();
    db.exec("DELETE FROM author WHERE id NOT IN (SELECT author FROM post)");
    return {};
}

}  // namespace familiar::store::sqlite
