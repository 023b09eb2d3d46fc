#include "converse/understand/period.h"

#include <gtest/gtest.h>

namespace familiar::converse {
namespace {

// Sunday 31 May 2026, 19:00 in Dublin.
const Timestamp k_now = *time::parse_rfc3339("2026-05-31T18:00:00Z");

std::string found(std::string_view text) {
    const auto period = find_period(text, k_now, "Europe/Dublin");
    if (!period) return "none";
    const Timestamp last = period->range.end - std::chrono::seconds(1);
    return time::long_date(period->range.begin, "Europe/Dublin") + " – " + time::long_date(last, "Europe/Dublin");
}

TEST(Period, RelativePeriods) {
    EXPECT_EQ(found("what happened today"), "31 May 2026 – 31 May 2026");
    EXPECT_EQ(found("what was said yesterday?"), "30 May 2026 – 30 May 2026");
    EXPECT_EQ(found("in the garden group last week"), "18 May 2026 – 24 May 2026");
    EXPECT_EQ(found("this week"), "25 May 2026 – 31 May 2026");
    EXPECT_EQ(found("last month"), "1 April 2026 – 30 April 2026");
    EXPECT_EQ(found("the last 3 days"), "28 May 2026 – 31 May 2026");
    EXPECT_EQ(found("last weekend"), "23 May 2026 – 24 May 2026");
    EXPECT_EQ(found("2 days ago"), "29 May 2026 – 29 May 2026");
    EXPECT_EQ(found("¿qué pasó la semana pasada?"), "18 May 2026 – 24 May 2026");
    EXPECT_EQ(found("esta semana"), "25 May 2026 – 31 May 2026");
    EXPECT_EQ(found("o mês passado"), "1 April 2026 – 30 April 2026");
    EXPECT_EQ(found("was war gestern"), "30 May 2026 – 30 May 2026");
    EXPECT_EQ(found("last year"), "1 January 2025 – 31 December 2025");
}

TEST(Period, Dates) {
    EXPECT_EQ(found("on 18 May"), "18 May 2026 – 18 May 2026");
    EXPECT_EQ(found("May 18th"), "18 May 2026 – 18 May 2026");
    EXPECT_EQ(found("on 24 December"), "24 December 2025 – 24 December 2025");
    EXPECT_EQ(found("on 3 March 2024"), "3 March 2024 – 3 March 2024");
    EXPECT_EQ(found("between 18 and 24 May"), "18 May 2026 – 24 May 2026");
    EXPECT_EQ(found("from 3 March to 5 April"), "3 March 2026 – 5 April 2026");
    EXPECT_EQ(found("in April"), "1 April 2026 – 30 April 2026");
    EXPECT_EQ(found("in November"), "1 November 2025 – 30 November 2025");
    EXPECT_EQ(found("on Monday"), "25 May 2026 – 25 May 2026");
    EXPECT_EQ(found("on Sunday"), "24 May 2026 – 24 May 2026");
    EXPECT_EQ(found("since 20 May"), "20 May 2026 – 31 May 2026");
}

TEST(Period, NotEveryNumberIsADate) {
    EXPECT_EQ(found("may I ask something"), "none");
    EXPECT_EQ(found("route 66 and 5 apples"), "none");
    EXPECT_EQ(found("on 31 February"), "none");
    EXPECT_EQ(found("who recommended a plumber"), "none");
    EXPECT_EQ(found(""), "none");
}

TEST(Period, ClocksThatChange) {
    const auto march = find_period("on 29 March", k_now, "Europe/Dublin");  // summer time begins
    ASSERT_TRUE(march);
    EXPECT_EQ(march->range.end - march->range.begin, std::chrono::hours(23));
}

}  // namespace
}  // namespace familiar::converse
