#include "store/sqlite/match.h"

#include "base/words.h"
#include "store/sqlite/rank.h"
#include "store/sqlite/rows.h"

#include <algorithm>
#include <fmt/format.h>
#include <sqlite3.h>

namespace familiar::store::sqlite {

namespace {

// A filter in SQL with the values that its question marks stand for.
struct Condition {
    std::string sql;
    std::vector<std::string> texts;
};

// FTS5 reads a quoted string as one phrase; our tokenizer then takes it as one token.
std::string as_phrase(std::string_view form) {
    std::string out = "\"";
    for (const char c : form) {
        out += c;
        if (c == '"') out += '"';
    }
    return out + "\"";
}

std::string match_expression(const MatchQuery& query, RankWeights& weights) {
    std::string expression;
    const std::size_t terms = std::min({query.terms.size(), query.idf.size(), k_match_terms_max});
    for (std::size_t t = 0; t < terms; ++t) {
        std::string forms;
        const auto& all = query.terms[t].forms;
        for (std::size_t f = 0; f < std::min(all.size(), k_forms_max); ++f) {
            if (all[f].empty() || all[f].find('\0') != std::string::npos) continue;  // no word has such a form
            if (!forms.empty()) forms += " OR ";
            forms += as_phrase(all[f]);
            weights.term_of_phrase.push_back(static_cast<int>(t));
        }
        weights.idf.push_back(query.idf[t]);
        if (forms.empty()) continue;
        if (!expression.empty()) expression += query.all_terms ? " AND " : " OR ";
        expression += "(" + forms + ")";
    }
    weights.words_average = std::max(1.0, query.words_average);
    return expression;
}

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
        condition.sql +=
            fmt::format(" AND (post.thread = ? OR post.source IN ({}))", sources_titled(db, filter.thread));
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

const char* order_of(QueryOrder order) {
    switch (order) {
        case QueryOrder::relevance: return "score DESC, post.posted_at DESC, post.id DESC";
        case QueryOrder::newest: return "post.posted_at DESC, post.id DESC";
        case QueryOrder::oldest: return "post.posted_at ASC NULLS LAST, post.id";
    }
    return "post.id";
}

}  // namespace

Result<TermStatistics> term_statistics(SQLite::Database& db, const std::vector<MatchTerm>& terms) {
    TermStatistics statistics;
    SQLite::Statement totals(db,
                             "SELECT (SELECT value FROM total WHERE name = 'posts'), "
                             "(SELECT value FROM total WHERE name = 'words')");
    totals.executeStep();
    statistics.posts = totals.getColumn(0).getInt64();
    statistics.words = totals.getColumn(1).getInt64();
    SQLite::Statement count(db, "SELECT doc FROM post_terms WHERE term = ?");
    for (const MatchTerm& term : terms) {
        std::int64_t posts = 0;
        for (std::size_t f = 0; f < std::min(term.counted, term.forms.size()); ++f) {
            count.reset();
            count.bind(1, term.forms[f]);
            if (count.executeStep()) posts += count.getColumn(0).getInt64();
        }
        statistics.with_term.push_back(std::min(posts, statistics.posts));
    }
    return statistics;
}

Result<std::vector<Match>> run_match(const Call& call, SQLite::Database& db, const std::string& visible,
                                     const MatchQuery& query) {
    const Interruptible interruptible(db, call);
    RankWeights weights;
    const std::string expression = match_expression(query, weights);
    if (expression.empty() && !query.terms.empty()) return std::vector<Match>();
    const Condition condition = condition_of(db, query.filter);
    const std::size_t limit = std::min(query.limit, k_candidates_max);

    const std::string from = expression.empty()
                                 ? std::string("SELECT post.id, 0.0 AS score FROM post WHERE ")
                                 : std::string(
                                       "SELECT post.id, familiar_rank(post_index, ?) AS score FROM post_index CROSS "
                                       "JOIN post ON post.id = post_index.rowid WHERE post_index MATCH ? AND ");
    const QueryOrder order =
        expression.empty() && query.order == QueryOrder::relevance ? QueryOrder::newest : query.order;
    SQLite::Statement select(
        db, from + visible + condition.sql + fmt::format(" ORDER BY {} LIMIT {}", order_of(order), limit));
    int i = 0;
    const std::string blob = expression.empty() ? std::string() : to_blob(weights);
    if (!expression.empty()) {
        select.bind(++i, static_cast<const void*>(blob.data()), static_cast<int>(blob.size()));
        select.bind(++i, expression);
    }
    for (const std::string& text : condition.texts) select.bind(++i, text);
    std::vector<Match> matches;
    while (select.executeStep()) matches.push_back({select.getColumn(0).getInt64(), select.getColumn(1).getDouble()});
    return matches;
}

}  // namespace familiar::store::sqlite
