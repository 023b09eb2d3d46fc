// A second opinion on what was found: engines read the best of it beside the question, and the order is weighed anew.
// Search is done by then and nothing is found or lost here; without engines nothing changes.
//
// Thread-safe; shared by all turns. Collaborators outlive it.
#pragma once

#include "converse/judging.h"
#include "converse/vector_memory.h"
#include "nouns/evidence.h"
#include "nouns/query.h"
#include "retrieve/opinions.h"

#include <optional>
#include <string>
#include <vector>

namespace familiar::converse {

class SecondOpinion {
public:
    explicit SecondOpinion(Judging& judging) : judging_(judging) {}

    // `found`: what `viewer` was shown for the query, best first.
    void weigh(const Call& call, PersonId viewer, const Query& query, std::vector<Evidence>& found);

private:
    struct Matter;
    std::optional<retrieve::Opinion> reranked(const Call& call, const Matter& matter);
    std::optional<retrieve::Opinion> by_meaning(const Call& call, const Matter& matter);

    Judging& judging_;
    VectorMemory vectors_;
};

}  // namespace familiar::converse
