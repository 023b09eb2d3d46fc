#include "perceive/written.h"

#include "perceive/spoken.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar::perceive {
namespace {

WorldWords world() {
    WorldWords words;
    words.people = {{"Emer Daly", 5}, {"Emer", 5}, {"Will Frost", 1}};
    words.names = {{"Crumb & Tide", 4}, {"Gull Strand", 2}, {"Ferrán", 1}};
    words.groups = {{"Garden Group", 1}};
    words.lower_case = {{"frost", 9}};
    return words;
}

TEST(Written, NamesGetTheirCapitalsSignsAndAccents) {
    const Writer writer(world());
    EXPECT_EQ(writer.written("where is emer's bakery crumb and tide"), "Where is Emer's bakery Crumb & Tide?");
    EXPECT_EQ(writer.written("who told daly about gull strand"), "Who told Daly about Gull Strand?");
    EXPECT_EQ(writer.written("did ferran call"), "Did Ferrán call?");
}

TEST(Written, AWordOfTheLanguageStaysSmallAlone) {
    const Writer writer(world());
    EXPECT_EQ(writer.written("will frost come"), "Will Frost come?");
    EXPECT_EQ(writer.written("tell me of the frost"), "Tell me of the frost.");
    EXPECT_EQ(writer.written("when will i know"), "When will I know?");
}

TEST(Written, NumbersAboveTwelveAndOrdinalsOfTwoWordsGetDigits) {
    const Writer writer(WorldWords{});
    EXPECT_EQ(writer.written("what is fifteen percent of two hundred forty"), "What is 15 percent of 240?");
    EXPECT_EQ(writer.written("the twenty third or the first of nine"), "The 23rd or the first of nine.");
    EXPECT_EQ(writer.written("who said one hundred"), "Who said 100?");
}

TEST(Written, NothingHeardIsNothingWritten) { EXPECT_EQ(Writer(world()).written(""), ""); }

RC_GTEST_PROP(Written, TheWordsStayThoseThatWereHeard, ()) {
    static const std::vector<std::string> words = {"emer",    "crumb", "and", "tide",  "twenty", "third", "two",
                                                   "hundred", "where", "i'm", "frost", "zero",   "gull",  "strand"};
    const auto chosen = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(words));
    std::string heard;
    for (const std::string& word : chosen) heard += (heard.empty() ? "" : " ") + word;
    RC_ASSERT(spoken(Writer(world()).written(heard)) == heard);
}

}  // namespace
}  // namespace familiar::perceive
