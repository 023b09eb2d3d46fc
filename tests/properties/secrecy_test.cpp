// What somebody may not see changes nothing for them: no answer, no ranking, no score. Held for other people's private
// posts and for posts of circles that the asker is not in, while they come, are edited, and go.
//
// What stays visible: posts of the common file are numbered in the order in which they came, so a gap in the numbers
// says that something was stored for others, not what. Answers are compared with numbers where hidden posts came later
// and without where they came first.
#include "tests/properties/wording.h"
#include "tests/properties/worlds.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace familiar::properties {
namespace {

constexpr int k_questions = 20;
constexpr std::size_t k_asker = 0;

// A circle without the asker, which the others are in.
Plan plan_with_others(Chance& chance, PlanOptions options = {}) {
    Plan plan = random_plan(chance, options);
    auto& others = plan.circles.emplace_back();
    for (std::size_t person = 1; person < plan.people.size(); ++person) others.push_back(person);
    return plan;
}

// Posts about the same things for everybody but the asker.
Collection hidden_from_asker(Chance& chance, const Plan& plan, int number) {
    Collection collection = random_collection(chance, number, {});
    collection.owner = 1 + chance.below(plan.people.size() - 1);
    collection.audience = chance.one_in(2) ? k_for_owner : static_cast<int>(plan.circles.size()) - 1;
    return collection;
}

struct Asked {
    std::string words;
    std::string answer;
    std::string ranking;
};

std::vector<Asked> ask(Home& home, Chance& chance) {
    std::vector<Asked> asked;
    for (int i = 0; i < k_questions; ++i) {
        const std::string words = question(chance);
        asked.push_back({words, text_of(home.ask(k_asker, words)), text_of(home.search(k_asker, words))});
    }
    return asked;
}

void expect_same(Home& home, const std::vector<Asked>& asked, const char* when) {
    for (const Asked& one : asked) {
        EXPECT_EQ(difference(one.answer, text_of(home.ask(k_asker, one.words))), "the same") << one.words << when;
        EXPECT_EQ(difference(one.ranking, text_of(home.search(k_asker, one.words))), "the same") << one.words << when;
        if (testing::Test::HasFailure()) return;
    }
}

TEST(Secrecy, of_posts_that_come_are_edited_and_go) {
    for_worlds(40, [](Chance& chance) {
        const Plan plan = plan_with_others(chance);
        Home home(plan);
        const std::vector<Asked> asked = ask(home, chance);
        std::vector<Collection> hidden;
        for (int number = 900; number < 903; ++number) hidden.push_back(hidden_from_asker(chance, plan, number));
        const std::size_t before = home.posts_imported();
        for (const Collection& collection : hidden) home.import(collection);
        ASSERT_GT(home.posts_imported(), before);
        expect_same(home, asked, " (hidden posts came)");
        for (Collection& collection : hidden) {
            for (Writing& writing : collection.writings) writing.text = post_text(chance);
            home.import(collection);
        }
        expect_same(home, asked, " (hidden posts were edited)");
        home.remove(hidden.front());
        expect_same(home, asked, " (hidden posts went)");
    });
}

TEST(Secrecy, of_posts_that_were_there_first) {
    for_worlds(30, [](Chance& chance) {
        const Plan plan = plan_with_others(chance);
        Plan fuller = plan;
        for (int number = 900; number < 904; ++number)
            fuller.collections.insert(fuller.collections.begin(), hidden_from_asker(chance, plan, number));
        Home home(plan);
        Home full(fuller);
        for (int i = 0; i < k_questions; ++i) {
            const std::string words = question(chance);
            EXPECT_EQ(difference(named_text_of(home.ask(k_asker, words)), named_text_of(full.ask(k_asker, words))),
                      "the same")
                << words;
            EXPECT_EQ(difference(text_of(home.search(k_asker, words)), text_of(full.search(k_asker, words))),
                      "the same")
                << words;
        }
    });
}

// The other direction: who may see a post is answered from it, so the worlds above are not empty of effect.
TEST(Secrecy, hides_nothing_from_those_who_may_see) {
    std::size_t changed = 0;
    for_worlds(10, [&](Chance& chance) {
        const Plan plan = plan_with_others(chance);
        Home home(plan);
        Collection shared = random_collection(chance, 900, {});
        shared.owner = 1;
        shared.audience = static_cast<int>(plan.circles.size()) - 1;
        std::vector<std::string> questions;
        std::vector<std::string> before;
        for (int i = 0; i < k_questions; ++i) {
            questions.push_back(question(chance));
            before.push_back(text_of(home.search(1, questions.back())));
        }
        home.import(shared);
        for (std::size_t i = 0; i < questions.size(); ++i)
            changed += text_of(home.search(1, questions[i])) != before[i] ? 1 : 0;
    });
    EXPECT_GT(changed, 50U);
}

}  // namespace
}  // namespace familiar::properties
