#include "quality/plain.h"

#include "base/words.h"

namespace familiar::bench {

PlainSearch::PlainSearch() : db_(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    db_.exec("CREATE VIRTUAL TABLE page USING fts5 (id UNINDEXED, title, text, tokenize = 'porter unicode61')");
}

void PlainSearch::add(const std::string& id, const std::string& title, const std::string& text) {
    SQLite::Statement insert(db_, "INSERT INTO page VALUES (?, ?, ?)");
    insert.bind(1, id);
    insert.bind(2, title);
    insert.bind(3, text);
    insert.exec();
}

std::vector<std::string> PlainSearch::find(std::string_view question, std::size_t limit) {
    std::string content;
    std::string all;
    for (const Word& word : words_of(question)) {
        std::string quoted = "\"";
        for (const char c : word.span.of(question)) quoted += c == '"' ? ' ' : c;
        quoted += '"';
        all += (all.empty() ? "" : " OR ") + quoted;
        if (!is_function_word(word.folded, "en")) content += (content.empty() ? "" : " OR ") + quoted;
    }
    std::vector<std::string> found;
    if (all.empty()) return found;
    SQLite::Statement select(db_, "SELECT id FROM page WHERE page MATCH ? ORDER BY bm25(page, 0, 3, 1) LIMIT ?");
    select.bind(1, content.empty() ? all : content);
    select.bind(2, static_cast<std::int64_t>(limit));
    while (select.executeStep()) found.push_back(select.getColumn(0).getString());
    return found;
}

}  // namespace familiar::bench
