// What models think of the best that was found, put together with the order that ranking gave it. Where the opinions
// come from is not known here: they are numbers, so that the same opinions always give the same order.
//
// Pure; any thread.
#pragma once

#include "nouns/evidence.h"

#include <span>
#include <string>
#include <vector>

namespace familiar::retrieve {

struct Opinion {
    Finding::Kind kind = Finding::Kind::reranked;  // or meaning
    std::string by;                                // the engine, as the configuration names it
    std::vector<double> values;                    // 0…1 for each of the first that were found; higher answers better
};

// How likely each text answers, from the scores of a reranker: those of some are probabilities, of others their logits.
// What thinks that nothing answers moves little.
std::vector<double> likelihoods(std::span<const double> scores);

// How near each is to the question beside the others: cosines of all texts in one language lie close together.
std::vector<double> nearness(std::span<const double> cosines);

// The cosine of two vectors; 0 for different lengths and for vectors without a direction.
double cosine(std::span<const float> a, std::span<const float> b);

// Orders the first of what was found by ranking and opinions together; scores stay in their falling order and go to
// whoever stands there now. Each that moved for an opinion gets a finding that says so. An opinion with more values
// than there is evidence, or with another number than the first, is left out.
void weigh_opinions(std::vector<Evidence>& found, std::span<const Opinion> opinions);

}  // namespace familiar::retrieve
