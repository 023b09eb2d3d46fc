// What plain full-text search would find: SQLite's FTS5 with Porter stems, the content words of a question joined by
// OR, the title weighted three times. The yardstick of the quality cases.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::bench {

class PlainSearch {
public:
    PlainSearch();
    void add(const std::string& id, const std::string& title, const std::string& text);
    // Ids of the best, best first.
    std::vector<std::string> find(std::string_view question, std::size_t limit);

private:
    SQLite::Database db_;
};

}  // namespace familiar::bench
