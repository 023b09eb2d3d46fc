// Scores every post for a question, without an index and without rounding: what a search that leaves out posts is
// compared with.
#pragma once

#include "base/result.h"
#include "store/post_store.h"

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace familiar::bench {

// ln(1 + (N − n + 0.5) / (n + 0.5)), as retrieval weighs words.
double idf_of(std::int64_t posts, std::int64_t with_word);

class Exhaustive {
public:
    // Reads the posts once and keeps what the questions need of them. Terms of one form.
    static Result<Exhaustive> read(const std::vector<std::filesystem::path>& files,
                                   const std::vector<store::MatchQuery>& queries);

    // The share of `found` (external ids) that belongs among the `k` best of question `query`; a post whose score is
    // the k-th best's up to 1 % belongs there too. No value when nothing matches.
    std::optional<double> recall(std::size_t query, const std::vector<std::string>& found, std::size_t k) const;

private:
    std::vector<std::unordered_map<std::string, double>> scores_;  // by question: of the posts that match
};

}  // namespace familiar::bench
