#include "store/sqlite/write_index.h"

#include "base/check.h"
#include "store/index/merge.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/segments.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <limits>
#include <map>
#include <memory>

namespace familiar::store::sqlite {

namespace {

constexpr std::size_t k_segments_per_size = 8;
constexpr std::uint32_t k_small_documents = 16384;  // all up to here are one size; then each is eight times the last
constexpr std::size_t k_segments_after_import = 4;  // more are joined when an import ends
constexpr std::int64_t k_joined_per_imported = 4;   // posts that joining may write again for each that came
constexpr std::uint32_t k_gone_share = 8;      // when more than one in so many is gone, the segment is written anew
constexpr std::size_t k_posts_at_once = 4096;  // when the index is made anew

std::uint32_t post_number(std::int64_t number) {
    CHECK(number > 0 && number <= std::numeric_limits<std::uint32_t>::max(), "a file holds fewer posts than that");
    return static_cast<std::uint32_t>(number);
}

std::int64_t seconds_of(const std::optional<Timestamp>& time) {
    return time ? time->time_since_epoch().count() : index::k_undated;
}

int size_of(const SegmentRow& row) {
    int size = 0;
    for (std::uint64_t most = k_small_documents; row.documents >= most; most *= k_segments_per_size) ++size;
    return size;
}

// The row first, for its number; the directory when the pages are written.
std::int64_t begin_segment(Connection& db, std::int32_t audience) {
    db.exec(
        fmt::format("INSERT INTO index_segment (audience, documents, newest_at, oldest_at, first_post, last_post, "
                    "directory) VALUES ({}, 0, 0, 0, 0, 0, x'')",
                    audience));
    return db.getLastInsertRowid();
}

void remove_segment(Connection& db, std::int64_t id) {
    db.exec(fmt::format("DELETE FROM index_page WHERE id BETWEEN {} AND {}", id << 32, (id << 32) | 0xFFFFFFFFLL));
    db.exec(fmt::format("DELETE FROM index_gone WHERE segment = {}", id));
    db.exec(fmt::format("DELETE FROM index_segment WHERE id = {}", id));
}

void end_segment(Connection& db, std::int64_t id, const std::vector<index::Document>& documents,
                 const std::string& directory) {
    if (documents.empty()) return remove_segment(db, id);
    const auto [first, last] = std::ranges::minmax(documents, {}, &index::Document::post);
    SQLite::Statement update(db,
                             "UPDATE index_segment SET documents = ?, newest_at = ?, oldest_at = ?, first_post = ?, "
                             "last_post = ?, directory = ? WHERE id = ?");
    update.bind(1, static_cast<std::int64_t>(documents.size()));
    update.bind(2, documents.front().posted_at);
    update.bind(3, documents.back().posted_at);
    update.bind(4, static_cast<std::int64_t>(first.post));
    update.bind(5, static_cast<std::int64_t>(last.post));
    update.bind(6, static_cast<const void*>(directory.data()), static_cast<int>(directory.size()));
    update.bind(7, id);
    update.exec();
}

// Segments of one audience.
Result<> join(Connection& db, const std::vector<SegmentRow>& rows, const std::function<bool(std::uint32_t)>& drop) {
    std::vector<std::unique_ptr<SegmentPages>> pages;
    std::vector<index::MergeInput> inputs;
    for (const SegmentRow& row : rows) {
        pages.push_back(std::make_unique<SegmentPages>(db, row.id));
        inputs.push_back({TRY(read_segment(db, row)), pages.back().get(), gone_from(db, row.id)});
    }
    const std::int64_t id = begin_segment(db, rows.front().audience);
    SegmentPages written(db, id);
    index::SegmentWriter writer(written);
    const auto documents = TRY(index::merge(inputs, drop, writer));
    end_segment(db, id, documents, writer.finish());
    pages.clear();  // their statements read the tables
    for (const SegmentRow& row : rows) remove_segment(db, row.id);
    return {};
}

// Joins segments of about the same size while an audience has too many of them.
Result<> keep_few(Connection& db, std::int32_t audience) {
    while (true) {
        std::map<int, std::vector<SegmentRow>> by_size;
        for (const SegmentRow& row : segment_rows(db, {{audience}})) by_size[size_of(row)].push_back(row);
        const auto full =
            std::ranges::find_if(by_size, [](const auto& rows) { return rows.second.size() >= k_segments_per_size; });
        if (full == by_size.end()) return {};
        TRY(join(db, full->second, {}));
    }
}

std::map<std::int32_t, std::vector<SegmentRow>> rows_by_audience(Connection& db) {
    std::map<std::int32_t, std::vector<SegmentRow>> by_audience;
    for (const SegmentRow& row : segment_rows(db)) by_audience[row.audience].push_back(row);
    return by_audience;
}

Result<> join_small_segments_of(Connection& db, std::vector<SegmentRow> rows, std::int64_t posts) {
    if (rows.size() <= k_segments_after_import) return {};
    std::ranges::sort(rows, {}, &SegmentRow::documents);
    std::vector<SegmentRow> small;
    std::int64_t documents = 0;
    for (const SegmentRow& row : rows) {
        if (rows.size() - small.size() < k_segments_after_import && documents < row.documents) break;
        documents += row.documents;
        if (documents > posts * k_joined_per_imported) break;
        small.push_back(row);
    }
    return small.size() > 1 ? join(db, small, {}) : Result<>();
}

}  // namespace

void IndexWriter::add(std::int64_t number, const Post& post, const index::PostWords& words) {
    index::Document document;
    document.posted_at = seconds_of(post.posted_at);
    document.post = post_number(number);
    document.audience = static_cast<std::int32_t>(audience_number(post.audience));
    document.kind = static_cast<std::uint16_t>(post.kind);
    document.app = index::app_code(post.app);
    batch_.add(document, words);
}

void IndexWriter::forget(std::int64_t number, const std::optional<Timestamp>& posted_at) {
    const std::uint32_t post = post_number(number);
    if (batch_.holds(post)) return;  // add() replaces it
    forgotten_.push_back({post, seconds_of(posted_at)});
}

Result<> IndexWriter::finish() {
    if (!forgotten_.empty()) TRY(mark_gone());
    for (const std::int32_t audience : batch_.audiences()) {
        const std::int64_t id = begin_segment(db_, audience);
        SegmentPages pages(db_, id);
        index::SegmentWriter writer(pages);
        const std::vector<index::Document> documents = batch_.write(audience, writer);
        end_segment(db_, id, documents, writer.finish());
        TRY(keep_few(db_, audience));
    }
    return {};
}

Result<> IndexWriter::mark_gone() {
    SQLite::Statement insert(db_, "INSERT OR IGNORE INTO index_gone (segment, ordinal) VALUES (?, ?)");
    for (const SegmentRow& row : segment_rows(db_)) {
        SegmentPages pages(db_, row.id);
        index::DocumentReader documents(pages, row.documents);
        for (const Forgotten& forgotten : forgotten_) {
            if (forgotten.post < row.first_post || forgotten.post > row.last_post) continue;
            if (forgotten.posted_at > row.newest_at || forgotten.posted_at < row.oldest_at) continue;
            index::Document wanted;
            wanted.post = forgotten.post;
            wanted.posted_at = forgotten.posted_at;
            const std::uint32_t ordinal = TRY(documents.place_of(wanted));
            if (ordinal >= row.documents || TRY(documents.at(ordinal)).post != forgotten.post) continue;
            insert.reset();
            insert.bind(1, row.id);
            insert.bind(2, static_cast<std::int64_t>(ordinal));
            insert.exec();
        }
        if (gone_from(db_, row.id).size() > row.documents / k_gone_share) TRY(join(db_, {row}, {}));
    }
    return {};
}

Result<> join_small_segments(Connection& db, std::int64_t posts) {
    for (const auto& [audience, rows] : rows_by_audience(db)) TRY(join_small_segments_of(db, rows, posts));
    return {};
}

Result<> drop_source_from_index(Connection& db, std::int64_t source) {
    std::vector<std::uint32_t> posts;
    {
        SQLite::Statement select(db, "SELECT id FROM post WHERE source = ? ORDER BY id");
        select.bind(1, source);
        while (select.executeStep()) posts.push_back(post_number(select.getColumn(0).getInt64()));
    }
    const auto is_of_source = [&](std::uint32_t post) { return std::ranges::binary_search(posts, post); };
    for (const auto& [audience, rows] : rows_by_audience(db)) TRY(join(db, rows, is_of_source));
    return {};
}

Result<> rebuild_index(Connection& db) {
    for (const SegmentRow& row : segment_rows(db)) remove_segment(db, row.id);
    std::int64_t after = 0;
    while (true) {
        std::vector<Post> posts;
        {
            SQLite::Statement select(db, fmt::format("SELECT {} FROM post JOIN author ON author.id = post.author WHERE "
                                                     "post.id > ? ORDER BY post.id LIMIT {}",
                                                     k_post_columns, k_posts_at_once));
            select.bind(1, after);
            while (select.executeStep()) posts.push_back(post_of(select, Shelf::common));
        }
        if (posts.empty()) return {};
        IndexWriter writer(db);
        for (const Post& post : posts) writer.add(post.id.number, post, index::read_words(post));
        TRY(writer.finish());
        after = posts.back().id.number;
    }
}

std::vector<std::string> index_troubles(Connection& db) {
    std::vector<std::string> troubles;
    std::vector<std::uint32_t> indexed;
    for (const SegmentRow& row : segment_rows(db)) {
        const auto segment = read_segment(db, row);
        SegmentPages pages(db, row.id);
        index::DocumentReader reader(pages, row.documents);
        const auto documents = reader.all();
        const auto is_misplaced = [&](const index::Document& document) { return document.audience != row.audience; };
        if (!segment || !documents || !index::verify(**segment, pages) ||
            std::ranges::any_of(*documents, is_misplaced)) {
            troubles.push_back(fmt::format("part {} of the index is damaged", row.id));
            continue;
        }
        const std::vector<std::uint32_t> gone = gone_from(db, row.id);
        for (std::uint32_t ordinal = 0; ordinal < documents->size(); ++ordinal) {
            if (!std::ranges::binary_search(gone, ordinal)) indexed.push_back((*documents)[ordinal].post);
        }
    }
    std::ranges::sort(indexed);
    std::vector<std::uint32_t> posts;
    SQLite::Statement select(db, "SELECT id FROM post ORDER BY id");
    while (select.executeStep()) posts.push_back(post_number(select.getColumn(0).getInt64()));
    if (troubles.empty() && indexed != posts) troubles.emplace_back("the index does not match the posts");
    return troubles;
}

}  // namespace familiar::store::sqlite
