// The same question in the same world has the same answer, to the byte: asked again, in another archive, and where the
// same posts came in another order.
#include "tests/properties/wording.h"
#include "tests/properties/worlds.h"

#include <gtest/gtest.h>

namespace familiar::properties {
namespace {

constexpr int k_questions = 20;

TEST(Sameness, of_answers_asked_again_and_in_a_second_archive) {
    for_worlds(30, [](Chance& chance) {
        const Plan plan = random_plan(chance);
        Home home(plan);
        Home twin(plan);
        for (int i = 0; i < k_questions; ++i) {
            const std::size_t person = chance.below(plan.people.size());
            const std::string words = question(chance);
            const std::string answer = text_of(home.ask(person, words));
            EXPECT_EQ(difference(answer, text_of(home.ask(person, words))), "the same") << words;
            EXPECT_EQ(difference(answer, text_of(twin.ask(person, words))), "the same") << words;
        }
    });
}

// Each post has a moment of its own, so that nothing but the order of import could decide where scores are the same.
TEST(Sameness, of_answers_whatever_the_order_of_import) {
    for_worlds(30, [](Chance& chance) {
        const Plan plan = random_plan(chance, {.ties = false, .edits = false});
        Plan shuffled = plan;
        chance.shuffle(shuffled.collections);
        for (Collection& collection : shuffled.collections) chance.shuffle(collection.writings);
        Home home(plan);
        Home other(shuffled);
        for (int i = 0; i < k_questions; ++i) {
            const std::size_t person = chance.below(plan.people.size());
            const std::string words = question(chance);
            EXPECT_EQ(difference(named_text_of(home.ask(person, words)), named_text_of(other.ask(person, words))),
                      "the same")
                << words;
        }
    });
}

}  // namespace
}  // namespace familiar::properties
