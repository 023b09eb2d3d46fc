#include "answer/thinking/split.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar::answer::thinking {
namespace {

// The steps of a chain, the gap written as "_".
std::string shown(const Chain& chain) {
    std::string text;
    for (const Step& step : chain) text += (text.empty() ? "" : " > ") + step.question;
    std::ranges::replace(text, k_gap, '_');
    return text;
}

std::vector<std::string> ways(std::string_view question) {
    std::vector<std::string> out;
    for (const Chain& chain : split(question).chains) out.push_back(shown(chain));
    return out;
}

bool among(const std::vector<std::string>& ways, const std::string& way) {
    return std::ranges::find(ways, way) != ways.end();
}

void expect_first(std::string_view question, const std::string& way) {
    const auto all = ways(question);
    ASSERT_FALSE(all.empty());
    EXPECT_EQ(all.front(), way) << question;
}

TEST(Split, follows_clauses_from_the_inside) {
    expect_first("Who recommended the place where the chess club moved to?",
                 "where the chess club moved to > Who recommended _");
    expect_first("What does the son of the woman who sells eggs study?",
                 "who sells eggs > who is _'s son > What does _ study");
    expect_first("When does the shop that Lea opened close?", "which shop Lea opened > When does _ close");
    expect_first("Where's the office of whoever drew the map?", "who drew the map > Where's the office of _");
}

TEST(Split, finds_clauses_without_a_word_that_opens_them) {
    EXPECT_TRUE(among(ways("What was said on the day the bridge fell?"), "when the bridge fell > What was said on _"));
    EXPECT_TRUE(among(ways("How old is the woman running the kiosk?"), "who running the kiosk > How old is _"));
    EXPECT_TRUE(among(ways("How long is the film proposed by Ada?"), "which film proposed by Ada > How long is _"));
}

TEST(Split, follows_belongings) {
    expect_first("Where does Ada's brother live?", "who is Ada's brother > Where does _ live");
    EXPECT_TRUE(among(ways("When does Ben's team train?"), "which team is Ben in > When does _ train"));
    EXPECT_TRUE(
        among(ways("How old is Ada's neighbour's dog?"), "who is Ada's neighbour > which dog is _'s > How old is _"));
    expect_first("Where does the winner of the chess cup live?", "who won the chess cup > Where does _ live");
}

TEST(Split, leaves_plain_questions_alone) {
    for (const std::string_view question :
         {"When is the spring concert?", "Who recommended a plumber?", "How much is the boat trip?",
          "What happened in the garden group last week?", "Where is the key of the hut?",
          "Has the garden meeting been moved?", "When is the garden meeting in June?",
          "Can anyone recommend somebody who repairs bikes?", "Do you know a bar where one can dance?"}) {
        const Plan plan = split(question);
        EXPECT_EQ(plan.task, Task::follow) << question;
        EXPECT_FALSE(plan.certain) << question << " → " << shown(plan.chains.front());
    }
}

void expect_sides(std::string_view question, Task task, const std::string& a, const std::string& b) {
    const Plan plan = split(question);
    EXPECT_EQ(plan.task, task) << question;
    ASSERT_EQ(plan.sides.size(), 2U) << question;
    EXPECT_EQ(shown(plan.sides[0].chains.front()), a);
    EXPECT_EQ(shown(plan.sides[1].chains.front()), b);
}

TEST(Split, puts_things_beside_each_other) {
    expect_sides("Which is cheaper, the bus or the train?", Task::order, "how much does the bus cost",
                 "how much does the train cost");
    expect_sides("Was the bridge closed before the fair began?", Task::whether, "when was the bridge closed",
                 "when the fair began");
    expect_sides("How many days are there between the fair and the race?", Task::difference, "when is the fair",
                 "when is the race");
    expect_sides("How much more does the red one cost than the blue one?", Task::difference,
                 "how much does the red one cost", "how much does the blue one cost");
    expect_sides("How much do the bus and the tour cost together?", Task::total, "how much does the bus cost",
                 "how much does the tour cost");
    expect_sides("Who sits on both the board and the jury?", Task::shared, "Who sits on the board",
                 "Who sits on the jury");
    expect_sides("Who mended the boat and how much did he charge?", Task::both, "Who mended the boat",
                 "how much did _ charge");
}

TEST(Split, never_drops_what_a_step_found) {
    for (const Chain& chain : split("the Ada's brother much who does ").chains) {
        for (std::size_t i = 1; i < chain.size(); ++i) EXPECT_EQ(std::ranges::count(chain[i].question, k_gap), 1);
    }
}

RC_GTEST_PROP(Split, keeps_its_limits_on_any_words, ()) {
    static const std::vector<std::string> k_words = {
        "the",  "who",  "of",  "that",  "Ada's", "brother", "where", "does", "is",   "and",  "or",   "cheaper",
        "than", "both", "run", "place", ",",     "between", "days",  "how",  "many", "much", "\x1a", "é"};
    const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(k_words));
    std::string question;
    for (const std::string& word : words) question += word + " ";
    const Plan plan = split(question);
    std::vector<Chain> chains = plan.chains;
    for (const Side& side : plan.sides) chains.insert(chains.end(), side.chains.begin(), side.chains.end());
    for (const Chain& chain : chains) {
        RC_ASSERT(!chain.empty() && chain.size() <= 4U);
        RC_ASSERT(chain.front().question.find(k_gap) == std::string::npos || plan.task == Task::both);
        for (std::size_t i = 1; i < chain.size(); ++i) RC_ASSERT(std::ranges::count(chain[i].question, k_gap) == 1);
    }
}

}  // namespace
}  // namespace familiar::answer::thinking
