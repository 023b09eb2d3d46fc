// The second look: how well each sentence of a post answers, given what stands around it.
#pragma once

#include "nouns/evidence.h"
#include "nouns/query.h"
#include "retrieve/terms.h"

#include <optional>
#include <string>
#include <vector>

namespace familiar::retrieve {

// A post with what ranking needs to know of its surroundings.
struct Candidate {
    Post post;
    std::string source_title;
    double lexical = 0;        // BM25F over the best candidate's, 0…1
    std::vector<Post> before;  // what it replies to or follows, nearest first
};

struct RankContext {
    const Query& query;
    const std::vector<Term>& terms;
    std::optional<Timestamp> newest;  // of all candidates, for recency
};

// Scores a candidate and picks its best sentence. Deterministic.
Evidence judge(const Candidate& candidate, const RankContext& context);

}  // namespace familiar::retrieve
