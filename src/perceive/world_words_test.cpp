#include "perceive/world_words.h"

#include "perceive/limits.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace familiar::perceive {
namespace {

Post post(std::string author, std::string text) {
    Post made;
    made.author.name = std::move(author);
    made.text = std::move(text);
    return made;
}

bool holds(const std::vector<Weighed>& list, std::string_view text) {
    return std::ranges::find(list, text, &Weighed::text) != list.end();
}

TEST(WorldWords, AuthorsAreKnownByFullAndFirstName) {
    WorldListener listener;
    listener.hear(post("Emer Daly", "We open on Saturday."));
    const WorldWords words = listener.words();
    EXPECT_TRUE(holds(words.people, "Emer Daly"));
    EXPECT_TRUE(holds(words.people, "Emer"));
}

TEST(WorldWords, NamesOfSeveralWordsAreFoundWhereverTheyStand) {
    WorldListener listener;
    listener.hear(post("Ana", "Crumb & Tide opens at the Old Pier on Saturday. We love Crumb & Tide's bread."));
    const WorldWords words = listener.words();
    EXPECT_EQ(words.names.front(), (Weighed{"Crumb & Tide", 2}));
    EXPECT_TRUE(holds(words.names, "Old Pier"));
}

TEST(WorldWords, AWordThatOnlyBeginsSentencesIsNoName) {
    WorldListener listener;
    listener.hear(post("Ana", "Bread is dear. Her bread is good, and more bread comes."));
    EXPECT_FALSE(holds(listener.words().names, "Bread"));
}

TEST(WorldWords, ThingsAreWhatFollowsAnArticleOrPreposition) {
    WorldListener listener;
    listener.hear(post("Ana", "The wind turbines would stand behind the lighthouse."));
    const WorldWords words = listener.words();
    EXPECT_TRUE(holds(words.things, "wind turbines"));
    EXPECT_TRUE(holds(words.things, "lighthouse"));
    EXPECT_FALSE(holds(words.things, "the"));
}

TEST(WorldWords, SentencesAreKeptAsTheyAreSaid) {
    WorldListener listener;
    listener.hear(post("Ana", "It costs €5. Come!"));
    EXPECT_EQ(listener.words().sentences, (std::vector<std::string>{"it costs five euro", "come"}));
}

TEST(WorldWords, TheDigestChangesWithANameAndNotWithWhatIsSaidAgain) {
    WorldListener one;
    for (int i = 0; i < 2; ++i) one.hear(post("Ana", "The bakery is open."));  // once alone, "open" is no thing yet
    const std::uint64_t before = one.words().digest();
    one.hear(post("Ana", "The bakery is open."));
    EXPECT_EQ(one.words().digest(), before);
    one.hear(post("Bo", "The bakery is open."));
    EXPECT_NE(one.words().digest(), before);
}

TEST(WorldWords, NoMorePostsAreHeardThanTheLimitSays) {
    WorldListener listener;
    for (std::size_t i = 0; i < k_world_posts_max; ++i) listener.hear(post("", ""));
    EXPECT_TRUE(listener.has_heard_enough());
    listener.hear(post("Emer", "Come!"));
    EXPECT_TRUE(listener.words().people.empty());
}

}  // namespace
}  // namespace familiar::perceive
