#include "retrieve/trees.h"

#include <gtest/gtest.h>

namespace familiar::retrieve {
namespace {

TEST(Trees, SumTheLeavesThatFeaturesLeadTo) {
    Tree tree{};
    tree.features[0] = static_cast<std::uint8_t>(Feature::title);
    tree.thresholds[0] = 0.5F;
    for (std::size_t split = 1; split < Tree::k_splits; ++split) tree.thresholds[split] = 1e9F;  // below, all of them
    tree.leaves.front() = -1.0F;
    tree.leaves[8] = 2.0F;
    const std::array<Tree, 2> trees = {tree, tree};
    Features features;
    features[Feature::title] = 0.4;
    EXPECT_EQ(sum_of(trees, features), -2);
    features[Feature::title] = 0.5;
    EXPECT_EQ(sum_of(trees, features), 4);
}

template <class Name>
void expect_known_features(std::span<const Tree> trees) {
    ASSERT_FALSE(trees.empty());
    for (const Tree& tree : trees) {
        for (const std::uint8_t feature : tree.features) EXPECT_LT(feature, FeatureVector<Name>::k_size);
    }
}

TEST(Trees, AreLearnedFromFeaturesThatThereAre) {
    expect_known_features<SentenceFeature>(sentence_trees());
    expect_known_features<Feature>(article_trees());
    expect_known_features<Ground>(confidence_trees());
}

}  // namespace
}  // namespace familiar::retrieve
