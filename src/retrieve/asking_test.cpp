#include "retrieve/asking.h"

#include <gtest/gtest.h>

namespace familiar::retrieve {
namespace {

Asking asking(std::string_view question) {
    std::vector<std::string> words;
    for (Word& word : words_of(question)) words.push_back(std::move(word.folded));
    return asking_of(words);
}

TEST(Asking, KnowsWhatIsAskedFor) {
    EXPECT_EQ(asking("who wrote it").asked, Asked::who);
    EXPECT_EQ(asking("in the film who's the mayor").asked, Asked::who);
    EXPECT_EQ(asking("what year did it open").asked, Asked::when);
    EXPECT_EQ(asking("which county is the pier in").asked, Asked::where);
    EXPECT_EQ(asking("how many piers are there").asked, Asked::amount);
    EXPECT_EQ(asking("how does a lock work").asked, Asked::other);
    EXPECT_EQ(asking("why is it closed").asked, Asked::reason);
    EXPECT_EQ(asking("the ferry to the island").asked, Asked::other);
}

TEST(Asking, FindsTheNounThatIsAskedFor) {
    EXPECT_EQ(asking("how many piers are there").head, "piers");
    EXPECT_EQ(asking("what is the medical term for a cold").head, "term");
    EXPECT_EQ(asking("what kind of boat is it").head, "boat");
    EXPECT_EQ(asking("who is it").head, "");
}

TEST(Asking, TellsDefinitionsAndTimes) {
    EXPECT_TRUE(asking("what is a coxswain").defines);
    EXPECT_FALSE(asking("what is the height of the tower").defines);
    EXPECT_TRUE(asking("who is the current mayor").latest);
    EXPECT_TRUE(asking("who was the first mayor").earliest);
}

TEST(Asking, KnowsInWhichWordsItIsAnswered) {
    const Asking played = asking("who played the mayor");
    ASSERT_TRUE(played.kin.contains("portrayed"));
    EXPECT_NE(played.kin.at("portrayed"), played.kin.at("elected"));
    EXPECT_EQ(played.with_kin, 2);
    EXPECT_TRUE(asking("when did it come out").kin.contains("premiered"));
    EXPECT_TRUE(asking("wo liegt das Boot").kin.empty());
}

}  // namespace
}  // namespace familiar::retrieve
