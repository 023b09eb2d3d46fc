// "What do we know about this?": finds posts that the viewer may see, ranks them, and says which sentence of each
// answers best and why it was found. Writes no prose.
//
// Lexical: BM25F over the common file and the person's own with common statistics, then a second look at the best with
// sentence coverage, what the sentence offers (a time, an amount …), context (title, thread, the post replied to),
// recency and engagement.
#pragma once

#include "nouns/evidence.h"
#include "nouns/person.h"
#include "nouns/query.h"
#include "platform/call.h"
#include "retrieve/candidate.h"
#include "store/archive.h"

#include <vector>

namespace familiar::retrieve {

// Thread-safe. The archive outlives it.
class Retriever {
public:
    explicit Retriever(store::Archive& archive) : archive_(archive) {}

    // Best first, at most query.limit. A query without words lists by its filter, in its order.
    Result<std::vector<Evidence>> find(const Call& call, const Viewer& viewer, const Query& query);

    // All candidates of the same search with their features, best first: what ranking is trained with.
    // `examined`: with those of all sentences.
    Result<std::vector<Judgement>> judged(const Call& call, const Viewer& viewer, const Query& query, bool examined);

private:
    store::Archive& archive_;
};

}  // namespace familiar::retrieve
