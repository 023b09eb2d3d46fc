#include "infer/scripted_engine.h"

#include "platform/files.h"
#include "tests/support/temp_folder.h"

#include <atomic>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <latch>
#include <thread>

namespace familiar::infer {
namespace {

using std::chrono::milliseconds;

std::unique_ptr<ScriptedEngine> engine_of(std::string_view script) {
    auto engine = ScriptedEngine::from(script);
    EXPECT_TRUE(engine) << (engine ? "" : engine.error().text());
    return std::move(*engine);
}

ChatRequest asking(const std::string& user) {
    ChatRequest request;
    request.messages = {{Role::system, "Answer from the sources alone."}, {Role::user, user}};
    request.cache_key = "one";
    return request;
}

struct Told {
    std::vector<std::string> pieces;
    DeltaSink sink = [this](const Delta& delta) {
        pieces.push_back((delta.kind == Delta::Kind::text ? "t:" : "r:") + delta.text);
        return true;
    };
};

class ScriptedEngineTest : public ::testing::Test {
protected:
    platform::SystemClock clock_;
    Call call_{clock_};
};

TEST_F(ScriptedEngineTest, plays_its_script) {
    const auto engine =
        engine_of("when any\nthink \"Hm.\"\nsay \"Anna \"\ntokens \"[\" \"1\" \"]\"\ncall find {\"q\":\n");
    Told told;
    const auto outcome = engine->chat(call_, asking("Who?"), told.sink);
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(told.pieces, (std::vector<std::string>{"r:Hm.", "t:Anna", "t: ", "t:[", "t:1", "t:]"}));
    EXPECT_EQ(outcome->text, "Anna [1]");
    EXPECT_EQ(outcome->reasoning, "Hm.");
    EXPECT_EQ(outcome->tool_calls, (std::vector<ToolCall>{{"call_1", "find", "{\"q\":"}}));
    EXPECT_EQ(outcome->finish, Finish::tool_calls);
    EXPECT_EQ(outcome->usage.reasoning, 1);
    EXPECT_EQ(outcome->model, "scripted");
    EXPECT_EQ(engine->requests().size(), 1U);
}

TEST_F(ScriptedEngineTest, fails_before_in_the_middle_and_never) {
    const auto engine = engine_of(
        "when user is \"before\"\nfail denied \"no\"\nwhen user is \"middle\"\nsay \"a b c\"\nfail unavailable "
        "\"died\"\n"
        "when user is \"cut\"\nsay \"a b\"\ncut\nwhen user is \"hang\"\nsay \"a\"\nhang\n");
    Told told;
    EXPECT_EQ(engine->chat(call_, asking("before"), told.sink).error().code, ErrorCode::denied);
    EXPECT_TRUE(told.pieces.empty());
    EXPECT_EQ(engine->chat(call_, asking("middle"), told.sink).error().message, "died");
    EXPECT_EQ(told.pieces.size(), 3U);
    EXPECT_EQ(engine->chat(call_, asking("cut"), told.sink).error().code, ErrorCode::unavailable);
    std::stop_source source;
    const DeltaSink stopping = [&](const Delta&) {
        source.request_stop();
        return true;
    };
    const Call stopped(clock_, source.get_token(), {}, "r");
    EXPECT_EQ(engine->chat(stopped, asking("hang"), stopping).error().code, ErrorCode::cancelled);
    const Call brief(clock_, {}, milliseconds(5), "r");
    EXPECT_EQ(engine->chat(brief, asking("hang"), {}).error().code, ErrorCode::deadline);
    EXPECT_EQ(engine->running(), 0U);
}

TEST_F(ScriptedEngineTest, keeps_the_limits_of_a_request) {
    const auto engine = engine_of("context 40\nwhen any\nsay \"one two three. STOP four\"\n");
    ChatRequest request = asking("x");
    request.tokens_max = 2;
    const auto cut = engine->chat(call_, request, {});
    EXPECT_EQ(cut->text, "one two");
    EXPECT_EQ(cut->finish, Finish::length);
    EXPECT_EQ(cut->usage.completion, 2);
    request.tokens_max = 100;
    request.stop = {"STOP", ""};
    const auto stopped = engine->chat(call_, request, {});
    EXPECT_EQ(stopped->text, "one two three. ");
    EXPECT_EQ(stopped->finish, Finish::stop);
    request.messages[1].text = std::string(1000, 'x');
    EXPECT_EQ(engine->chat(call_, request, {}).error().code, ErrorCode::exhausted);
    int told = 0;
    const auto early = engine->chat(call_, asking("x"), [&](const Delta&) { return ++told < 2; });
    EXPECT_EQ(early->finish, Finish::ended_early);
    EXPECT_EQ(early->text, "one two");
}

TEST_F(ScriptedEngineTest, counts_what_a_prefix_cache_would) {
    const auto engine = engine_of("when any\nsay \"Yes, indeed.\"\n");
    ChatRequest request = asking("First question, a longer one.");
    const auto first = engine->chat(call_, request, {});
    EXPECT_EQ(first->usage.prompt_cached, 0);
    EXPECT_EQ(first->prompt_evaluated, first->usage.prompt);
    // The next turn repeats all that was read and written.
    request.messages.push_back({Role::assistant, first->text});
    request.messages.push_back({Role::user, "Second."});
    const auto second = engine->chat(call_, request, {});
    EXPECT_EQ(second->usage.prompt_cached, first->usage.prompt + first->usage.completion);
    EXPECT_EQ(second->prompt_evaluated, second->usage.prompt - second->usage.prompt_cached);
    // A change at the beginning loses it all; another conversation has its own.
    ChatRequest changed = request;
    changed.messages[0].text = "Other rules.";
    EXPECT_LE(engine->chat(call_, changed, {})->usage.prompt_cached, 1);
    request.cache_key = "two";
    EXPECT_EQ(engine->chat(call_, request, {})->usage.prompt_cached, 0);
    // The same again still evaluates the last token.
    EXPECT_EQ(engine->chat(call_, request, {})->prompt_evaluated, 1);
}

TEST_F(ScriptedEngineTest, takes_its_time_on_the_clock_of_the_call) {
    platform::VirtualClock clock(Timestamp(std::chrono::seconds(1'000)));
    const auto engine = engine_of("when any\nwait 60s\nsay \"late\"\n");
    std::atomic<bool> over = false;
    const std::jthread asker([&] {
        EXPECT_EQ(engine->chat(Call(clock), asking("x"), {})->text, "late");
        over = true;
    });
    const auto start = clock.steady();
    while (!over) clock.advance(std::chrono::seconds(1));
    EXPECT_GE(clock.steady() - start, std::chrono::seconds(60));
}

TEST_F(ScriptedEngineTest, has_so_many_places) {
    const auto engine = engine_of("places 2\nwhen any\nsay \"x\"\nhang\n");
    std::stop_source source;
    std::latch speaking(2);
    const auto hang = [&] {
        const Call call(clock_, source.get_token(), {}, "r");
        EXPECT_FALSE(engine->chat(call, asking("x"), [&](const Delta&) {
            speaking.count_down();
            return true;
        }));
    };
    const std::jthread one(hang);
    const std::jthread two(hang);
    speaking.wait();
    EXPECT_EQ(engine->running(), 2U);
    const Call brief(clock_, {}, milliseconds(5), "r");
    EXPECT_EQ(engine->chat(brief, asking("x"), {}).error().code, ErrorCode::deadline);
    EXPECT_EQ(engine->requests().size(), 2U);
    source.request_stop();
}

TEST_F(ScriptedEngineTest, is_opened_from_a_file) {
    const test::TempFolder folder;
    ASSERT_TRUE(platform::write_file(folder / "script.txt", "model demo\ndown\nwhen any\nsay \"x\"\n"));
    const auto engine = ScriptedEngine::open(folder / "script.txt", "chat");
    ASSERT_TRUE(engine) << engine.error().text();
    EXPECT_EQ((*engine)->card().name, "chat");
    EXPECT_EQ((*engine)->card().model, "demo");
    EXPECT_FALSE((*engine)->probe(call_));
    EXPECT_EQ((*engine)->chat(call_, asking("x"), {}).error().code, ErrorCode::unavailable);
    (*engine)->set_down(false);
    EXPECT_TRUE((*engine)->probe(call_));
    EXPECT_FALSE(ScriptedEngine::open(folder / "none.txt"));
}

TEST_F(ScriptedEngineTest, may_decide_in_code) {
    EngineCard card;
    card.name = "code";
    ScriptedEngine engine(card, [](const ChatRequest& request) -> Result<ScriptedReply> {
        return ScriptedReply{{.text = fmt::format("{} messages", request.messages.size())}};
    });
    EXPECT_EQ(engine.chat(call_, asking("x"), {})->text, "2 messages");
}

}  // namespace
}  // namespace familiar::infer
