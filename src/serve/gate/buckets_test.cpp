#include "serve/gate/buckets.h"

#include "serve/limits.h"

#include <gtest/gtest.h>

namespace familiar::serve {
namespace {

class BucketsTest : public testing::Test {
protected:
    platform::VirtualClock clock{Timestamp(std::chrono::seconds(1000))};
    Buckets buckets{clock};
    const Rate rate{3, 60};
};

TEST_F(BucketsTest, GrantsTheBurstThenSaysWhen) {
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(buckets.take("ana", rate).granted);
    const Allowance refused = buckets.take("ana", rate);
    EXPECT_FALSE(refused.granted);
    EXPECT_EQ(refused.remaining, 0);
    EXPECT_EQ(refused.limit, 3);
    EXPECT_EQ(refused.retry_in, std::chrono::seconds(1));
    EXPECT_EQ(refused.full_in, std::chrono::seconds(3));
    clock.advance(refused.retry_in);
    EXPECT_TRUE(buckets.take("ana", rate).granted);
}

TEST_F(BucketsTest, OnePersonDoesNotUseUpAnothers) {
    for (int i = 0; i < 5; ++i) (void)buckets.take("ana", rate);
    EXPECT_TRUE(buckets.take("ben", rate).granted);
}

TEST_F(BucketsTest, ACostAboveTheBurstIsGrantedFromAFullBucket) {
    EXPECT_TRUE(buckets.take("ana", rate, 10).granted);
    EXPECT_FALSE(buckets.take("ana", rate, 10).granted);
}

TEST_F(BucketsTest, AFloodOfKeysIsBounded) {
    for (std::size_t i = 0; i < 2 * k_buckets_max; ++i) (void)buckets.take(std::to_string(i), rate);
    EXPECT_LE(buckets.size(), k_buckets_max);
}

}  // namespace
}  // namespace familiar::serve
