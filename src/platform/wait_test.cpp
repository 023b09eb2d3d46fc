#include "platform/wait.h"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

namespace familiar::platform {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Wait, passes_on_the_clock_of_the_call) {
    VirtualClock clock(Timestamp(seconds(1'000)));
    const Call call(clock);
    EXPECT_TRUE(wait(call, seconds(0)));
    std::atomic<bool> over = false;
    const std::jthread waiter([&] {
        EXPECT_TRUE(wait(call, seconds(30)));
        over = true;
    });
    const Elapsed start = clock.steady();
    while (!over) clock.advance(seconds(1));  // it may begin late: then more has to pass
    EXPECT_GE(clock.steady() - start, seconds(30));
}

TEST(Wait, ends_with_the_call) {
    const SystemClock clock;
    std::stop_source source;
    std::jthread stopper([&] { source.request_stop(); });
    EXPECT_EQ(wait(Call(clock, source.get_token(), {}, "r"), std::chrono::hours(1)).error().code, ErrorCode::cancelled);
    EXPECT_EQ(wait_for_end(Call(clock, source.get_token(), {}, "r")).error().code, ErrorCode::cancelled);
    const Call brief(clock, {}, milliseconds(5), "r");
    EXPECT_EQ(wait(brief, std::chrono::hours(1)).error().code, ErrorCode::deadline);
    EXPECT_EQ(wait_for_end(brief).error().code, ErrorCode::deadline);
}

}  // namespace
}  // namespace familiar::platform
