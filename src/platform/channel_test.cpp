#include "platform/channel.h"

#include "platform/workers.h"

#include <atomic>
#include <gtest/gtest.h>
#include <latch>
#include <memory>
#include <set>
#include <sys/resource.h>
#include <thread>

namespace familiar::platform {
namespace {

TEST(Channel, hands_over_in_order) {
    Channel<int> channel(3);
    EXPECT_TRUE(channel.send(1));
    EXPECT_TRUE(channel.send(2));
    EXPECT_EQ(channel.receive(), 1);
    EXPECT_EQ(channel.receive(), 2);
}

TEST(Channel, is_bounded) {
    Channel<int> channel(2);
    EXPECT_TRUE(channel.try_send(1));
    EXPECT_TRUE(channel.try_send(2));
    EXPECT_FALSE(channel.try_send(3));
    EXPECT_EQ(channel.receive(), 1);
    EXPECT_TRUE(channel.try_send(3));
}

TEST(Channel, carries_what_cannot_be_copied) {
    Channel<std::unique_ptr<int>> channel(1);
    channel.send(std::make_unique<int>(7));
    EXPECT_EQ(**channel.receive(), 7);
}

TEST(Channel, when_closed_gives_what_it_holds_and_then_nothing) {
    Channel<int> channel(2);
    channel.send(1);
    channel.close();
    channel.close();
    EXPECT_FALSE(channel.send(2));
    EXPECT_FALSE(channel.try_send(2));
    EXPECT_EQ(channel.receive(), 1);
    EXPECT_EQ(channel.receive(), std::nullopt);
    EXPECT_EQ(channel.receive(), std::nullopt);
}

TEST(Channel, close_wakes_everybody) {
    Channel<int> empty(1);
    Channel<int> full(1);
    full.send(0);
    std::atomic<int> woken = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] { woken += empty.receive().has_value() ? 100 : 1; });
        threads.emplace_back([&] { woken += full.send(1) ? 100 : 1; });
    }
    empty.close();
    full.close();
    threads.clear();
    EXPECT_EQ(woken, 8);
}

TEST(Channel, loses_and_doubles_nothing_between_many_threads) {
    constexpr int k_senders = 4;
    constexpr int k_each = 500;
    Channel<int> channel(3);
    Mutex mutex;
    std::multiset<int> received;
    {
        std::vector<std::jthread> receivers;
        for (int i = 0; i < 3; ++i) {
            receivers.emplace_back([&] {
                while (const auto value = channel.receive()) {
                    Lock lock(mutex);
                    received.insert(*value);
                }
            });
        }
        std::vector<std::jthread> senders;
        for (int s = 0; s < k_senders; ++s) {
            senders.emplace_back([&channel, s] {
                for (int i = 0; i < k_each; ++i) channel.send(s * k_each + i);
            });
        }
        senders.clear();
        channel.close();
    }
    ASSERT_EQ(received.size(), static_cast<std::size_t>(k_senders * k_each));
    EXPECT_EQ(std::set<int>(received.begin(), received.end()).size(), received.size());
}

TEST(Condition, tells_when_time_ran_out) {
    Mutex mutex;
    Condition condition;
    Lock lock(mutex);
    EXPECT_FALSE(condition.wait_for(mutex, std::chrono::milliseconds(1)));
}

TEST(Workers, do_all_that_is_queued_before_they_end) {
    std::atomic<int> done = 0;
    {
        Workers workers(2, 100);
        for (int i = 0; i < 100; ++i) {
            while (!workers.submit([&] { ++done; })) std::this_thread::yield();
        }
    }
    EXPECT_EQ(done, 100);
}

TEST(Workers, say_when_they_are_busy) {
    std::latch started(1);
    std::latch go_on(1);
    std::atomic<int> done = 0;
    {
        Workers workers(1, 1);
        ASSERT_TRUE(workers.submit([&] {
            started.count_down();
            go_on.wait();
            ++done;
        }));
        started.wait();
        EXPECT_TRUE(workers.submit([&] { ++done; }));
        EXPECT_FALSE(workers.submit([&] { done += 100; }));
        go_on.count_down();
    }
    EXPECT_EQ(done, 2);
}

TEST(Workers, in_the_background_give_way_with_the_threads_they_start) {
    std::atomic<int> own = 0;
    std::atomic<int> started = 0;
    {
        Workers workers(1, 1, Priority::background);
        ASSERT_TRUE(workers.submit([&] {
            own = getpriority(PRIO_PROCESS, 0);
            Workers more(1, 1);
            ASSERT_TRUE(more.submit([&] { started = getpriority(PRIO_PROCESS, 0); }));
        }));
    }
    EXPECT_GE(own, 10);
    EXPECT_EQ(own, started);
}

TEST(Workers, work_at_the_same_time) {
    std::latch together(3);
    Workers workers(3, 3);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(workers.submit([&] { together.arrive_and_wait(); }));
}

}  // namespace
}  // namespace familiar::platform
