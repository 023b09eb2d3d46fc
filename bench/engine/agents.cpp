// Contemplating: agents at once against the same agents one after another, over a real engine and over a script that
// takes its time; how many failures it bears; how fast a cancellation reaches all.
#include "engine/garden.h"
#include "engine/served.h"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <thread>

namespace familiar::bench {

namespace {

constexpr std::size_t k_agents = 8;
constexpr std::chrono::milliseconds k_chat_time{300};
constexpr std::string_view k_sentence = "The garden meeting is on Sunday 7 June at 11:00 [1].";
constexpr std::string_view k_question = "What is going on in the garden?";

// Of one contemplation, with so many agents.
double seconds_of(Garden& garden, std::size_t agents) {
    auto assignment = garden.assignment(k_question);
    assignment.agents_wanted = agents;
    const auto started = garden.clock().steady();
    const Answer answer = must(answer::model::write_contemplating(garden.call(), assignment));
    for (const std::string& missing : answer.degraded) fmt::print("  {}\n", missing);
    return seconds_since(garden.clock(), started);
}

infer::ScriptedReply slow_reply() {
    return {{.kind = infer::ScriptStep::Kind::wait, .time = k_chat_time},
            {.kind = infer::ScriptStep::Kind::say, .text = std::string(k_sentence)}};
}

void print_real(int rounds) {
    Served served({.layers = 4, .width = 256, .context_tokens = 8192, .places = k_agents});
    const auto engine = served.engine();
    Garden at_once(*engine, k_agents);
    Garden in_turn(*engine, 1);
    seconds_of(at_once, k_agents);  // loads it
    std::vector<double> ratios;
    std::vector<double> together;
    std::vector<double> one_by_one;
    for (int i = 0; i < rounds; ++i) {
        const bool first = i % 2 == 0;
        if (first) together.push_back(seconds_of(at_once, k_agents));
        one_by_one.push_back(seconds_of(in_turn, k_agents));
        if (!first) together.push_back(seconds_of(at_once, k_agents));
        ratios.push_back(together.back() / one_by_one.back());
    }
    const Figure ratio = figure_of(ratios);
    fmt::print(
        "real engine, {} agents: at once {:.2f} s, one after another {:.2f} s, ratio {:.2f} ({:.2f}–{:.2f}), "
        "{} pairs\n",
        k_agents, figure_of(together).median, figure_of(one_by_one).median, ratio.median, ratio.low, ratio.high,
        rounds);
}

void print_scripted(int rounds) {
    std::vector<double> ratios;
    for (int i = 0; i < rounds; ++i) {
        Garden garden([](const infer::ChatRequest&) -> Result<infer::ScriptedReply> { return slow_reply(); });
        const double one = seconds_of(garden, 1);
        ratios.push_back(seconds_of(garden, k_agents) / one);
    }
    const Figure ratio = figure_of(ratios);
    fmt::print("script ({} ms a chat): {} agents take {:.2f} times what one takes ({:.2f}–{:.2f})\n",
               k_chat_time.count(), k_agents, ratio.median, ratio.low, ratio.high);
}

void print_failing() {
    std::atomic<int> asked = 0;
    Garden garden([&asked](const infer::ChatRequest&) -> Result<infer::ScriptedReply> {
        const int number = ++asked;
        if (number <= 15 && number % 3 == 0) return fail(ErrorCode::unavailable, "the engine is overloaded");
        return slow_reply();
    });
    fmt::print("script, 16 agents of which five fail:\n");
    fmt::print("  answered after {:.2f} s\n", seconds_of(garden, 16));
}

void print_cancelling(int rounds) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        Garden garden([](const infer::ChatRequest&) -> Result<infer::ScriptedReply> {
            return infer::ScriptedReply{{.kind = infer::ScriptStep::Kind::hang}};
        });
        std::stop_source stop;
        std::jthread run([&] {
            auto assignment = garden.assignment(k_question);
            assignment.agents_wanted = 16;
            const Call call(garden.clock(), stop.get_token(), std::nullopt, "bench");
            if (answer::model::write_contemplating(call, assignment)) fmt::print("  it was not cancelled\n");
        });
        while (garden.scripted().running() < 16) std::this_thread::yield();
        const auto started = garden.clock().steady();
        stop.request_stop();
        while (garden.scripted().running() > 0) std::this_thread::yield();
        times.push_back(seconds_since(garden.clock(), started) * 1000);
        run.join();
    }
    fmt::print("cancelling: the last of 16 agents has ended after {:.1f} ms, {:.1f} ms at most of {}\n",
               figure_of(times).median, *std::ranges::max_element(times), rounds);
}

}  // namespace

void print_agents(int rounds) {
    fmt::print("Contemplating\n");
    print_real(rounds);
    print_scripted(rounds);
    print_failing();
    print_cancelling(rounds);
    fmt::print("\n");
}

}  // namespace familiar::bench
