#include "answer/instant/named.h"

#include <gmock/gmock.h>

namespace familiar::answer::instant {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Named, NamesInAnAnswer) {
    EXPECT_THAT(names_in("I can recommend Viktor Petrak, he came in October.", ""), ElementsAre("Viktor Petrak"));
    EXPECT_THAT(names_in("Bergspur on Mill Square.", ""), ElementsAre("Bergspur"));
    EXPECT_THAT(names_in("They were late and we waited.", ""), IsEmpty());
}

TEST(Named, WhoIsSpokenToIsNotNamed) {
    EXPECT_THAT(names_in("Walter, the plan keeps away from it.", ""), IsEmpty());
    EXPECT_THAT(names_in("You could ask me, Mara.", "Mara Quill"), IsEmpty());
}

TEST(Named, TallyJoinsPartsOfAName) {
    const auto named =
        tally({"Petrak. He is of the old school.", "Viktor Petrak for me too.", "Dunne Plumbing is fine."}, "");
    ASSERT_FALSE(named.empty());
    EXPECT_EQ(named.front().name, "Viktor Petrak");
    EXPECT_EQ(named.front().people, 2);
}

}  // namespace
}  // namespace familiar::answer::instant
