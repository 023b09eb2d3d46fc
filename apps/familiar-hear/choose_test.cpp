#include "apps/familiar-hear/choose.h"

#include <gtest/gtest.h>

namespace familiar::hear {
namespace {

Reading reading(std::string text, double confidence, double score) { return {std::move(text), confidence, score}; }

TEST(Choose, WordsInOrderAreCountedAgainstTheLongerReading) {
    EXPECT_DOUBLE_EQ(agreement_of("where is the quiz", "where is the quiz"), 1);
    EXPECT_DOUBLE_EQ(agreement_of("where is the quiz", "where was the quiz now"), 0.6);
    EXPECT_DOUBLE_EQ(agreement_of("", ""), 1);
    EXPECT_DOUBLE_EQ(agreement_of("a", ""), 0);
}

TEST(Choose, NothingHeardIsNeverSure) {
    EXPECT_EQ(choose({}, {}).confidence, 0);
    EXPECT_EQ(confidence_alone({}), 0);
}

TEST(Choose, AReadingStandsInForOneThatIsEmpty) {
    EXPECT_TRUE(choose({}, reading("where is the quiz", 0.9, -5)).is_world);
    EXPECT_FALSE(choose(reading("where is the quiz", 0.9, -5), {}).is_world);
}

TEST(Choose, TheWorldIsBelievedWhereItExplainsTheSoundBetterAndTheStockModelWhereItDoesByFar) {
    EXPECT_TRUE(choose(reading("where is a quick", 0.5, -5.4), reading("where is the quiz", 0.5, -5.0)).is_world);
    EXPECT_FALSE(
        choose(reading("the senate passed the bill", 0.5, -4.0), reading("the tent past bill", 0.5, -6.0)).is_world);
}

TEST(Choose, TwoThatAgreeAreSurerThanTwoThatDoNot) {
    const Reading world = reading("where is the quiz", 0.7, -5);
    const Choice same = choose(reading("where is the quiz", 0.7, -5.1), world);
    const Choice other = choose(reading("wearing a squeeze", 0.7, -5.1), world);
    EXPECT_GT(same.confidence, other.confidence);
    EXPECT_GT(same.confidence, 0);
    EXPECT_LT(same.confidence, 1);
}

}  // namespace
}  // namespace familiar::hear
