#include "answer/thinking/carried.h"

#include "base/words.h"

#include <gtest/gtest.h>

namespace familiar::answer::thinking {
namespace {

const ComposeContext k_context{Timestamp(std::chrono::days(20'600)), "UTC", "Kim"};  // 27 May 2026

std::vector<std::string> values(Sort sort, const std::string& question, const std::string& author,
                                const std::string& text) {
    Evidence evidence;
    evidence.post.author.name = author;
    evidence.post.text = text;
    evidence.post.posted_at = k_context.now;
    Sought sought;
    sought.step.sort = sort;
    sought.step.form = Form::clause;
    sought.step.question = question;
    sought.question = question;
    std::vector<std::string> texts;
    for (const Value& value : values_of(evidence, {0, text.size()}, sought, k_context)) texts.push_back(value.text);
    return texts;
}

std::string first(const std::vector<std::string>& texts) { return texts.empty() ? "" : texts.front(); }

TEST(Carried, people_by_their_names_or_as_those_who_speak) {
    const auto person = [](const std::string& question, const std::string& author, const std::string& text) {
        return first(values(Sort::person, question, author, text));
    };
    EXPECT_EQ(person("who designed the bridge", "Bo", "The bridge was designed by Linnea Holm."), "Linnea Holm");
    EXPECT_EQ(person("who won the race", "Bo Lind", "I won the race!"), "Bo Lind");
    EXPECT_EQ(person("who won the race", "Bo Lind", "She told us about the race."), "");
    EXPECT_EQ(person("who bought the van", "", "The van stands at the Mill Field, bought new."), "");
    EXPECT_EQ(person("who adores the race", "", "Oh no, everybody adores the race."), "");
}

TEST(Carried, places_that_still_hold) {
    const auto place = [](const std::string& question, const std::string& text) {
        return first(values(Sort::place, question, "Bo", text));
    };
    EXPECT_EQ(place("where the group moved to", "We now meet in the Kettle and no longer in the library."),
              "the Kettle");
    EXPECT_EQ(place("where the club meets", "The club meets in the cellar of the Blue Goose."), "the Blue Goose");
    EXPECT_EQ(place("where the key is", "The key hangs behind the green gate on Sunday at 10."), "the green gate");
    EXPECT_EQ(place("where the fair is", "The fair is in May."), "");
}

TEST(Carried, things_by_their_titles) {
    EXPECT_EQ(first(values(Sort::thing, "which book won", "Bo", "Decided: the book that won is A House for Swallows.")),
              "A House for Swallows");
    EXPECT_EQ(first(values(Sort::thing, "which dog won", "Bo", "The dog that won is called Biscuit.")), "Biscuit");
    EXPECT_EQ(first(values(Sort::thing, "which tour", "Bo", "Three places left on the tour.")), "");
}

TEST(Carried, days_as_they_are_said) {
    const auto day = [](const std::string& question, const std::string& text) {
        return first(values(Sort::day, question, "Bo", text));
    };
    EXPECT_EQ(day("when is the fair", "The fair is on Saturday 6 June."), "Saturday 6 June");
    EXPECT_EQ(day("when is the fair", "The fair is moved from 6 June to 13 June."), "Saturday 13 June");
    EXPECT_EQ(day("when was it decided", "The board decided last night to close it from 5 June."), "Tuesday 26 May");
    EXPECT_EQ(day("when is the fair", "I like the fair."), "");  // the day of writing dates no plan
    EXPECT_EQ(day("when was the cat found", "The cat is found!"), "Wednesday 27 May");
}

TEST(Carried, the_figure_of_what_is_asked) {
    const std::string text = "The sourdough costs 5.20 euro, the rye 4.80 and the bun 3.40.";
    EXPECT_EQ(first(values(Sort::amount, "how much does the rye cost", "Bo", text)), "4.80");
    EXPECT_EQ(first(values(Sort::amount, "how much does the bun cost", "Bo", text)), "3.40");
    EXPECT_EQ(first(values(Sort::amount, "how much does the hose cost", "Bo", "The hose has 20 metres.")), "");
}

}  // namespace
}  // namespace familiar::answer::thinking
