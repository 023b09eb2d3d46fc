#include "base/dates.h"

#include <gtest/gtest.h>

namespace familiar {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> found(std::string_view text, CivilDate written_on = CivilDate{2026y, std::chrono::May, 10d}) {
    std::vector<std::string> out;
    for (const DateMention& mention : dates_in(text, written_on)) {
        out.push_back(time::long_date(mention.date) + " | " + std::string(mention.span.of(text)));
    }
    return out;
}

using Found = std::vector<std::string>;

TEST(Dates, AsPeopleWriteThem) {
    EXPECT_EQ(found("on Saturday 6 June at 10:00"), (Found{"6 June 2026 | 6 June"}));
    EXPECT_EQ(found("June 6th, 2027"), (Found{"6 June 2027 | June 6th, 2027"}));
    EXPECT_EQ(found("from Friday 19 June to Sunday 21 June"),
              (Found{"19 June 2026 | 19 June", "21 June 2026 | 21 June"}));
    EXPECT_EQ(found("geboren am 22. April"), (Found{"22 April 2026 | 22. April"}));
    EXPECT_EQ(found("quinta-feira, 16 de abril de 2026"), (Found{"16 April 2026 | 16 de abril de 2026"}));
    EXPECT_EQ(found("due 2026-06-06 latest"), (Found{"6 June 2026 | 2026-06-06"}));
    EXPECT_EQ(found("the 1st of June"), (Found{"1 June 2026 | 1st of June"}));
}

TEST(Dates, WithoutAYearTheyComeOrJustWere) {
    EXPECT_EQ(found("on 3 January"), (Found{"3 January 2027 | 3 January"}));
    EXPECT_EQ(found("on 1 March"), (Found{"1 March 2026 | 1 March"}));
}

TEST(Dates, WhatIsNoDate) {
    EXPECT_EQ(found("I may 5 times"), Found{});
    EXPECT_EQ(found("31 February, 45 May and 12 apples"), Found{});
    EXPECT_EQ(found(""), Found{});
}

}  // namespace
}  // namespace familiar
