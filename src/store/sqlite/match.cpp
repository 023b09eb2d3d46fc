#include "store/sqlite/match.h"

#include "base/words.h"
#include "store/index/batch.h"
#include "store/index/impact.h"
#include "store/index/search.h"
#include "store/sqlite/rows.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <optional>
#include <sqlite3.h>

namespace familiar::store::sqlite {

namespace {

// A filter in SQL with the values that its question marks stand for.
struct Condition {
    std::string sql;
    std::vector<std::string> texts;
};

// The numbers of the sources whose title holds every word of `name`.
std::string sources_titled(SQLite::Database& db, std::string_view name) {
    const std::vector<Word> wanted = words_of(name);
    std::string list = "0";
    if (wanted.empty()) return list;
    SQLite::Statement sources(db, "SELECT id, title FROM source");
    while (sources.executeStep()) {
        const std::string key = words_key(sources.getColumn(1).getString());
        const bool all = std::ranges::all_of(
            wanted, [&](const Word& word) { return key.find(" " + word.folded + " ") != std::string::npos; });
        if (all) list += fmt::format(", {}", sources.getColumn(0).getInt64());
    }
    return list;
}

// Filters that only a post's own row answers, joined to a query over `post`.
Condition condition_of(SQLite::Database& db, const QueryFilter& filter) {
    Condition condition;
    if (!filter.author.empty()) {
        std::vector<std::string> patterns = word_patterns(filter.author);
        condition.sql += patterns.empty() ? " AND FALSE" : " AND post.author IN (SELECT id FROM author WHERE TRUE";
        for (std::string& pattern : patterns) {
            condition.sql += " AND words LIKE ?";
            condition.texts.push_back(std::move(pattern));
        }
        if (!patterns.empty()) condition.sql += ")";
    }
    if (!filter.app.empty()) {
        condition.sql += " AND post.app = ?";
        condition.texts.push_back(filter.app);
    }
    if (!filter.thread.empty()) {
        // By source, so that the index over (source, thread) serves.
        condition.sql += fmt::format(
            " AND (post.source IN ({}) OR post.id IN (SELECT id FROM post WHERE source IN (SELECT id FROM source) AND "
            "thread = ?))",
            sources_titled(db, filter.thread));
        condition.texts.push_back(filter.thread);
    }
    if (filter.time) {
        condition.sql +=
            fmt::format(" AND post.posted_at >= {} AND post.posted_at < {}",
                        filter.time->begin.time_since_epoch().count(), filter.time->end.time_since_epoch().count());
    }
    if (filter.kind) condition.sql += fmt::format(" AND post.kind = {}", static_cast<int>(*filter.kind));
    return condition;
}

// While it lives, SQLite asks now and then whether the caller still waits.
class Interruptible {
public:
    Interruptible(SQLite::Database& db, const Call& call) : db_(db) {
        static constexpr int k_steps = 10'000;
        sqlite3_progress_handler(
            db.getHandle(), k_steps, [](void* data) { return static_cast<const Call*>(data)->check() ? 0 : 1; },
            const_cast<Call*>(&call));
    }
    ~Interruptible() { sqlite3_progress_handler(db_.getHandle(), 0, nullptr, nullptr); }
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;

private:
    SQLite::Database& db_;
};

// Newest first; of those without a time the last one stored.
std::vector<Match> listed(SQLite::Database& db, const std::string& visible, const MatchQuery& query,
                          std::size_t limit) {
    const Condition condition = condition_of(db, query.filter);
    const char* order = query.order == QueryOrder::oldest ? "post.posted_at ASC NULLS LAST, post.id"
                                                          : "post.posted_at DESC, post.id DESC";
    SQLite::Statement select(db, "SELECT post.id FROM post WHERE " + visible + condition.sql +
                                     fmt::format(" ORDER BY {} LIMIT {}", order, limit));
    int i = 0;
    for (const std::string& text : condition.texts) select.bind(++i, text);
    std::vector<Match> matches;
    while (select.executeStep()) matches.push_back({select.getColumn(0).getInt64(), 0});
    return matches;
}

std::vector<index::WeightedWord> words_of_query(const MatchQuery& query) {
    std::vector<index::WeightedWord> words;
    const std::size_t terms = std::min({query.terms.size(), query.idf.size(), k_match_terms_max});
    for (std::size_t t = 0; t < terms; ++t) {
        const auto& forms = query.terms[t].forms;
        for (std::size_t f = 0; f < std::min(forms.size(), k_forms_max); ++f) {
            if (!forms[f].empty())
                words.push_back({std::string(index::indexed(forms[f])), index::weight_of(query.idf[t])});
        }
    }
    return words;
}

// What the index itself can leave out, and below k_named_posts_max posts also what only their rows tell; for more than
// those each good hit is looked up.
class Narrowed {
public:
    Narrowed(SQLite::Database& db, Audiences audiences, const QueryFilter& filter) {
        narrowing_.audiences = std::move(audiences);
        narrowing_.time = filter.time;
        if (filter.kind) narrowing_.kind = static_cast<std::uint16_t>(*filter.kind);
        if (!filter.app.empty()) narrowing_.app = index::app_code(filter.app);
        QueryFilter by_row;
        by_row.author = filter.author;
        by_row.app = filter.app;
        by_row.thread = filter.thread;
        const Condition condition = condition_of(db, by_row);
        if (condition.sql.empty()) return;
        if (!filter.author.empty() || !filter.thread.empty()) {
            by_row.app.clear();
            name_posts(db, condition_of(db, by_row));
        }
        if (narrowing_.posts && filter.app.empty()) return;
        check_.emplace(db, "SELECT 1 FROM post WHERE post.id = ?" + condition.sql);
        int i = 1;
        for (const std::string& text : condition.texts) check_->bind(++i, text);
        narrowing_.passes = [this](std::uint32_t post) {
            check_->reset();
            check_->bind(1, static_cast<std::int64_t>(post));
            return check_->executeStep();
        };
    }
    Narrowed(const Narrowed&) = delete;
    Narrowed& operator=(const Narrowed&) = delete;
    const index::Narrowing& narrowing() const { return narrowing_; }

private:
    void name_posts(SQLite::Database& db, const Condition& condition) {
        SQLite::Statement select(db, fmt::format("SELECT post.posted_at, post.id FROM post WHERE TRUE{} LIMIT {}",
                                                 condition.sql, k_named_posts_max + 1));
        int i = 0;
        for (const std::string& text : condition.texts) select.bind(++i, text);
        std::vector<std::pair<std::int64_t, std::uint32_t>> posts;
        while (select.executeStep()) {
            const SQLite::Column posted_at = select.getColumn(0);
            posts.emplace_back(posted_at.isNull() ? index::k_undated : posted_at.getInt64(),
                               static_cast<std::uint32_t>(select.getColumn(1).getInt64()));
        }
        if (posts.size() > k_named_posts_max) return;
        std::ranges::sort(posts, std::greater<>());
        narrowing_.posts = std::move(posts);
    }

