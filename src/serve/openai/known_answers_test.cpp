#include "serve/openai/known_answers.h"

#include "serve/limits.h"

#include <gtest/gtest.h>

namespace familiar::serve {
namespace {

Answer answer_of(const std::string& text) {
    Answer answer;
    answer.confidence = 0.5;
    answer.sentences = {{text, Support::none, SentenceRole::lead, {}}};
    return answer;
}

TEST(KnownAnswers, BelongToThePersonTheyWereGivenTo) {
    KnownAnswers answers;
    answers.remember(PersonId{1}, answer_of("At nine."));
    ASSERT_TRUE(answers.find(PersonId{1}, "At nine.").has_value());
    EXPECT_EQ(answers.find(PersonId{1}, "At nine.")->confidence, 0.5);
    EXPECT_FALSE(answers.find(PersonId{2}, "At nine.").has_value());
    EXPECT_FALSE(answers.find(PersonId{1}, "At ten.").has_value());
    answers.forget(PersonId{1});
    EXPECT_FALSE(answers.find(PersonId{1}, "At nine.").has_value());
}

TEST(KnownAnswers, AreBounded) {
    KnownAnswers answers;
    for (std::size_t i = 0; i <= k_answers_remembered_max; ++i)
        answers.remember(PersonId{1}, answer_of(std::to_string(i)));
    EXPECT_FALSE(answers.find(PersonId{1}, "0").has_value());
    EXPECT_TRUE(answers.find(PersonId{1}, "1").has_value());
}

}  // namespace
}  // namespace familiar::serve
