#include "base/cues.h"

#include <gtest/gtest.h>

namespace familiar {
namespace {

Cues cues(std::string_view sentence) { return cues_of(sentence, words_of(sentence)); }

TEST(Cues, TellTimes) {
    for (const char* sentence :
         {"The ferry sails at 18:30.", "on Thursday", "in May", "It opened in 1997.", "tomorrow"}) {
        EXPECT_TRUE(cues(sentence).time) << sentence;
    }
    for (const char* sentence : {"The score was 3:2.", "Room 4711 is free.", "It costs 12 euro."}) {
        EXPECT_FALSE(cues(sentence).time) << sentence;
    }
}

TEST(Cues, TellAmountsNamesAndReasons) {
    EXPECT_TRUE(cues("It costs 12 euro.").amount);
    EXPECT_TRUE(cues("It costs €12.").amount);
    EXPECT_FALSE(cues("Twelve people came.").amount);
    EXPECT_TRUE(cues("Ask for Viktor there.").name);
    EXPECT_FALSE(cues("Ask for him there.").name);
    EXPECT_TRUE(cues("It is closed because the roof leaks.").reason);
}

TEST(Cues, TellQuestionsAndSeekers) {
    EXPECT_TRUE(cues("Does it rain?").question);
    EXPECT_TRUE(cues("Looking for a plumber.").seeks);
    EXPECT_FALSE(cues("I found a plumber.").seeks);
    EXPECT_FALSE(cues("Who. Has it come?").seeks);
    for (const char* sentence :
         {"Does it rain?", "It rains?!", "I am looking for a plumber.", "Someone left a light on.", "Can anyone help",
          "I found a plumber.", "", " ", "for a"}) {
        EXPECT_EQ(asks(sentence), cues(sentence).question || cues(sentence).seeks) << sentence;
    }
}

}  // namespace
}  // namespace familiar
