#include "platform/call.h"

#include <gtest/gtest.h>

namespace familiar::platform {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class CallTest : public ::testing::Test {
protected:
    VirtualClock clock_{Timestamp(seconds(1'770'000'000))};
};

TEST_F(CallTest, without_limits_goes_on_for_ever) {
    const Call call(clock_);
    clock_.advance(std::chrono::hours(1000));
    EXPECT_TRUE(call.check());
    EXPECT_FALSE(call.left());
    EXPECT_FALSE(call.stopped());
    EXPECT_EQ(call.request_id(), "");
}

TEST_F(CallTest, ends_at_its_deadline) {
    const Call call(clock_, {}, milliseconds(5000), "r-1");
    EXPECT_EQ(call.left(), milliseconds(5000));
    clock_.advance(seconds(4));
    EXPECT_TRUE(call.check());
    EXPECT_EQ(call.left(), milliseconds(1000));
    clock_.advance(seconds(1));
    EXPECT_EQ(call.check().error().code, ErrorCode::deadline);
    clock_.advance(seconds(9));
    EXPECT_EQ(call.left(), milliseconds(0));
    EXPECT_EQ(call.request_id(), "r-1");
}

TEST_F(CallTest, ends_when_it_is_stopped) {
    std::stop_source source;
    const Call call(clock_, source.get_token(), milliseconds(5000), "r-2");
    EXPECT_TRUE(call.check());
    source.request_stop();
    EXPECT_TRUE(call.stopped());
    EXPECT_EQ(call.check().error().code, ErrorCode::cancelled);
    EXPECT_EQ(call.within(milliseconds(100)).check().error().code, ErrorCode::cancelled);
}

TEST_F(CallTest, gets_less_time_and_never_more) {
    const Call call(clock_, {}, milliseconds(5000), "r-3");
    EXPECT_EQ(call.within(milliseconds(2000)).left(), milliseconds(2000));
    EXPECT_EQ(call.within(milliseconds(9000)).left(), milliseconds(5000));
    EXPECT_EQ(Call(clock_).within(milliseconds(700)).left(), milliseconds(700));
    EXPECT_EQ(call.within(milliseconds(2000)).request_id(), "r-3");
}

TEST_F(CallTest, takes_the_longest_time_there_is) {
    const Call call(clock_, {}, milliseconds::max(), "r-4");
    EXPECT_TRUE(call.check());
    EXPECT_GT(*call.left(), std::chrono::hours(1000));
    EXPECT_TRUE(Call(clock_).within(milliseconds::max()).check());
}

TEST(Clock, of_the_system_moves_forward) {
    const SystemClock clock;
    EXPECT_GT(clock.now(), Timestamp(seconds(1'700'000'000)));
    const Elapsed before = clock.steady();
    EXPECT_LE(before, clock.steady());
}

TEST(Clock, of_a_test_stands_still_until_it_is_moved) {
    VirtualClock clock(Timestamp(seconds(100)));
    EXPECT_EQ(clock.now(), Timestamp(seconds(100)));
    const Elapsed before = clock.steady();
    EXPECT_EQ(clock.steady(), before);
    clock.advance(seconds(5));
    EXPECT_EQ(clock.now(), Timestamp(seconds(105)));
    EXPECT_EQ(clock.steady() - before, seconds(5));
}

}  // namespace
}  // namespace familiar::platform
