#include "answer/instant/values.h"

#include <gtest/gtest.h>

namespace familiar::answer::instant {
namespace {

using namespace std::chrono_literals;

constexpr CivilDate k_written_on = 2026y / 5 / 18;

Stated stated(std::string_view sentence) { return values_in(sentence, k_written_on); }

int days(CivilDate date) { return static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count()); }

TEST(Values, DatesTimesAndMoney) {
    const Values values = stated("The meeting is on Sunday 7 June at 11:00 and costs 5 euro.").now;
    EXPECT_EQ(values.date, days(2026y / 6 / 7));
    EXPECT_EQ(values.weekday, 7U);
    EXPECT_EQ(values.clock, 11 * 60);
    EXPECT_EQ(values.money, "5");
    EXPECT_EQ(values.kinds(), 4);
}

TEST(Values, HalfPastSevenIsSevenThirty) {
    EXPECT_EQ(stated("It opens at half past seven.").now.clock, stated("It opens at 19:30.").now.clock);
    EXPECT_EQ(stated("It opens at 8 in the morning.").now.clock, 8 * 60);
}

TEST(Values, WhatIsOverIsKeptApart) {
    const Stated moved = stated("The tour is moved from Thursday 21 May to Thursday 28 May.");
    EXPECT_EQ(moved.now.date, days(2026y / 5 / 28));
    EXPECT_EQ(moved.former.date, days(2026y / 5 / 21));
    EXPECT_EQ(stated("Training is at 19:00, not at 18:30.").former.clock, 6 * 60 + 30);
    EXPECT_EQ(stated("From Saturday 2 May the ferry sails.").now.date, days(2026y / 5 / 2));
    EXPECT_EQ(stated("Eggs cost 5 euro, up from 4.50.").now.money, "5");
    EXPECT_EQ(stated("Eggs cost 5 euro, up from 4.50.").former.money, "4.5");
}

TEST(Values, AgreeingAndDiffering) {
    const auto of = [](std::string_view sentence) { return stated(sentence).now; };
    EXPECT_TRUE(differ(of("It is at 17:00."), of("It is at 18:00.")));
    EXPECT_FALSE(differ(of("It is at 17:00."), of("It costs 5 euro.")));
    EXPECT_TRUE(agree(of("On 7 June at 20:30."), of("On 4 June at 20:30.")));
    EXPECT_FALSE(differ(of("On Mondays at 9:00."), of("Closed on Tuesdays.")));
}

}  // namespace
}  // namespace familiar::answer::instant
