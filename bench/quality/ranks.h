// Where the right one stood in lists of results.
#pragma once

#include "base/json.h"

#include <cstddef>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

namespace familiar::bench {

class Ranks {
public:
    static constexpr std::size_t k_depth = 20;

    // `rank` from 0; k_depth or more when it was not found.
    void add(std::size_t rank) {
        ++questions_;
        first_ += rank == 0 ? 1 : 0;
        five_ += rank < 5 ? 1 : 0;
        twenty_ += rank < k_depth ? 1 : 0;
        if (rank < k_depth) reciprocal_ += 1.0 / static_cast<double>(rank + 1);
    }
    int questions() const { return questions_; }
    std::vector<std::pair<std::string, double>> figures() const {
        const double n = questions_ > 0 ? questions_ : 1;
        return {
            {"recall@1", first_ / n}, {"recall@5", five_ / n}, {"recall@20", twenty_ / n}, {"MRR", reciprocal_ / n}};
    }

private:
    int questions_ = 0;
    double first_ = 0;
    double five_ = 0;
    double twenty_ = 0;
    double reciprocal_ = 0;
};

// Prints Familiar's figures beside those of plain search, and adds both to a line of JSON.
inline void report(const std::string& what, const Ranks& ours, const Ranks& plain, Json& line) {
    fmt::print("{:<38} {:>8} {:>10}\n", fmt::format("{} {}", ours.questions(), what), "Familiar", "plain FTS5");
    line["questions"] = ours.questions();
    const auto beside = plain.figures();
    for (std::size_t i = 0; const auto& [name, value] : ours.figures()) {
        fmt::print("{:<38} {:>8.3f} {:>10.3f}\n", name, value, beside[i].second);
        line[name] = value;
        line["plain " + name] = beside[i++].second;
    }
}

// The place of `right` among ids; k_depth when it is not there.
template <class Results, class IdOf>
std::size_t rank_of(const Results& results, const std::string& right, IdOf&& id_of) {
    for (std::size_t rank = 0; rank < results.size() && rank < Ranks::k_depth; ++rank) {
        if (id_of(results[rank]) == right) return rank;
    }
    return Ranks::k_depth;
}

}  // namespace familiar::bench
