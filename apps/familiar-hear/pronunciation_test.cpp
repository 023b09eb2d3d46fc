#include "apps/familiar-hear/pronunciation.h"

#include "apps/familiar-hear/foreign_sounds.h"

#include <gtest/gtest.h>

namespace familiar::hear {
namespace {

constexpr std::string_view k_dictionary =
    "light L AY T\nhouse HH AW S\nhouse(2) HH AW Z\ncat K AE T\nbus B AH S\nwalk W AO K\n";
constexpr std::string_view k_rules =
    ". b . B\n. e .\n. e . EH\n. c . K\n. c e S\n. n . N\n. o . OW / AA\n. s . S\no n $ N\n";

Pronouncer pronouncer() { return Pronouncer::read(k_dictionary, k_rules).release(); }
using Ways = std::vector<std::string>;

TEST(Pronunciation, TheDictionaryComesFirstWithAllItsWays) {
    EXPECT_EQ(pronouncer().ways_to_say("house"), (Ways{"HH AW S", "HH AW Z"}));
}

TEST(Pronunciation, EndingsFollowTheSoundBeforeThem) {
    EXPECT_EQ(pronouncer().ways_to_say("cat's"), Ways{"K AE T S"});
    EXPECT_EQ(pronouncer().ways_to_say("bus's"), Ways{"B AH S IH Z"});
    EXPECT_EQ(pronouncer().ways_to_say("walked"), Ways{"W AO K T"});
    EXPECT_EQ(pronouncer().ways_to_say("walking"), Ways{"W AO K IH NG"});
}

TEST(Pronunciation, PartsOfACompoundAreSaidOneAfterTheOther) {
    EXPECT_EQ(pronouncer().ways_to_say("lighthouse").front(), "L AY T HH AW S");
}

TEST(Pronunciation, TheLongestKnownContextOfALetterSays) {
    EXPECT_EQ(pronouncer().ways_to_say("benceno").front(), "B EH N S EH N OW");
}

TEST(Pronunciation, WhatALetterOftenSoundsLikeAsWellIsASecondWay) {
    EXPECT_EQ(pronouncer().ways_to_say("conso"), (Ways{"K OW N S OW", "K AA N S OW", "K OW N S AA"}));
}

TEST(Pronunciation, WordsWithoutVowelsAreSpelled) {
    EXPECT_EQ(pronouncer().ways_to_say("gps"), Ways{"JH IY P IY EH S"});
    EXPECT_EQ(spelled("b'b"), "B IY B IY");
}

TEST(Pronunciation, WhatHasNoLettersOrTooManyIsNotSaid) {
    EXPECT_TRUE(pronouncer().ways_to_say("''").empty());
    EXPECT_TRUE(pronouncer().ways_to_say("").empty());
    EXPECT_TRUE(pronouncer().ways_to_say(std::string(Pronouncer::k_letters_max + 1, 'a')).empty());
}

TEST(Pronunciation, ADictionaryNumbersTheFurtherWays) {
    EXPECT_EQ(pronouncer().dictionary_of({"house", "cat"}), "house HH AW S\nhouse(2) HH AW Z\ncat K AE T\n");
}

TEST(Pronunciation, LinesThatCannotBeReadAreRefused) {
    EXPECT_FALSE(Pronouncer::read("cat\n", k_rules).has_value());
    EXPECT_FALSE(Pronouncer::read(k_dictionary, "nothing\n").has_value());
}

TEST(ForeignSounds, NamesAreSpelledAnewByTheSignsOfTheirLanguage) {
    EXPECT_EQ(respellings_of("tadhg").front(), "tige");
    EXPECT_EQ(respellings_of("siobhan").front(), "shivawn");
    EXPECT_EQ(respellings_of("weidel").front(), "vydel");
    EXPECT_EQ(respellings_of("carvalho").front(), "carvalyo");
    EXPECT_TRUE(respellings_of("fred").empty());
}

}  // namespace
}  // namespace familiar::hear
