#include "retrieve/trees.h"

namespace familiar::retrieve {

namespace {

// A line a tree: features, thresholds, leaves.
constexpr Tree k_sentence_trees[] = {
#include "retrieve/learned/sentence_trees.inc"
};
constexpr Tree k_article_trees[] = {
#include "retrieve/learned/article_trees.inc"
};
constexpr Tree k_confidence_trees[] = {
#include "retrieve/learned/confidence_trees.inc"
};

}  // namespace

std::span<const Tree> sentence_trees() { return k_sentence_trees; }
std::span<const Tree> article_trees() { return k_article_trees; }
std::span<const Tree> confidence_trees() { return k_confidence_trees; }

}  // namespace familiar::retrieve
