#include "infer/openai/slots.h"

#include <gtest/gtest.h>
#include <string>

namespace familiar::infer::openai {
namespace {

const std::string k_rules(1000, 'r');

// A conversation of that many turns; `who` tells it from others.
ChatRequest chat(const std::string& who, int turns) {
    ChatRequest request;
    request.messages = {{Role::system, k_rules}};
    for (int i = 0; i < turns; ++i) {
        if (i > 0) request.messages.push_back({Role::assistant, who + " was answered " + std::to_string(i)});
        request.messages.push_back({Role::user, who + " asks " + std::to_string(i) + std::string(500, who.front())});
    }
    return request;
}

std::size_t slot_of(Slots& slots, const ChatRequest& request) {
    const auto lease = slots.lease(request);
    return lease ? lease->slot() : 99;
}

TEST(Slots, ConversationsKeepTheirOwn) {
    Slots slots(3);
    for (int turn = 1; turn <= 20; ++turn) {
        EXPECT_EQ(slot_of(slots, chat("Ana", turn)), 0U) << turn;
        EXPECT_EQ(slot_of(slots, chat("Ben", turn)), 1U) << turn;
        EXPECT_EQ(slot_of(slots, chat("Cleo", turn)), 2U) << turn;
    }
}

TEST(Slots, ANewOneTakesWhatWasUsedLongestAgo) {
    Slots slots(2);
    slot_of(slots, chat("Ana", 5));
    slot_of(slots, chat("Ben", 5));
    slot_of(slots, chat("Ana", 6));
    EXPECT_EQ(slot_of(slots, chat("Cleo", 1)), 1U);
    EXPECT_EQ(slot_of(slots, chat("Ana", 7)), 0U);
}

TEST(Slots, WhoRunsAtTheSameTimeHasDifferentOnes) {
    Slots slots(2);
    {
        const auto first = slots.lease(chat("Ana", 1));
        const auto second = slots.lease(chat("Ana", 1));
        ASSERT_TRUE(first);
        ASSERT_TRUE(second);
        EXPECT_NE(first->slot(), second->slot());
        EXPECT_FALSE(slots.lease(chat("Ana", 1))) << "there are two";
    }
    EXPECT_TRUE(slots.lease(chat("Ana", 1)));
}

TEST(Slots, OneThatOnlySharesTheRulesDoesNotGoOn) {
    Slots slots(2);
    slot_of(slots, chat("Ana", 4));
    EXPECT_EQ(slot_of(slots, chat("Ben", 1)), 1U);
}

TEST(Slots, AnotherTaskOnTheSameQuestionGoesOn) {
    Slots slots(2);
    ChatRequest one = chat("Ana", 3);
    ChatRequest other = one;
    one.messages.back().text += "Look at the timeline.";
    other.messages.back().text += "Look at the figures.";
    EXPECT_EQ(slot_of(slots, one), slot_of(slots, other));
}

TEST(Slots, WhereThereAreNoneTheServerChooses) {
    Slots slots(0);
    EXPECT_FALSE(slots.lease(chat("Ana", 1)));
}

}  // namespace
}  // namespace familiar::infer::openai
