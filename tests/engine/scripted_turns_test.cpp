// Whole turns over an engine that breaks off, hangs or is gone on purpose; needs no llama-server.
#include "home.h"
#include "infer/scripted_engine.h"
#include "tests/support/temp_folder.h"

#include <gmock/gmock.h>
#include <thread>

namespace familiar::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class ScriptedTurnsTest : public ::testing::Test {
protected:
    Home& home(std::string_view script) {
        auto engine = infer::ScriptedEngine::from(script).release();
        engine_ = engine.get();
        home_ = std::make_unique<Home>(folder_ / "home", std::move(engine));
        return *home_;
    }
    Result<Turn> ask(const Request& request) {
        events_.clear();
        return home_->ask(Call(home_->clock()), request, [this](const TurnEvent& event) { events_.push_back(event); });
    }
    const ErrorEvent* last_error() const {
        return events_.empty() ? nullptr : std::get_if<ErrorEvent>(&events_.back());
    }

    test::TempFolder folder_;
    infer::ScriptedEngine* engine_ = nullptr;
    std::unique_ptr<Home> home_;
    std::vector<TurnEvent> events_;
};

// The text that was told is no answer: the turn has failed, is stored once as that, and the next one works.
TEST_F(ScriptedTurnsTest, AnEngineThatBreaksOffFailsThatTurnAlone) {
    home(
        "when any\n  times 1\n  say \"The first is well. \"\n"
        "when any\n  times 1\n  say \"The kiln was repaired. And then \"\n  cut\n"
        "when any\n  say \"The third is well. \"\n");
    const auto first = ask(Home::fast(Home::question(0)));
    ASSERT_TRUE(first) << first.error().text();
    const auto broken = ask(Home::fast(Home::question(1), first->conversation));
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::unavailable);
    ASSERT_NE(last_error(), nullptr);
    EXPECT_THAT(last_error()->error.message, HasSubstr("broke off in the middle of its answer"));
    const auto next = ask(Home::fast(Home::question(2), first->conversation));
    ASSERT_TRUE(next) << next.error().text();
    EXPECT_EQ(next->answer->text(), "The third is well.");

    const std::vector<Turn> turns = home_->stored(first->conversation);
    ASSERT_THAT(turns, SizeIs(3));
    EXPECT_EQ(turns[0].state, TurnState::done);
    EXPECT_EQ(turns[1].state, TurnState::failed);
    EXPECT_EQ(turns[1].question, Home::question(1));
    EXPECT_THAT(turns[1].failure, HasSubstr("broke off"));
    EXPECT_FALSE(turns[1].answer);
    EXPECT_EQ(turns[2].state, TurnState::done);
}

// Templates of some models refuse two messages of the same side in a row.
TEST_F(ScriptedTurnsTest, AfterAFailedTurnTheTwoStillTakeTurns) {
    home(
        "when any\n  times 1\n  say \"The kiln was repaired. And then \"\n  cut\n"
        "when any\n  say \"All is well. \"\n");
    ASSERT_FALSE(ask(Home::fast(Home::question(0))));
    const auto* begun = std::get_if<StatusEvent>(&events_.front());
    ASSERT_NE(begun, nullptr);
    ASSERT_TRUE(ask(Home::fast(Home::question(1), begun->conversation)));
    const auto messages = home_->engine().request().messages;
    ASSERT_THAT(messages, SizeIs(4));
    for (std::size_t i = 1; i < messages.size(); ++i)
        EXPECT_EQ(messages[i].role, i % 2 == 1 ? infer::Role::user : infer::Role::assistant) << i;
    EXPECT_THAT(messages[1].text, HasSubstr(Home::question(0)));
}

// Nothing was told yet, so nothing is lost: the turn is answered without the model, and says so.
TEST_F(ScriptedTurnsTest, AnEngineThatIsGoneBeforeItSpeaksIsDoneWithout) {
    home("when any\n  fail unavailable \"the engine is overloaded\"\n");
    const auto turn = ask(Home::fast(Home::question(0)));
    ASSERT_TRUE(turn) << turn.error().text();
    EXPECT_TRUE(turn->answer->engine.empty());
    ASSERT_THAT(turn->answer->degraded, SizeIs(1));
    EXPECT_THAT(turn->answer->degraded[0], HasSubstr("overloaded"));
    EXPECT_THAT(home_->stored(turn->conversation), SizeIs(1));
}

TEST_F(ScriptedTurnsTest, CancellingEndsEveryAgentAndNothingMoreIsAsked) {
    home("places 16\nwhen any\n  say \"The kiln \"\n  hang\n");
    std::stop_source stop;
    Request request = Home::fast(Home::question(0));
    request.mode = Mode::contemplating;
    std::optional<Result<Turn>> turn;
    Id<Conversation> conversation;
    std::jthread run([&] {
        const Call call(home_->clock(), stop.get_token(), std::nullopt, "test");
        turn.emplace(home_->ask(call, request, [&](const TurnEvent& event) {
            if (const auto* status = std::get_if<StatusEvent>(&event)) conversation = status->conversation;
        }));
    });
    constexpr std::size_t k_agents = 6;  // as many as are usual
    while (engine_->running() < k_agents) std::this_thread::yield();
    stop.request_stop();
    run.join();
    EXPECT_EQ(engine_->running(), 0U);
    EXPECT_THAT(engine_->requests(), SizeIs(k_agents));
    ASSERT_FALSE(*turn);
    EXPECT_EQ(turn->error().code, ErrorCode::cancelled);
    const std::vector<Turn> turns = home_->stored(conversation);
    ASSERT_THAT(turns, SizeIs(1));
    EXPECT_EQ(turns[0].state, TurnState::cancelled);
}

}  // namespace
}  // namespace familiar::tests
