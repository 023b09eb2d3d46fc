#include "perceive/spoken.h"

#include "perceive/limits.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar::perceive {
namespace {

TEST(Spoken, CaseAccentsAndPunctuationAreNotSaid) {
    EXPECT_EQ(spoken("Where is Mr. Ferrán's “check-up”?"), "where is mister ferran's check up");
    EXPECT_EQ(spoken("It’s Crumb & Tide!"), "it's crumb and tide");
}

TEST(Spoken, DigitsAndNumberWordsAreTheSame) {
    EXPECT_EQ(spoken("the 23rd of May"), spoken("the twenty-third of May"));
    EXPECT_EQ(spoken("18 euro an hour"), spoken("eighteen euro an hour"));
    EXPECT_EQ(spoken("1,250 people"), "one thousand two hundred fifty people");
}

TEST(Spoken, AmountsAreSaidBeforeTheirCurrency) {
    EXPECT_EQ(spoken("€5.20"), "five twenty euro");
    EXPECT_EQ(spoken("5.20 euro"), "five twenty euro");
    EXPECT_EQ(spoken("€12.00"), "twelve euro");
    EXPECT_EQ(spoken("15 %"), "fifteen percent");
    EXPECT_EQ(spoken("3.25"), "three point two five");
}

TEST(Spoken, TimesAndYears) {
    EXPECT_EQ(spoken("20:30"), "eight thirty");
    EXPECT_EQ(spoken("at 8:00"), "at eight o'clock");
    EXPECT_EQ(spoken("9:05"), "nine oh five");
    EXPECT_EQ(spoken("2026"), "twenty twenty six");
    EXPECT_EQ(spoken("1906"), "nineteen oh six");
}

TEST(Spoken, OddEndsAreReadToTheEnd) {
    EXPECT_EQ(spoken("5."), "five");
    EXPECT_EQ(spoken("5,"), "five");
    EXPECT_EQ(spoken("5:"), "five");
    EXPECT_EQ(spoken("€"), "euro");
    EXPECT_EQ(spoken("'"), "");
    EXPECT_EQ(spoken("Привет"), "");
}

TEST(Spoken, Ordinals) {
    EXPECT_EQ(ordinal_in_words(1), "first");
    EXPECT_EQ(ordinal_in_words(12), "twelfth");
    EXPECT_EQ(ordinal_in_words(20), "twentieth");
    EXPECT_EQ(ordinal_in_words(31), "thirty first");
    EXPECT_EQ(ordinal_in_words(100), "one hundredth");
}

RC_GTEST_PROP(Spoken, WhatIsSaidIsSaidAgainTheSameWay, (const std::string& bytes)) {
    std::string ascii;
    for (const char c : bytes) ascii += static_cast<char>(c & 0x7F);
    const std::string said = spoken(ascii);
    // "dr" is said "doctor"; what remains has nothing left to expand.
    RC_ASSERT(spoken(said) == said);
}

TEST(Spoken, ALongTextIsCut) {
    const std::string text(3 * k_spoken_words_max, '7');
    std::string spaced;
    for (const char c : text) spaced += std::string(1, c) + ' ';
    EXPECT_EQ(spoken_words(spaced).size(), k_spoken_words_max);
}

}  // namespace
}  // namespace familiar::perceive
