// The second look at the best articles of reference: what a closer reading of their sentences tells, given what the
// question asks; which sentence then answers best, and in which order the articles stand.
#pragma once

#include "retrieve/candidate.h"

#include <vector>

namespace familiar::retrieve {

// Looks again at the k_second_looks best articles of reference by `as_reference`, of which it sets `features`,
// `as_reference` and the best sentence anew; they stay before all other articles. `pages` are those of `found`, in its
// order. `examined`: the features of their sentences are kept. Deterministic.
void look_again(std::vector<Judgement>& found, const std::vector<Page>& pages, const RankContext& context,
                bool examined);

}  // namespace familiar::retrieve
