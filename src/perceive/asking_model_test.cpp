#include "perceive/asking_model.h"

#include "perceive/forms.h"
#include "perceive/limits.h"
#include "perceive/question_forms.h"
#include "perceive/spoken.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace familiar::perceive {
namespace {

WorldWords world() {
    WorldWords words;
    words.people = {{"Emer Daly", 5}, {"Emer", 5}};
    words.names = {{"Crumb & Tide", 4}};
    words.groups = {{"Garden Group", 1}};
    words.things = {{"rye bread", 3}};
    words.sentences = {"the rye bread is good"};
    return words;
}

TEST(AskingModel, QuestionsNameTheWorld) {
    const auto sentences = asked_sentences(world(), {2'000, 1, 0.5});
    for (const char* part : {"emer", "crumb and tide", "garden group", "rye bread"}) {
        const auto named = std::ranges::count_if(
            sentences, [&](const AskedSentence& one) { return one.text.find(part) != std::string::npos; });
        EXPECT_GT(named, 20) << part;
    }
    EXPECT_EQ(sentences.front().text, "the rye bread is good");
    EXPECT_EQ(sentences.front().weight, 1);
    EXPECT_EQ(sentences.back().weight, 0.5);
}

TEST(AskingModel, QuestionsAreWrittenAsTheyAreSaid) {
    for (const AskedSentence& one : asked_sentences(world(), {5'000, 1, 1})) EXPECT_EQ(spoken(one.text), one.text);
}

TEST(AskingModel, TheSameWorldAsksTheSame) {
    const auto one = asked_sentences(world(), {500, 1, 1});
    const auto other = asked_sentences(world(), {500, 1, 1});
    EXPECT_TRUE(std::ranges::equal(one, other, {}, &AskedSentence::text, &AskedSentence::text));
}

TEST(AskingModel, AnEmptyWorldStillAsksWhatNeedsNoName) {
    const auto sentences = asked_sentences(WorldWords{}, {5'000, 1, 1});
    EXPECT_FALSE(sentences.empty());
    for (const AskedSentence& one : sentences) EXPECT_EQ(one.text.find('<'), std::string::npos);
}

TEST(AskingModel, NoMoreQuestionsAreMadeThanTheLimitSays) {
    EXPECT_LE(asked_sentences(WorldWords{}, {10 * k_questions, 1, 1}).size(), k_questions);
}

TEST(AskingModel, WordsToKnowComeOnceNamesFirst) {
    EXPECT_EQ(words_to_know(world(), 5), (std::vector<std::string>{"emer", "daly", "garden", "group", "crumb"}));
}

TEST(Forms, ChoicesAndWhatMayBeLeftOutAreAllPlayed) {
    Forms forms = Forms::read("a = (x|y) [z] <b>\nb = 1 | 2", {}).release();
    std::vector<std::string> seen;
    for (int i = 0; i < 200; ++i) seen.push_back(forms.play("a"));
    std::ranges::sort(seen);
    seen.erase(std::ranges::unique(seen).begin(), seen.end());
    EXPECT_EQ(seen, (std::vector<std::string>{"x 1", "x 2", "x z 1", "x z 2", "y 1", "y 2", "y z 1", "y z 2"}));
}

TEST(Forms, ALineThatBeginsWithSpacesGoesOn) {
    Forms forms = Forms::read("a = x\n    y\nb = z", {}).release();
    EXPECT_EQ(forms.play("a"), "x y");
    EXPECT_EQ(forms.play("b"), "z");
}

TEST(Forms, WhatCannotBeReadIsNamed) {
    EXPECT_FALSE(Forms::read("a = (x", {}).has_value());
    EXPECT_FALSE(Forms::read("a = x)", {}).has_value());
    EXPECT_FALSE(Forms::read("a = <b>", {}).has_value());
    EXPECT_FALSE(Forms::read("a = <b", {"b"}).has_value());
    EXPECT_FALSE(Forms::read("only words", {}).has_value());
    EXPECT_TRUE(Forms::read("a = <b>", {"b"}).has_value());
}

TEST(Forms, WhatTurnsInACircleEnds) {
    Forms forms = Forms::read("a = x <a>", {}).release();
    EXPECT_EQ(forms.play("a"), "");
}

TEST(Forms, ListsAreTakenAsOftenAsTheirWeightsSay) {
    Forms forms = Forms::read("a = <b>", {"b"}).release();
    forms.fill("b", {{"often", 9}, {"rarely", 1}, {"never", 0}});
    int often = 0;
    for (int i = 0; i < 1'000; ++i) often += forms.play("a") == "often" ? 1 : 0;
    EXPECT_NEAR(often, 900, 50);
}

}  // namespace
}  // namespace familiar::perceive
