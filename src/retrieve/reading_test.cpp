#include "retrieve/reading.h"

#include <gtest/gtest.h>

namespace familiar::retrieve {
namespace {

std::vector<Term> terms(std::string_view words) {
    Query query;
    query.words = std::string(words);
    return terms_of(query);
}

TEST(Reading, FindsTermsBySentence) {
    const auto asked = terms("ferry prices");
    const Reading reading = read("The ferries sail at nine. A price is painted on the door.", TermMatcher(asked));
    ASSERT_EQ(reading.sentences.size(), 2U);
    EXPECT_EQ(reading.sentences[0].terms, 0b01U);
    EXPECT_EQ(reading.sentences[1].terms, 0b10U);
    EXPECT_EQ(reading.whole, 0b11U);
    EXPECT_EQ(reading.counts, (std::vector<int>{1, 1}));
}

TEST(Reading, StemsInTheLanguageOfTheTextAlone) {
    const auto asked = terms("plane good");
    const TermMatcher matcher(asked);
    EXPECT_EQ(matcher.in("The plan is with the gods."), 0U) << "as Spanish, plane would be plan and good would be god";
    EXPECT_EQ(matcher.in("Two planes are parked on the field."), 0b01U);
    const auto spanish = terms("casas");
    EXPECT_EQ(TermMatcher(spanish).in("La casa de mi hermano está en el puerto."), 1U);
}

TEST(Reading, FindsTheSameStemInAnotherLanguage) {
    const auto asked = terms("Quem recomendou um dentista em maio?");
    EXPECT_NE(TermMatcher(asked).in("She is the gentlest dentist that I ever had."), 0U);
}

TEST(Reading, FindsFiguresForNumberWordsAndWordsWrittenApart) {
    const auto asked = terms("twelve superbowl");
    EXPECT_EQ(TermMatcher(asked).in("12 boats came."), 0b01U);
    const Reading reading = read("They won the super bowl.", TermMatcher(asked));
    EXPECT_EQ(reading.whole, 0b10U);
}

TEST(Reading, FindsTagsByTheirWord) {
    const auto asked = terms("lifeboat");
    EXPECT_EQ(TermMatcher(asked).in("Open day! #Lifeboat"), 1U);
    EXPECT_EQ(TermMatcher(asked).in("https://lifeboat.example/lifeboat"), 0U);
}

TEST(Reading, PairsStandInTheOrderOfTheQuestionAndNear) {
    const auto asked = terms("harbour master office");
    const TermMatcher matcher(asked);
    const auto pairs = [&](std::string_view text) {
        const Reading reading = read(text, matcher);
        return pairs_in(reading, 0, reading.words.size());
    };
    EXPECT_EQ(pairs("the harbour master's office"), 0b11U);
    EXPECT_EQ(pairs("the office of the master"), 0U);
    EXPECT_EQ(pairs("the harbour is far from where the master lives"), 0U);
}

TEST(Reading, WordsOfASentenceAreCountedFromItsBeginning) {
    const auto asked = terms("two");
    const std::string text = "One is here. Two are there.";
    const Reading reading = read(text, TermMatcher(asked));
    const auto words = words_in(reading, reading.sentences[1]);
    ASSERT_EQ(words.size(), 3U);
    EXPECT_EQ(words[0].span, (Span{0, 3}));
    EXPECT_EQ(words[2].span.of(reading.sentences[1].span.of(text)), "there");
}

}  // namespace
}  // namespace familiar::retrieve
