// A post that has no word in common with the question or its evidence, by somebody else and in another group, takes no
// citation away.
#include "tests/properties/wording.h"
#include "tests/properties/worlds.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>

namespace familiar::properties {
namespace {

constexpr int k_questions = 20;

std::set<std::string> cited_by(const Answer& answer) {
    std::set<std::string> cited;
    for (const Sentence& sentence : answer.sentences) {
        for (const Citation& citation : sentence.citations)
            cited.insert(fmt::format("{} {}", to_text(citation.post), citation.quote));
    }
    return cited;
}

Collection unrelated(Chance& chance, int number) {
    Collection collection;
    collection.number = number;
    collection.audience = k_for_everyone;
    collection.title = "Zorvexian";
    for (std::size_t i = 0; i < 3; ++i) {
        Writing writing;
        writing.external_id = fmt::format("c{}-{}", number, i);
        writing.author = "Zwugmux";
        writing.text = unrelated_statement(chance);
        writing.posted_at = "2019-03-01T09:30:00Z";  // outside of every period that is asked about
        collection.writings.push_back(std::move(writing));
    }
    return collection;
}

TEST(Irrelevance, takes_no_citation_away) {
    for_worlds(40, [](Chance& chance) {
        const Plan plan = random_plan(chance);
        Home home(plan);
        std::vector<std::pair<std::size_t, std::string>> asked;
        std::vector<std::set<std::string>> cited;
        for (int i = 0; i < k_questions; ++i) {
            asked.emplace_back(chance.below(plan.people.size()), question(chance));
            cited.push_back(cited_by(home.ask(asked.back().first, asked.back().second)));
        }
        home.import(unrelated(chance, 900));
        for (std::size_t i = 0; i < asked.size(); ++i) {
            const std::set<std::string> now = cited_by(home.ask(asked[i].first, asked[i].second));
            for (const std::string& citation : cited[i])
                EXPECT_TRUE(now.contains(citation)) << asked[i].second << " no longer cites " << citation;
        }
    });
}

}  // namespace
}  // namespace familiar::properties
