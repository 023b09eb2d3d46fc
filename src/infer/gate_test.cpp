#include "infer/gate.h"

#include "infer/limits.h"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace familiar::infer {
namespace {

TEST(Gate, lets_in_as_many_as_there_are_places) {
    const platform::SystemClock clock;
    Gate gate(2);
    std::atomic<std::size_t> most = 0;
    std::atomic<int> through = 0;
    std::vector<std::jthread> visitors;
    visitors.reserve(8);
    for (int i = 0; i < 8; ++i) {
        visitors.emplace_back([&] {
            for (int turn = 0; turn < 50; ++turn) {
                const auto ticket = gate.enter(Call(clock));
                if (!ticket) return;
                const std::size_t inside = gate.inside();
                std::size_t before = most;
                while (before < inside && !most.compare_exchange_weak(before, inside)) {}
                ++through;
            }
        });
    }
    visitors.clear();
    EXPECT_EQ(through, 400);
    EXPECT_LE(most, 2U);
    EXPECT_EQ(gate.inside(), 0U);
}

TEST(Gate, wakes_who_is_stopped_and_turns_away_a_crowd) {
    const platform::SystemClock clock;
    Gate gate(1);
    const auto held = gate.enter(Call(clock));
    std::stop_source source;
    std::atomic<std::size_t> cancelled = 0;
    std::atomic<std::size_t> crowded = 0;
    std::vector<std::jthread> visitors;
    visitors.reserve(k_waiting_chats_max + 3);
    for (std::size_t i = 0; i < k_waiting_chats_max + 3; ++i) {
        visitors.emplace_back([&] {
            const auto ticket = gate.enter(Call(clock, source.get_token(), {}, "r"));
            if (ticket) return;
            if (ticket.error().code == ErrorCode::unavailable)
                ++crowded;
            else
                ++cancelled;
        });
    }
    while (crowded < 3) std::this_thread::yield();
    source.request_stop();
    visitors.clear();
    EXPECT_EQ(crowded, 3U);
    EXPECT_EQ(cancelled, k_waiting_chats_max);
}

}  // namespace
}  // namespace familiar::infer
