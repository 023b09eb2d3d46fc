// What one word adds to the score of one post, as a byte that is worked out when the post is indexed.
//
// BM25F after Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), §3.6: frequencies in the fields
// are weighted and normalised by length before they saturate. Lengths are compared with what is usual for the kind of
// post instead of the average of the collection, so that what a post is worth does not change when others come, and
// scores of different files compare. Impacts as small numbers: Anh and Moffat, "Pruned query evaluation using
// pre-computed impacts" (2006).
#pragma once

#include "nouns/post.h"

#include <cstddef>
#include <cstdint>

namespace familiar::store::index {

// How often a word stands in the fields of a post.
struct Occurrences {
    std::uint32_t title = 0;
    std::uint32_t text = 0;
    std::uint32_t author = 0;
};

// 1 to 255; `words` is the length of the text.
std::uint8_t impact_of(const Occurrences& occurrences, PostKind kind, std::size_t words);

// What an impact of 1 stands for; 255 is the most that a word can reach.
double impact_unit();

// The weight of a term of `idf` in the whole numbers that searching adds up, and a sum of them as a score.
std::uint32_t weight_of(double idf);
double score_of(std::uint32_t sum);

}  // namespace familiar::store::index
