// What engines that judge add to a turn, beyond the time that their models need: turns of the sample world with a
// scripted server on loopback that ranks and embeds at once.
//
//   bench_judging [ROUNDS]
#include "converse/assistant.h"
#include "infer/engine_room.h"
#include "infer/scripted_engine.h"
#include "platform/http_client.h"
#include "tests/scenes/runner/world.h"
#include "tests/support/scripted_server.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <vector>

namespace {

using namespace familiar;
using Tasks = std::vector<infer::Task>;

constexpr std::array<const char*, 10> k_questions = {
    "Who recommended a plumber?",
    "Where is the quiz night now?",
    "What happened in the garden group last week?",
    "What do people think about the new bakery?",
    "How many people are coming to the beach cleanup?",
    "When is the herring fair?",
    "Who can repair a bicycle?",
    "Where can I buy a kayak?",
    "Why was the ferry late?",
    "How much does the ferry cost?",
};

struct Bench {
    scenes::World& world;
    Person person;
    platform::SystemClock clock;
    platform::CurlClient http;
    std::string url;

    Result<std::unique_ptr<infer::EngineRoom>> room(const Tasks& tasks) {
        infer::EngineRoomSettings settings;
        if (!tasks.empty()) {
            infer::EngineSettings engine;
            engine.name = "judge";
            engine.tasks = tasks;
            engine.urls = {url};
            engine.model = "m";
            settings.engines.push_back(std::move(engine));
        }
        return infer::EngineRoom::open(std::move(settings), http, {});
    }

    // All questions once, each in milliseconds.
    Result<> round(converse::Assistant& assistant, std::vector<double>& took) {
        for (const char* words : k_questions) {
            Request request;
            request.words = words;
            request.temporary = true;
            const auto begun = clock.steady();
            TRY(assistant.take_turn(Call(clock), person.id, request, [](const TurnEvent&) {}));
            took.push_back(std::chrono::duration<double, std::milli>(clock.steady() - begun).count());
        }
        return {};
    }
};

void print(std::string_view what, std::vector<double> took) {
    std::ranges::sort(took);
    fmt::print("{:<40} p50 {:6.2f} ms   p95 {:6.2f} ms\n", what, took[took.size() / 2], took[took.size() * 95 / 100]);
}

// `first`: with a new assistant for each round, which has no vectors yet.
Result<> measure(Bench& bench, std::string_view what, const Tasks& tasks, bool first, int rounds) {
    const auto room = TRY(bench.room(tasks));
    platform::Metrics metrics;
    std::vector<double> took;
    std::vector<double> warming;
    auto assistant = std::make_unique<converse::Assistant>(bench.world.archive(), bench.clock, metrics, room.get());
    TRY(bench.round(*assistant, warming));
    for (int i = 0; i < rounds; ++i) {
        if (first)
            assistant = std::make_unique<converse::Assistant>(bench.world.archive(), bench.clock, metrics, room.get());
        TRY(bench.round(*assistant, took));
    }
    print(what, std::move(took));
    return {};
}

Result<> run(int rounds) {
    const auto world = TRY(scenes::World::make({}));
    const auto model = TRY(infer::ScriptedEngine::from("when any\nsay \"x\"\n"));
    const test::ScriptedServer server(*model);
    Bench bench{*world, TRY(world->person("mara")), {}, {}, server.base_url()};
    using infer::Task;
    TRY(measure(bench, "no engine", {}, false, rounds));
    TRY(measure(bench, "reranker", {Task::rerank}, false, rounds));
    TRY(measure(bench, "embedding, posts seen before", {Task::embedding}, false, rounds));
    TRY(measure(bench, "embedding, no vector known", {Task::embedding}, true, rounds));
    TRY(measure(bench, "reranker and embedding, seen before", {Task::rerank, Task::embedding}, false, rounds));
    return {};
}

}  // namespace

int main(int count, char** values) {
    const auto outcome = run(count > 1 ? std::max(1, std::atoi(values[1])) : 20);
    if (outcome) return 0;
    fmt::print(stderr, "bench_judging: {}\n", outcome.error().text());
    return 1;
}
