#include "answer/instant/opinion.h"

#include <gtest/gtest.h>

namespace familiar::answer::instant {
namespace {

TEST(Opinion, PraiseAndBlame) {
    EXPECT_GT(leaning_of("The new bakery is wonderful."), 0);
    EXPECT_LT(leaning_of("The loaf I got was burnt underneath."), 0);
    EXPECT_EQ(leaning_of("Our boiler makes a noise like a cow."), 0);
    EXPECT_EQ(leaning_of("I am reading as fast as I can."), 0);
    EXPECT_GT(leaning_of("Ich empfehle Schuh Tanner."), 0);
}

TEST(Opinion, NegationTurnsRoundWithinItsClause) {
    EXPECT_GT(leaning_of("Dunne did our bathroom and I had no complaint."), 0);
    EXPECT_GT(leaning_of("They don't burn the loaves any more, I had a good one today."), 0);
    EXPECT_GT(leaning_of("Very good, if not cheap."), 0);
}

TEST(Opinion, TheSideThatIsDeclaredCounts) {
    EXPECT_GT(leaning_of("I am for the ban."), 0);
    EXPECT_GT(leaning_of("So I am for it now, I think."), 0);
    EXPECT_LT(leaning_of("I am against the turbines in that place, not against wind."), 0);
    EXPECT_LT(leaning_of("Ich bin gegen die Seilbahn."), 0);
    EXPECT_EQ(leaning_of("I was against it once."), 0);
}

TEST(Opinion, WhatStandsBehindTheButIsMeant) {
    EXPECT_LT(leaning_of("Lorcan is a nice man but he cancelled on my son twice."), 0);
    EXPECT_LT(leaning_of("Nice buns, but the bakery is closed on Mondays."), 0);
    EXPECT_GT(leaning_of("I was ready to laugh but the bread is really good."), 0);
    EXPECT_GT(leaning_of("Katie is great, but ask early."), 0);
}

TEST(Opinion, WarningsWithoutAWordOfBlame) {
    EXPECT_LT(leaning_of("I would not take Saltmarsh House again."), 0);
    EXPECT_LT(leaning_of("Not Harbour Dental, I sat there for three hours."), 0);
    EXPECT_LT(leaning_of("Stay away from Gipfelkauf."), 0);
}

TEST(Opinion, Undecided) {
    EXPECT_TRUE(is_undecided("I can't decide about the turbines."));
    EXPECT_FALSE(is_undecided("I decided at once."));
}

}  // namespace
}  // namespace familiar::answer::instant
