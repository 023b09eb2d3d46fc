#include "gather/importer/fetch.h"

#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

using namespace std::chrono_literals;

TEST(BackOff, DoublesFromFiveMinutesToADay) {
    const Timestamp now{1'000'000s};
    EXPECT_EQ(next_try(now, 1, {}) - now, 5min);
    EXPECT_EQ(next_try(now, 2, {}) - now, 10min);
    EXPECT_EQ(next_try(now, 5, {}) - now, 80min);
    EXPECT_EQ(next_try(now, 9, {}) - now, 1280min);
    EXPECT_EQ(next_try(now, 10, {}) - now, 24h);
    EXPECT_EQ(next_try(now, 1'000'000'000, {}) - now, 24h);
}

TEST(BackOff, WaitsAsLongAsTheServerAsksWithinReason) {
    const Timestamp now{1'000'000s};
    EXPECT_EQ(next_try(now, 1, 3600s) - now, 1h);
    EXPECT_EQ(next_try(now, 1, 10s) - now, 5min);
    EXPECT_EQ(next_try(now, 1, -10s) - now, 5min);
    EXPECT_EQ(next_try(now, 1, std::chrono::seconds::max()) - now, 24h * 7);
}

}  // namespace
}  // namespace familiar::gather
