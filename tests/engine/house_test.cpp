// What a model on this machine does when all is well.
#include "house.h"

#include "platform/files.h"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <gmock/gmock.h>
#include <iostream>
#include <thread>

namespace familiar::tests {
namespace {

using ::testing::HasSubstr;

TEST_F(EngineTest, IsNewEnoughForWhatIsAskedOfIt) {
    std::cout << "[  ENGINE  ] llama-server build " << installation()->build << "\n";
    for (const char* option :
         {"--kv-unified", "--cache-reuse", "--metrics", "--jinja", "--reasoning-format", "--offline"})
        EXPECT_TRUE(installation()->knows(option)) << option;
    EXPECT_TRUE(installation()->knows("--spec-type", "ngram-mod"));
    EXPECT_FALSE(installation()->knows("--kv-unif"));
    EXPECT_FALSE(installation()->knows("--spec-type", "no-such-kind"));
}

TEST_F(EngineTest, LoadsWhenFirstAskedAndStreams) {
    const auto house = tiny_house();
    const auto engine = house->text_engine("tiny").release();
    EXPECT_EQ(state_of(*house, "tiny").process, -1);
    std::string streamed;
    int pieces = 0;
    const auto outcome = engine->chat(call(), asks("Hello"), [&](const infer::Delta& delta) {
        streamed += delta.text;
        ++pieces;
        return true;
    });
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(outcome->text, streamed);
    EXPECT_FALSE(streamed.empty());
    EXPECT_GT(pieces, 5);
    EXPECT_EQ(outcome->finish, infer::Finish::length);
    EXPECT_EQ(outcome->usage.completion, 24);
    EXPECT_EQ(engine->card().host, "");
    EXPECT_TRUE(state_of(*house, "tiny").is_loaded);
}

TEST_F(EngineTest, SaysTheSameToTheSame) {
    const auto house = tiny_house();
    const auto engine = house->text_engine("tiny").release();
    const auto first = engine->chat(call(), asks("Tell me of the sea"), take_all).release();
    const auto second = engine->chat(call(), asks("Tell me of the sea"), take_all).release();
    EXPECT_EQ(first.text, second.text);
    EXPECT_LT(second.prompt_evaluated, first.prompt_evaluated) << "the beginning was not kept";
}

// The tiny model's template knows nothing of reasoning; that must not matter.
TEST_F(EngineTest, TakesEveryEffortAndBudget) {
    const auto house = tiny_house();
    const auto engine = house->text_engine("tiny").release();
    using enum Effort;
    for (const Effort effort : {none, minimal, low, medium, high}) {
        infer::ChatRequest request = asks("Hello");
        request.effort = effort;
        request.reasoning_tokens_max = effort == none ? 0 : 100;
        const auto outcome = engine->chat(call(), request, take_all);
        ASSERT_TRUE(outcome) << outcome.error().text();
        EXPECT_EQ(outcome->usage.completion, 24) << name_of(effort);
    }
}

TEST_F(EngineTest, AnswersSeveralAtTheSameTime) {
    constexpr std::size_t k_chats = 3;
    const auto house = tiny_house(k_chats);
    const auto engine = house->text_engine("tiny").release();
    std::atomic<std::size_t> begun = 0;
    std::atomic<std::size_t> together = 0;
    const auto chat = [&](const std::string& text) {
        bool waited = false;
        const Call patient = call();
        const auto outcome = engine->chat(patient, asks(text), [&](const infer::Delta&) {
            if (!waited) ++begun;
            waited = true;
            while (begun < k_chats && patient.check()) std::this_thread::yield();
            return true;
        });
        if (outcome && begun == k_chats) ++together;
    };
    {
        std::vector<std::jthread> threads;
        threads.reserve(k_chats);
        for (std::size_t i = 0; i < k_chats; ++i) threads.emplace_back(chat, "Chat number " + std::to_string(i));
    }
    EXPECT_EQ(together, k_chats);
    EXPECT_EQ(state_of(*house, "tiny").starts, 1);
}

TEST_F(EngineTest, IsUnloadedWhenNobodyNeedsItAndLoadedAgain) {
    platform::VirtualClock clock{Timestamp{}};
    infer::HouseOptions options;
    options.idle_max = std::chrono::seconds(600);
    const auto house = house_on(clock, options);
    ASSERT_TRUE(house->add(tiny("tiny")));
    const auto engine = house->text_engine("tiny").release();
    ASSERT_TRUE(engine->chat(call(), asks("Hello"), take_all));
    const int process = state_of(*house, "tiny").process;
    ASSERT_GT(process, 0);
    clock.advance(std::chrono::seconds(599));
    EXPECT_EQ(house->unload_idle(), 0U);
    clock.advance(std::chrono::seconds(1));
    EXPECT_EQ(house->unload_idle(), 1U);
    EXPECT_FALSE(state_of(*house, "tiny").is_loaded);
    EXPECT_EQ(::kill(process, 0), -1);
    ASSERT_TRUE(engine->chat(call(), asks("Hello"), take_all));
    EXPECT_EQ(state_of(*house, "tiny").starts, 2);
    EXPECT_EQ(state_of(*house, "tiny").crashes, 0);
}

TEST_F(EngineTest, LooksForIdleModelsByItself) {
    infer::HouseOptions options;
    options.idle_max = std::chrono::seconds(0);
    options.looks_every = std::chrono::milliseconds(1);
    const auto shared = house(options);
    ASSERT_TRUE(shared->add(tiny("tiny")));
    ASSERT_TRUE(shared->text_engine("tiny").release()->chat(call(), asks("Hello"), take_all));
    const Call patient = call();
    while (state_of(*shared, "tiny").is_loaded && patient.check()) std::this_thread::yield();
    EXPECT_FALSE(state_of(*shared, "tiny").is_loaded);
    EXPECT_EQ(state_of(*shared, "tiny").crashes, 0);
}

TEST_F(EngineTest, MakesRoomForAnotherModel) {
    infer::HouseOptions options;
    options.memory_bytes_max = std::int64_t{5} << 29;  // two and a half of them
    const auto shared = house(options);
    for (const char* name : {"one", "two", "three"}) ASSERT_TRUE(shared->add(tiny(name)));
    for (const char* name : {"one", "two", "one", "three"}) {
        const auto outcome = shared->text_engine(name).release()->chat(call(), asks("Hello"), take_all);
        ASSERT_TRUE(outcome) << outcome.error().text();
    }
    EXPECT_TRUE(state_of(*shared, "one").is_loaded);
    EXPECT_FALSE(state_of(*shared, "two").is_loaded) << "it was idle longest";
    EXPECT_TRUE(state_of(*shared, "three").is_loaded);
}

TEST_F(EngineTest, LetsTheOtherFinishBeforeItMakesRoom) {
    infer::HouseOptions options;
    options.memory_bytes_max = std::int64_t{3} << 29;
    const auto shared = house(options);
    for (const char* name : {"one", "two"}) ASSERT_TRUE(shared->add(tiny(name)));
    std::optional<Result<infer::ChatOutcome>> second;
    std::jthread other;
    const auto first = shared->text_engine("one").release()->chat(call(), asks("Hello"), [&](const infer::Delta&) {
        if (!other.joinable()) {
            other = std::jthread(
                [&] { second = shared->text_engine("two").release()->chat(call(), asks("Hi"), take_all); });
        }
        return true;
    });
    other.join();
    ASSERT_TRUE(first) << first.error().text();
    EXPECT_EQ(first->usage.completion, 24);
    ASSERT_TRUE(*second) << second->error().text();
    EXPECT_EQ(state_of(*shared, "one").crashes, 0);
}

TEST_F(EngineTest, RefusesAModelThatAloneIsTooLarge) {
    infer::HouseOptions options;
    options.memory_bytes_max = std::int64_t{1} << 29;
    const auto refused = house(options)->add(tiny("tiny"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::exhausted);
    EXPECT_THAT(refused.error().message, HasSubstr("needs 1.1 GB"));
    EXPECT_THAT(refused.error().message, HasSubstr("models may take 0.5 GB"));
}

TEST_F(EngineTest, MakesVectorsOfTexts) {
    const auto shared = house();
    infer::Tenant tenant = tiny("vectors", {.pooling = 1});
    tenant.work = infer::ModelWork::embedding;
    ASSERT_TRUE(shared->add(std::move(tenant)));
    const std::vector<std::string> texts = {"the sea", "the sea", "a loaf of bread"};
    const auto vectors = shared->embedding_engine("vectors").release()->embed(call(), texts, {});
    ASSERT_TRUE(vectors) << vectors.error().text();
    ASSERT_EQ(vectors->size(), 3U);
    EXPECT_EQ(vectors->front().size(), test::TinyModel{}.width);
    EXPECT_NE(vectors->at(0), vectors->at(2));
    EXPECT_FALSE(shared->text_engine("vectors")) << "it does not chat";
}

TEST_F(EngineTest, StandsBehindItsFence) {
    const auto house = tiny_house();
    ASSERT_TRUE(house->text_engine("tiny").release()->chat(call(), asks("Hello"), take_all));
    const infer::TenantState state = state_of(*house, "tiny");
    ASSERT_TRUE(state.fence);
    std::cout << "[  FENCE   ] " << state.fence->text() << "\n";
    const auto trial = platform::probe_fence();
    ASSERT_TRUE(trial);
    EXPECT_EQ(*state.fence, trial->report) << "it has less than this machine could give";
    const std::filesystem::path process = "/proc/" + std::to_string(state.process);
    if (state.fence->network_namespace) {
        EXPECT_NE(std::filesystem::read_symlink(process / "ns/net"),
                  std::filesystem::read_symlink("/proc/self/ns/net"));
    }
    const std::string status = platform::read_file(process / "status", 100'000).release();
    EXPECT_THAT(status, HasSubstr("NoNewPrivs:\t1"));
    if (state.fence->call_filter) {
        EXPECT_THAT(status, HasSubstr("Seccomp:\t2"));
    }
    EXPECT_THAT(platform::read_file(process / "limits", 100'000).release(), HasSubstr("Max core file size        0"));
}

TEST_F(EngineTest, EndsWithItsHouse) {
    auto house = tiny_house();
    ASSERT_TRUE(house->text_engine("tiny").release()->chat(call(), asks("Hello"), take_all));
    const int process = state_of(*house, "tiny").process;
    house.reset();
    EXPECT_EQ(::kill(process, 0), -1);
    EXPECT_TRUE(platform::list_folder(folder() / "run")->empty()) << "its socket is left";
    const std::string log = platform::read_file(folder() / "logs" / "engine-tiny.log", 1U << 20U).release();
    EXPECT_THAT(log, HasSubstr("model loaded"));
    EXPECT_EQ(log.find("Hello"), std::string::npos) << "what people say is in the log";
}

}  // namespace
}  // namespace familiar::tests
