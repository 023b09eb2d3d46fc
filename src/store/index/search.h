// The best documents for a weighted set of words.
//
// Documents are scored in windows of ordinals, newest first. In each window the words that together cannot reach the
// score of the worst document kept so far are only looked up for documents that others have brought in (MaxScore:
// Turtle and Flood, "Query evaluation: strategies and optimizations", 1995), by the bounds of the blocks that lie in
// the window; a window that cannot bring anything is passed over unread. Sums are whole numbers, so the order in which
// words are added does not matter.
#pragma once

#include "nouns/query.h"
#include "platform/call.h"
#include "store/index/segment.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace familiar::store::index {

struct WeightedWord {
    std::string word;
    std::uint32_t weight = 0;  // weight_of its idf
};

// Which documents count.
struct Narrowing {
    std::optional<std::vector<std::int32_t>> audiences;  // in order; without a value all
    std::optional<TimeRange> time;
    std::optional<std::uint16_t> kind;
    std::optional<std::uint16_t> app;                                          // its app_code
    std::optional<std::vector<std::pair<std::int64_t, std::uint32_t>>> posts;  // time and number, newest first
    std::function<bool(std::uint32_t post)> passes;                            // asked last; empty: all pass
};

struct SearchSpec {
    std::vector<WeightedWord> words;
    Narrowing narrowing;
    QueryOrder order = QueryOrder::relevance;
    std::size_t limit = 10;
};

struct Hit {
    std::int64_t key = 0;  // what decides; a greater one is better
    std::int64_t posted_at = k_undated;
    std::uint32_t post = 0;
    std::uint32_t sum = 0;  // score_of(sum) is the score
};

// Takes segments one after the other, those with the newest documents first, and keeps the best hits of all of them.
class Search {
public:
    Search(const Call& call, const SearchSpec& spec);
    // `gone` are ordinals in order.
    Result<> take(const Segment& segment, PageReader& pages, const std::vector<std::uint32_t>& gone);
    // Best first.
    std::vector<Hit> hits() &&;

private:
    static constexpr std::uint32_t k_window = 2048;

    // A list on its way through the windows of a segment.
    struct Cursor {
        ListReader list;
        std::uint32_t weight = 0;
        std::size_t block = 0;    // the first that reaches into the window
        std::size_t place = 0;    // in that block
        std::uint32_t bound = 0;  // of what it can add in the window
    };
    struct Candidate {
        std::uint32_t ordinal = 0;
        std::uint32_t sum = 0;
    };

    Result<std::vector<Cursor>> cursors(const Segment& segment, PageReader& pages) const;
    Result<> window(std::vector<Cursor>& cursors, std::uint32_t begin, std::uint32_t end, DocumentReader& documents);
    Result<> add_all(Cursor& cursor, std::uint32_t begin, std::uint32_t end);
    Result<> add_where_needed(Cursor& cursor, std::uint32_t needed);
    Result<> offer(const Candidate& candidate, DocumentReader& documents);
    bool is_wanted(const Document& document, std::uint32_t ordinal) const;
    Hit hit_of(const Document& document, std::uint32_t sum) const;

    const Call& call_;
    const SearchSpec& spec_;
    std::array<std::uint32_t, k_window> sums_{};
    std::vector<Cursor*> by_bound_;  // those that occur in the window, the least first
    std::vector<Candidate> candidates_;
    std::vector<Hit> best_;        // a heap, the worst on top
    std::uint32_t threshold_ = 0;  // a sum must be greater to be kept
    const std::vector<std::uint32_t>* gone_ = nullptr;
};

}  // namespace familiar::store::index