    static constexpr std::size_t k_named_posts_max = 20'000;

    index::Narrowing narrowing_;
    std::optional<SQLite::Statement> check_;
};

}  // namespace

Result<TermStatistics> term_statistics(Connection& db, SegmentCache& cache, const Visibility& visibility,
                                       const std::vector<MatchTerm>& terms) {
    TermStatistics statistics;
    {
        const Prepared totals = db.prepared("SELECT coalesce(sum(posts), 0), coalesce(sum(words), 0) FROM total" +
                                            where_audience(visibility.audiences));
        totals->executeStep();
        statistics.posts = totals->getColumn(0).getInt64();
        statistics.words = totals->getColumn(1).getInt64();
    }
    statistics.with_term.assign(terms.size(), 0);
    const std::vector<SegmentRow> rows = segment_rows(db, visibility.audiences);
    const auto segments = TRY(cache.segments(db, rows));
    for (std::size_t s = 0; s < rows.size(); ++s) {
        SegmentPages pages(db, rows[s].id, &cache.pages());
        const std::vector<std::uint32_t> gone = gone_from(db, rows[s].id);
        index::WordFinder finder(*segments[s], pages);
        for (std::size_t t = 0; t < terms.size(); ++t) {
            const auto& forms = terms[t].forms;
            for (std::size_t f = 0; f < std::min(terms[t].counted, forms.size()); ++f) {
                const std::string_view word = index::indexed(forms[f]);
                statistics.with_term[t] += TRY(finder.documents_with(word));
                if (gone.empty()) continue;
                const auto entry = TRY(finder.find(word));
                if (!entry) continue;
                auto list = TRY(index::ListReader::open(pages, entry->place));
                statistics.with_term[t] -= TRY(index::count_of(list, gone));
            }
        }
    }
    for (std::int64_t& posts : statistics.with_term) posts = std::min(posts, statistics.posts);
    return statistics;
}

Result<std::vector<Match>> run_match(const Call& call, Connection& db, SegmentCache& cache,
                                     const Visibility& visibility, const MatchQuery& query) {
    const Interruptible interruptible(db, call);
    const std::size_t limit = std::min(query.limit, k_candidates_max);
    if (query.terms.empty()) return listed(db, visibility.sql, query, limit);

    const Narrowed narrowed(db, visibility.audiences, query.filter);
    const index::SearchSpec spec{words_of_query(query), narrowed.narrowing(), query.order, limit};
    index::Search search(call, spec);
    const std::vector<SegmentRow> rows = segment_rows(db, visibility.audiences);
    const auto segments = TRY(cache.segments(db, rows));
    for (std::size_t s = 0; s < rows.size(); ++s) {
        SegmentPages pages(db, rows[s].id, &cache.pages());
        TRY(search.take(*segments[s], pages, gone_from(db, rows[s].id)));
    }
    std::vector<Match> matches;
    for (const index::Hit& hit : std::move(search).hits()) matches.push_back({hit.post, index::score_of(hit.sum)});
    return matches;
}

}  // namespace familiar::store::sqlite
