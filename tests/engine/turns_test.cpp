// Whole turns over the real engine: what they make it evaluate, and what becomes of them when it is killed.
#include "home.h"
#include "house.h"

#include <csignal>
#include <gmock/gmock.h>
#include <map>

namespace familiar::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr std::int64_t k_reply_tokens = 24;
constexpr std::int64_t k_endless =
    20'000;  // more than lie in a socket, so that it still writes when the first are read
constexpr std::int64_t k_context_tokens = 32'768;

class TurnsTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        house_ = house();
        infer::Tenant tenant = tiny("tiny", {.context_tokens = k_context_tokens});
        tenant.context_tokens = k_context_tokens;
        tenant.places = 2;
        tenant.memory_bytes = std::int64_t{2} << 30;
        ASSERT_TRUE(house_->add(std::move(tenant)));
        home_ = std::make_unique<Home>(folder() / "home", house_->text_engine("tiny").release());
        home_->engine().let_write(k_reply_tokens);
    }

    // Asks the question of that number; what the engine did for it.
    infer::ChatOutcome ask(int number, Id<Conversation>& conversation) {
        const std::size_t before = home_->engine().outcomes().size();
        const auto turn = home_->ask(call(), Home::fast(Home::question(number), conversation), [](const auto&) {});
        if (!turn) {
            ADD_FAILURE() << turn.error().text();
            return {};
        }
        conversation = turn->conversation;
        const auto outcomes = home_->engine().outcomes();
        EXPECT_THAT(outcomes, SizeIs(before + 1)) << "one pass";
        EXPECT_EQ(turn->answer->kind, AnswerKind::written);
        EXPECT_FALSE(turn->answer->sources.empty());
        return outcomes.back();
    }

    // At most what is new in the prompt, and 5 %.
    static void expect_new_only(const infer::ChatOutcome& now, const infer::ChatOutcome& before) {
        const std::int64_t fresh = now.usage.prompt - before.usage.prompt;
        EXPECT_GT(fresh, 100) << "there was no evidence";
        EXPECT_LE(now.prompt_evaluated * 100, fresh * 105) << "of " << now.usage.prompt;
    }

    std::unique_ptr<infer::ModelHouse> house_;
    std::unique_ptr<Home> home_;
};

TEST_F(TurnsTest, ALongConversationIsEvaluatedOnce) {
    constexpr int k_turns = 20;
    Id<Conversation> conversation;
    infer::ChatOutcome before = ask(0, conversation);
    EXPECT_EQ(before.prompt_evaluated, before.usage.prompt);
    for (int turn = 1; turn < k_turns; ++turn) {
        const infer::ChatOutcome now = ask(turn, conversation);
        expect_new_only(now, before);
        before = now;
    }
    EXPECT_THAT(home_->stored(conversation), SizeIs(k_turns));
}

// Twice as many conversations as can run at the same time.
TEST_F(TurnsTest, ConversationsDoNotTakeEachOthersPlace) {
    constexpr int k_turns = 4;
    constexpr std::size_t k_conversations = 4;
    std::vector<Id<Conversation>> conversations(k_conversations);
    std::vector<infer::ChatOutcome> before(k_conversations);
    for (int turn = 0; turn < k_turns; ++turn) {
        for (std::size_t i = 0; i < k_conversations; ++i) {
            const infer::ChatOutcome now = ask(turn * 3 + static_cast<int>(i), conversations[i]);
            if (turn > 0) expect_new_only(now, before[i]);
            before[i] = now;
        }
    }
}

TEST_F(TurnsTest, AnEngineKilledInMidStreamFailsThatTurnAlone) {
    Id<Conversation> conversation;
    ask(0, conversation);
    home_->engine().let_write(k_endless);
    bool killed = false;
    std::vector<TurnEvent> events;
    const auto broken = home_->ask(call(), Home::fast(Home::question(1), conversation), [&](const TurnEvent& event) {
        events.push_back(event);
        if (!std::holds_alternative<TextEvent>(event) || killed) return;
        killed = ::kill(state_of(*house_, "tiny").process, SIGKILL) == 0;
    });
    EXPECT_TRUE(killed);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::unavailable);
    const auto* last = std::get_if<ErrorEvent>(&events.back());
    ASSERT_NE(last, nullptr) << "the last event says what happened";
    EXPECT_THAT(last->error.message, HasSubstr("Ask again: it is started anew"));
    home_->engine().let_write(k_reply_tokens);
    ask(2, conversation);
    const std::vector<Turn> turns = home_->stored(conversation);
    ASSERT_THAT(turns, SizeIs(3));
    EXPECT_EQ(turns[0].state, TurnState::done);
    EXPECT_EQ(turns[1].state, TurnState::failed);
    EXPECT_EQ(turns[1].question, Home::question(1));
    EXPECT_THAT(turns[1].failure, HasSubstr("Ask again"));
    EXPECT_FALSE(turns[1].answer);
    EXPECT_EQ(turns[2].state, TurnState::done);
    EXPECT_EQ(state_of(*house_, "tiny").starts, 2);
}

}  // namespace
}  // namespace familiar::tests
