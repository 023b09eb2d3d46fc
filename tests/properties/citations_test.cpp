// Every citation of every answer lies in the version of the source that it names, reads as quoted, and is anchored in
// its sentence: 10,000 questions in random worlds.
#include "tests/properties/wording.h"
#include "tests/properties/worlds.h"

#include <gtest/gtest.h>
#include <map>

namespace familiar::properties {
namespace {

constexpr std::uint64_t k_worlds = 250;
constexpr int k_questions = 40;
constexpr std::size_t k_stored_one_in = 10;

TEST(Citations, read_as_quoted_in_the_version_they_name) {
    std::size_t asked = 0;
    std::size_t citations = 0;
    std::map<AnswerKind, std::size_t> kinds;
    for_worlds(k_worlds, [&](Chance& chance) {
        const Plan plan = random_plan(chance);
        Home home(plan);
        std::vector<Exchange> talk;
        for (int i = 0; i < k_questions && !testing::Test::HasFailure(); ++i) {
            const std::size_t person = chance.below(plan.people.size());
            const bool goes_on = !talk.empty() && chance.one_in(5);
            if (!goes_on) talk.clear();
            const std::string words = goes_on ? follow_up(chance) : question(chance);
            const bool stored = !goes_on && chance.one_in(k_stored_one_in);
            const Answer answer = stored ? home.ask_stored(person, words) : home.ask(person, words, talk);
            EXPECT_EQ(home.fault_of(person, answer), "") << plan.people[person] << " asked: " << words;
            talk.push_back({words, answer});
            ++asked;
            ++kinds[answer.kind];
            for (const Sentence& sentence : answer.sentences) citations += sentence.citations.size();
        }
    });
    if (testing::Test::HasFailure() || asked < k_questions * k_worlds) return;
    // Nothing is shown by answers that cite nothing.
    EXPECT_GT(citations * 3, asked);
    EXPECT_GT(kinds[AnswerKind::quoted] * 10, asked);
    EXPECT_GT(kinds[AnswerKind::gathered] * 20, asked);
    EXPECT_GT(kinds[AnswerKind::nothing] * 50, asked);
}

}  // namespace
}  // namespace familiar::properties
