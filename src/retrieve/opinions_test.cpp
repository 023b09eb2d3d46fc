#include "retrieve/opinions.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>
#include <set>

namespace familiar::retrieve {
namespace {

using Kind = Finding::Kind;

std::vector<Evidence> found(std::vector<double> scores) {
    std::vector<Evidence> all(scores.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].post.external_id = std::string(1, static_cast<char>('a' + i));
        all[i].score = scores[i];
    }
    return all;
}

std::string order_of(const std::vector<Evidence>& all) {
    std::string order;
    for (const Evidence& one : all) order += one.post.external_id;
    return order;
}

TEST(Opinions, ARerankerThatIsSureOverrulesTheWords) {
    std::vector<Evidence> all = found({9, 8, 4, 2});
    weigh_opinions(all, std::vector<Opinion>{{Kind::reranked, "judge", {0.01, 0.02, 0.95}}});
    EXPECT_EQ(order_of(all), "cabd");
    EXPECT_EQ(all[0].score, 9);  // scores fall as before
    EXPECT_EQ(all[3].score, 2);
    ASSERT_EQ(all[0].because.size(), 1U);
    EXPECT_EQ(all[0].because[0].kind, Kind::reranked);
    EXPECT_EQ(all[0].because[0].what, "judge");
    EXPECT_GT(all[0].because[0].weight, 0);
    EXPECT_LT(all[1].because[0].weight, 0);
    EXPECT_TRUE(all[3].because.empty());  // it was not judged
}

TEST(Opinions, OneThatThinksNothingAnswersChangesNothing) {
    std::vector<Evidence> all = found({9, 8, 7.9});
    weigh_opinions(all, std::vector<Opinion>{{Kind::reranked, "judge", likelihoods(std::vector{-9.0, -8.5, -8.0})}});
    EXPECT_EQ(order_of(all), "abc");
    for (const Evidence& one : all) EXPECT_TRUE(one.because.empty());
}

TEST(Opinions, MeaningTipsWhatWordsLeaveOpenAndNoMore) {
    std::vector<Evidence> close = found({9, 8.5});
    const std::vector<Opinion> meaning = {{Kind::meaning, "vectors", {0, 1}}};
    weigh_opinions(close, meaning);
    EXPECT_EQ(order_of(close), "ba");
    EXPECT_EQ(close[0].because[0].kind, Kind::meaning);
    std::vector<Evidence> far = found({9, 2});
    weigh_opinions(far, meaning);
    EXPECT_EQ(order_of(far), "ab");
}

TEST(Opinions, OfAnotherLengthAreLeftOut) {
    std::vector<Evidence> all = found({2, 1});
    weigh_opinions(all, std::vector<Opinion>{{Kind::reranked, "judge", {0, 1, 1}}, {Kind::reranked, "none", {}}});
    EXPECT_EQ(order_of(all), "ab");
    weigh_opinions(all, std::vector<Opinion>{{Kind::reranked, "judge", {0, 1}}, {Kind::meaning, "short", {0}}});
    EXPECT_EQ(order_of(all), "ba");
    std::vector<Evidence> none;
    weigh_opinions(none, std::vector<Opinion>{{Kind::reranked, "judge", {1}}});
    EXPECT_TRUE(none.empty());
}

TEST(Opinions, ScoresOfAnySizeBecomeLikelihoods) {
    EXPECT_EQ(likelihoods(std::vector{0.0, 0.4, 1.0}), (std::vector{0.0, 0.4, 1.0}));
    const double huge = std::numeric_limits<double>::max();
    EXPECT_EQ(likelihoods(std::vector{-huge, 0.0, huge}), (std::vector{0.0, 0.5, 1.0}));
    EXPECT_TRUE(likelihoods({}).empty());
}

TEST(Opinions, CosinesThatLieCloseTogetherSayLittle) {
    const std::vector<double> near = nearness(std::vector{0.80, 0.81});
    EXPECT_LT(near[1], 0.1);
    EXPECT_EQ(nearness(std::vector{0.2, 0.8}), (std::vector{0.0, 1.0}));
    EXPECT_TRUE(nearness({}).empty());
}

TEST(Opinions, VectorsWithoutADirectionAreNearToNothing) {
    const std::vector<float> right = {3, 0};
    const std::vector<float> zero = {0, 0};
    const float huge = std::numeric_limits<float>::max();
    EXPECT_DOUBLE_EQ(cosine(right, std::vector<float>{2, 0}), 1);
    EXPECT_EQ(cosine(right, zero), 0);
    EXPECT_EQ(cosine(right, std::vector<float>{1, 0, 0}), 0);
    EXPECT_NEAR(cosine(std::vector<float>{huge, huge}, std::vector<float>{huge, huge}), 1, 1e-9);
}

RC_GTEST_PROP(OpinionsProperty, NothingIsLostAndScoresFall, ()) {
    const auto values = *rc::gen::nonEmpty<std::vector<std::uint8_t>>();
    std::vector<double> scores;
    std::vector<double> thought;
    for (const int value : values) {
        scores.push_back(value - 20);
        thought.push_back((value * 37 % 256) / 255.0);
    }
    std::ranges::sort(scores, std::greater<>());
    std::vector<Evidence> all(scores.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].post.external_id = std::to_string(i);
        all[i].score = scores[i];
    }
    weigh_opinions(all, std::vector<Opinion>{{Kind::reranked, "judge", thought}});
    std::set<std::string> left;
    for (std::size_t i = 0; i < all.size(); ++i) {
        left.insert(all[i].post.external_id);
        RC_ASSERT(all[i].score == scores[i]);
    }
    RC_ASSERT(left.size() == scores.size());
}

}  // namespace
}  // namespace familiar::retrieve
