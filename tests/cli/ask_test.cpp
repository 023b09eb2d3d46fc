// Questions by the command line, with a scripted engine and without: what a person sees, what a program reads, and
// Ctrl-C.
#include "home.h"

#include <csignal>
#include <fstream>
#include <gmock/gmock.h>

namespace familiar::tests {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view k_engine = R"(model demo-1
context 32768
places 16
reasons
when user contains "hang"
  think "It is about tea. "
  hang
when user contains "Several have looked"
  say "Kayak hire is 18 euro an hour [1]. The pier is open [2]."
when user contains "You are one of several" and user contains "long"
  pace 20ms
  say "Kayak hire is 18 euro an hour [1]. And so on, and so on, for quite a while, until somebody has had enough of it."
when user contains "You are one of several"
  say "Kayak hire is 18 euro an hour [1]."
when user contains "thought about this already"
  say "Kayak hire is 18 euro an hour [1]."
when any
  think "Kayaks are mentioned."
  say "Kayak hire is 18 euro an hour [1]. It costs 99 euro on Sundays [1]. It is free [7]."
)";

class Ask : public Home {
protected:
    void SetUp() override {
        good({"people", "add", "ana"});
        good({"import", folder().file("posts.jsonl", post_line("1", "Kayak hire is 18 euro an hour for a single.") +
                                                         post_line("2", "The pier is closed for kayak hire."))});
    }
    void set_up_engine() const {
        std::ofstream(home() + "/engine.script") << k_engine;
        std::ofstream(home() + "/familiar.toml")
            << "[[engine]]\nname = \"demo\"\nkind = \"scripted\"\nscript = \"engine.script\"\n";
    }
    std::vector<std::string> asking(const std::string& mode, const std::string& question) const {
        return {"ask", "--mode", mode, question, "--home", home()};
    }
};

const Surroundings k_at_terminal = {.variables = {}, .folder = {}, .file_bytes_max = 0, .has_terminal = true};

TEST_F(Ask, WhatNoSourceCarriesIsMarkedAndTheModelNamed) {
    set_up_engine();
    const std::string text = good({"ask", "--mode", "fast", "Do kayaks cost more on Sundays?"});
    EXPECT_THAT(text, HasSubstr("Kayak hire is 18 euro an hour. [1]"));
    EXPECT_THAT(text, HasSubstr("(not in your sources) It is free. (not in your sources)"));
    EXPECT_THAT(text, Not(HasSubstr("[7]")));
    EXPECT_THAT(text, HasSubstr("Written by demo-1; 1 of 3 statements hold against your sources"));
}

TEST_F(Ask, ProgramsReadSupportUsageBudgetAndSteps) {
    set_up_engine();
    const auto turns = json({"ask", "--mode", "contemplating", "What about the kayaks?"});
    ASSERT_EQ(turns.size(), 1U);
    const Json& turn = turns[0];
    EXPECT_EQ(turn["support_rate"], 0.5) << turn.dump(1);
    EXPECT_GT(turn["usage"]["completion"], 0);
    EXPECT_EQ(turn["budget"]["agents"], turn["steps"].size());
    for (const Json& step : turn["steps"]) EXPECT_EQ(step["state"], "done") << step;
    EXPECT_FALSE(turn["notes"].empty());
}

TEST_F(Ask, WithoutAModelThereAreStepsAndARateToo) {
    const auto turns = json({"ask", "--mode", "thinking", "Who wrote about the place where kayak hire is 18 euro?"});
    ASSERT_EQ(turns.size(), 1U);
    EXPECT_FALSE(turns[0]["steps"].empty()) << turns[0].dump(1);
    EXPECT_TRUE(turns[0]["budget"].is_null());
    const auto quoted = json({"ask", "How much is kayak hire?"});
    ASSERT_EQ(quoted.size(), 1U);
    EXPECT_EQ(quoted[0]["support_rate"], 1.0);
    EXPECT_EQ(quoted[0]["usage"]["completion"], 0);
}

TEST_F(Ask, PipedItShowsTheAnswerAndNothingElse) {
    set_up_engine();
    const Outcome outcome = run(asking("contemplating", "What about the kayaks?"));
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_THAT(outcome.err, IsEmpty());
    EXPECT_THAT(outcome.out, Not(HasSubstr("\x1b")));
}

TEST_F(Ask, ATerminalSeesTheBudgetBeforeAndEachAgent) {
    set_up_engine();
    const Outcome outcome = Child(asking("contemplating", "What about the kayaks?"), k_at_terminal).finish();
    EXPECT_EQ(outcome.exit_code, 0);
    const std::size_t budget = outcome.err.find("At most 9 agents, 7,296 tokens");
    ASSERT_NE(budget, std::string::npos) << outcome.err;
    EXPECT_LT(budget, outcome.err.find("Timeline"));
    EXPECT_THAT(outcome.err, HasSubstr("What was missing"));
    EXPECT_TRUE(outcome.err.ends_with("\r\x1b[K")) << "the line is gone in the end";
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("18 euro"), Not(HasSubstr("\x1b"))));
}

TEST_F(Ask, TheFirstInterruptAsksForTheAnswerNow) {
    set_up_engine();
    Child contemplating(asking("contemplating", "What about the kayaks, at long last?"), k_at_terminal);
    ASSERT_TRUE(contemplating.shows("Timeline"));
    contemplating.signal(SIGINT);
    const Outcome brief = contemplating.finish();
    EXPECT_EQ(brief.exit_code, 0) << brief.err;
    EXPECT_THAT(brief.out, AllOf(HasSubstr("18 euro"), HasSubstr("You asked for the answer before")));
}

TEST_F(Ask, AnInterruptCancelsAQuickAnswerAndTheSecondOneALongOne) {
    set_up_engine();
    Child fast(asking("fast", "Do kayaks hang around?"), k_at_terminal);
    ASSERT_TRUE(fast.shows("Composing"));
    fast.signal(SIGINT);
    const Outcome cancelled = fast.finish();
    EXPECT_EQ(cancelled.exit_code, 1);
    EXPECT_THAT(cancelled.out, IsEmpty());
    Child thinking(asking("thinking", "Do kayaks hang around?"), k_at_terminal);
    ASSERT_TRUE(thinking.shows("Thinking"));
    thinking.signal(SIGINT);
    ASSERT_TRUE(thinking.shows("Ctrl-C again"));
    thinking.signal(SIGINT);
    EXPECT_EQ(thinking.finish().exit_code, 1);
}

TEST_F(Ask, TextReachesTheTerminalWithoutCommandsToIt) {
    good({"ask", "Does a zeppelin\x1b]0;owned\x07 land?"});
    const std::string titles = good({"conversations"});
    EXPECT_THAT(titles, HasSubstr("zeppelin]0;owned land?"));
    EXPECT_THAT(titles, AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\x07"))));
}

}  // namespace
}  // namespace familiar::tests
