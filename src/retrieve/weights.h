// What each feature is worth.
#pragma once

#include "retrieve/features.h"

namespace familiar::retrieve {

// In a work of reference, which sentence answers best, and which article; learned by bench/quality/train.py, but for
// `amount` and `reason`, of which the questions have too few.
inline constexpr SentenceFeatures::Weights k_reference_sentence = {
    4.022,   // around
    -0.826,  // own
    1.596,   // beyond_title
    1.576,   // help
    1.069,   // person
    1.589,   // time
    1.048,   // place
    1.200,   // amount
    1.758,   // number
    0.900,   // reason
    -1.487,  // lacks
    0.176,   // negated
    -0.935,  // asks
    0.020,   // change
    -0.563,  // pairs
    0.253,   // opening
    1.504,   // early
    0.883,   // wording
    0.457,   // new_names
    0.363,   // new_numbers
    -0.221,  // length
};

inline constexpr Features::Weights k_reference = {
    1.000,   // sentence
    1.163,   // matched
    1.253,   // lexical
    1.000,   // lexical_relative
    -1.118,  // text_only
    -0.146,  // whole
    0.200,   // title
    0.717,   // title_purity
    0.355,   // title_order
    0.311,   // pairs
    1.468,   // wording
    0.223,   // rarest
    1.091,   // rare
    0.188,   // window
    -0.045,  // opening
    -0.151,  // length
};

// In what people write to each other and in the news, where what is new, what changed and what was said before count,
// and the questions to learn from are too few; by hand.
inline constexpr SentenceFeatures::Weights k_talk_sentence = {
    1.00,   // around
    0.00,   // own
    0.00,   // beyond_title
    0.15,   // help
    0.22,   // person
    0.22,   // time
    0.22,   // place
    0.22,   // amount
    0.22,   // number
    0.22,   // reason
    -0.20,  // lacks
    -0.20,  // negated
    -0.35,  // asks
    0.06,   // change
    0.00,   // pairs
    0.00,   // opening
    0.00,   // early
    0.00,   // wording
    0.00,   // new_names
    0.00,   // new_numbers
    0.00,   // length
};

inline constexpr Features::Weights k_talk = {
    1.00,  // sentence
    0.15,  // matched
    0.00,  // lexical
    0.00,  // lexical_relative
    0.00,  // text_only
    0.00,  // whole
    0.00,  // title
    0.00,  // title_purity
    0.00,  // title_order
    0.08,  // pairs
    0.00,  // wording
    0.00,  // rarest
    0.00,  // rare
    0.00,  // window
    0.00,  // opening
    0.00,  // length
};

}  // namespace familiar::retrieve
