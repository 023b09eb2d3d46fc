#include "retrieve/heard.h"

#include <gtest/gtest.h>

namespace familiar::retrieve {
namespace {

TEST(Heard, QuestionsSayWhatTheyAskFor) {
    EXPECT_EQ(heard_in("does anyone know where the keys are?").asks_for, Wanted::place);
    EXPECT_EQ(heard_in("alguien sabe cuando llega Ines?").asks_for, Wanted::time);
    EXPECT_TRUE(heard_in("who took the ladder").asks);
    EXPECT_FALSE(heard_in("under the stairs, blue bag").asks);
}

TEST(Heard, ThanksShrugsAndDecisions) {
    EXPECT_TRUE(heard_in("found it, thank you!").thanks);
    EXPECT_FALSE(heard_in("under the stairs").thanks);
    EXPECT_TRUE(heard_in("no idea, sorry").shrugs);
    EXPECT_TRUE(heard_in("ok, the lake it is").settles);
    EXPECT_TRUE(heard_in("also gut, wir machen es drinnen").settles);
    EXPECT_TRUE(heard_in("we give it to the school then. Thea you carry").settles);
    EXPECT_TRUE(heard_in("everyone for it? good, I'll transfer it tomorrow").settles);
    EXPECT_FALSE(heard_in("or the lake?").settles);
    EXPECT_FALSE(heard_in("it is raining here").settles);
    EXPECT_FALSE(heard_in("ok I have a fever myself").settles);
    EXPECT_TRUE(heard_in("It was me, I am sorry").owns);
    EXPECT_FALSE(heard_in("what a day").asks);
}

TEST(Heard, APhraseEndsWithItsThought) {
    EXPECT_TRUE(heard_in("the lake it is, bring towels").settles);
    EXPECT_FALSE(heard_in("if so, we can go").settles);
    EXPECT_FALSE(heard_in("is it so: we ask").settles) << "a colon stands between \"so\" and \"we\"";
    EXPECT_FALSE(heard_in("ok. I'll see").settles) << "who agrees and who goes about it are two sentences";
}

}  // namespace
}  // namespace familiar::retrieve
