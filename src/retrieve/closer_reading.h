// A closer reading of a page of reference: what each sentence offers of what the question asks, in which words, and
// how it stands among the others.
#pragma once

#include "retrieve/candidate.h"

#include <vector>

namespace familiar::retrieve {

// All features of all sentences of a page, in order. Deterministic.
std::vector<SentenceFeatures> read_closely(const Page& page, const RankContext& context);

}  // namespace familiar::retrieve
