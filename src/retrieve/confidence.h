// Whether the best article of reference answers the question at all.
#pragma once

#include "retrieve/candidate.h"

#include <vector>

namespace familiar::retrieve {

// What is known of the best article and those behind it.
struct Lead {
    const Page& page;
    const Features& features;
    const SentenceFeatures& sentence;     // its best
    TermSet sentence_terms;               // of the query, in its best sentence
    std::vector<double> sentence_scores;  // of all its sentences, best first; not empty
    std::vector<double> scores;           // of all articles that were looked at again, best first; not empty
    bool second_has_same_title = false;
};

Grounds grounds_of(const Lead& lead, const RankContext& context);

// The probability that the article holds an answer, as it is among questions of which half have none in the library.
double confidence_of(const Grounds& grounds);

}  // namespace familiar::retrieve
