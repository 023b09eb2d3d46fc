// Gradient-boosted regression trees (Friedman 2001) as bench/quality/train.py learned them: a vector of features gives
// the sum of one leaf of each tree.
#pragma once

#include "retrieve/features.h"

#include <array>
#include <cstdint>
#include <span>

namespace familiar::retrieve {

// A perfect binary tree: the children of split i are 2i + 1, when the feature is below the threshold, and 2i + 2.
struct Tree {
    static constexpr std::size_t k_depth = 4;
    static constexpr std::size_t k_splits = (1U << k_depth) - 1;

    std::array<std::uint8_t, k_splits> features;
    std::array<float, k_splits> thresholds;
    std::array<float, k_splits + 1> leaves;
};

template <class Name>
double sum_of(std::span<const Tree> trees, const FeatureVector<Name>& features) {
    double sum = 0;
    for (const Tree& tree : trees) {
        std::size_t at = 0;
        for (std::size_t level = 0; level < Tree::k_depth; ++level) {
            const auto value = static_cast<float>(features[static_cast<Name>(tree.features[at])]);
            at = 2 * at + (value < tree.thresholds[at] ? 1 : 2);
        }
        sum += static_cast<double>(tree.leaves[at - Tree::k_splits]);
    }
    return sum;
}

// How well a sentence answers among those of its article, of SentenceFeatures.
std::span<const Tree> sentence_trees();
// How well an article answers among the candidates, of Features.
std::span<const Tree> article_trees();
// The log-odds that the best article answers at all, of Grounds.
std::span<const Tree> confidence_trees();

}  // namespace familiar::retrieve
