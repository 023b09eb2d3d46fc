#include "answer/thinking.h"

#include "answer/thinking/limits.h"
#include "base/words.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

namespace familiar::answer::thinking {
namespace {

// Answers by table: each question with the posts that are found for it, the first quoted.
class TableTools final : public Tools {
public:
    void on(const std::string& question, std::vector<Evidence> evidence, Wanted wanted = Wanted::anything) {
        table_[question] = {std::move(evidence), wanted};
    }

    Result<std::vector<Evidence>> search(const Call&, const Query& query) override {
        const auto found = table_.find("by " + query.filter.author + ": " + query.words);
        return found == table_.end() ? std::vector<Evidence>() : found->second.evidence;
    }

    Result<Instant> ask(const Call&, std::string_view question) override {
        asked.emplace_back(question);
        Instant instant;
        instant.question.asked = std::string(question);
        const auto found = table_.find(question);
        if (found == table_.end()) return instant;
        instant.question.wanted = found->second.wanted;
        instant.evidence = found->second.evidence;
        instant.answer = compose(instant.question, instant.evidence, context);
        return instant;
    }

    Result<Post> open(const Call&, PostId) override { return fail(ErrorCode::not_found, "not in this test"); }
    Result<std::vector<Post>> thread(const Call&, PostId) override { return std::vector<Post>(); }
    std::optional<Computation> compute(std::string_view) override { return std::nullopt; }

    ComposeContext context{Timestamp(std::chrono::days(20'000)), "UTC", "Kim"};
    std::vector<std::string> asked;

private:
    struct Row {
        std::vector<Evidence> evidence;
        Wanted wanted = Wanted::anything;
    };
    std::map<std::string, Row, std::less<>> table_;
};

Evidence said(std::int64_t number, const std::string& author, const std::string& text) {
    Evidence evidence;
    evidence.post.id = {Shelf::common, number};
    evidence.post.author.name = author;
    evidence.post.text = text;
    evidence.post.posted_at = Timestamp(std::chrono::days(19'990));
    evidence.best = sentences_of(text).front();
    evidence.coverage = 0.9;
    evidence.score = 1;
    return evidence;
}

class ThinkingTest : public testing::Test {
protected:
    Answer answer_to(const std::string& question) {
        Instant at_once;
        at_once.question.asked = question;
        auto answer = think(Call(clock_), tools_, {question, at_once, tools_.context},
                            [&](const ProgressEvent& event) { told_.push_back(event); });
        EXPECT_TRUE(answer) << answer.error().text();
        return answer ? *answer : Answer();
    }

    platform::SystemClock clock_;
    TableTools tools_;
    std::vector<ProgressEvent> told_;
};

TEST_F(ThinkingTest, carries_what_it_found_into_the_next_question) {
    tools_.on("where the chess club moved to", {said(1, "Ada", "The chess club moved to the Golden Hare.")});
    tools_.on("When does the Golden Hare open", {said(2, "Bo", "The Golden Hare opens at 17:00.")}, Wanted::time);
    const Answer answer = answer_to("When does the place where the chess club moved to open?");
    EXPECT_EQ(answer.kind, AnswerKind::worked);
    ASSERT_EQ(answer.sentences.size(), 2U);
    EXPECT_EQ(answer.sentences[0].citations.front().quote, "The Golden Hare opens at 17:00.");
    EXPECT_EQ(answer.sentences[1].role, SentenceRole::step);
    EXPECT_EQ(answer.sentences[1].citations.front().quote, "The chess club moved to the Golden Hare.");
    EXPECT_FALSE(answer.checked.empty());
    ASSERT_FALSE(told_.empty());
    EXPECT_EQ(told_.front().state, ProgressState::started);
}

TEST_F(ThinkingTest, backs_up_to_the_next_value_when_a_step_fails) {
    tools_.on("where the chess club moved to", {said(1, "Ada", "The chess club moved to the Golden Hare."),
                                                said(2, "Bo", "The chess club moved to the Silver Fox.")});
    tools_.on("When does the Silver Fox open", {said(3, "Bo", "The Silver Fox opens at 18:00.")}, Wanted::time);
    const Answer answer = answer_to("When does the place where the chess club moved to open?");
    EXPECT_EQ(answer.kind, AnswerKind::worked);
    EXPECT_EQ(answer.sentences.front().citations.front().quote, "The Silver Fox opens at 18:00.");
    EXPECT_NE(std::ranges::find(tools_.asked, "When does the Golden Hare open"), tools_.asked.end());
}

TEST_F(ThinkingTest, takes_no_answer_that_does_not_speak_of_what_was_carried) {
    tools_.on("where the chess club moved to", {said(1, "Ada", "The chess club moved to the Golden Hare.")});
    tools_.on("When does the Golden Hare open", {said(2, "Bo", "The bakery opens at 17:00.")}, Wanted::time);
    const Answer answer = answer_to("When does the place where the chess club moved to open?");
    EXPECT_EQ(answer.kind, AnswerKind::nothing);
    EXPECT_EQ(answer.text().find("17:00"), std::string::npos);
    EXPECT_NE(answer.text().find("The chess club moved to the Golden Hare."), std::string::npos);
}

TEST_F(ThinkingTest, makes_up_no_relation) {
    tools_.on("who is Ada's brother", {said(1, "Ada", "Bo and I went to the fair, my sister Lea too.")});
    const Answer answer = answer_to("Where does Ada's brother live?");
    EXPECT_EQ(answer.kind, AnswerKind::nothing);
    EXPECT_NE(answer.text().find("Ada's brother"), std::string::npos);
    EXPECT_EQ(tools_.asked, std::vector<std::string>{"who is Ada's brother"});
}

TEST_F(ThinkingTest, says_which_side_of_a_comparison_is_missing) {
    tools_.on("how much does the bus cost", {said(1, "Ada", "The bus costs 4 euro.")}, Wanted::amount);
    const Answer answer = answer_to("Which is cheaper, the bus or the train?");
    EXPECT_EQ(answer.kind, AnswerKind::nothing);
    EXPECT_NE(answer.sentences.front().text.find("the train"), std::string::npos);
    EXPECT_NE(answer.text().find("The bus costs 4 euro."), std::string::npos);
}

TEST_F(ThinkingTest, computes_with_what_both_sides_state) {
    tools_.on("how much does the bus cost", {said(1, "Ada", "The bus costs 4.50 euro.")}, Wanted::amount);
    tools_.on("how much does the tour cost", {said(2, "Bo", "The tour costs 9 euro.")}, Wanted::amount);
    const Answer answer = answer_to("How much do the bus and the tour cost together?");
    EXPECT_EQ(answer.kind, AnswerKind::worked);
    EXPECT_NE(answer.text().find("4.50 + 9 = 13.50"), std::string::npos) << answer.text();
    EXPECT_EQ(answer.sentences.front().support, Support::computed);
    EXPECT_EQ(answer.sentences.front().citations.size(), 2U);
}

TEST_F(ThinkingTest, gives_the_same_answer_again) {
    tools_.on("who won the cup", {said(1, "Ada", "Lea Horn won the cup."), said(2, "Bo", "Max Horn won the cup.")});
    tools_.on("Where does Lea Horn live", {said(3, "Bo", "Lea Horn lives in Mill Lane.")}, Wanted::place);
    const std::string question = "Where does the woman who won the cup live?";
    EXPECT_EQ(answer_to(question).text(), answer_to(question).text());
}

TEST_F(ThinkingTest, follows_only_a_few_of_many_alternatives) {
    std::vector<Evidence> many;
    for (char c = 'A'; c <= 'T'; ++c) many.push_back(said(c, "Ada", std::string("Max") + c + "x Horn won it."));
    tools_.on("who won it", many);
    answer_to("Where does the neighbour of the man who won it live?");
    const auto followed = std::ranges::count_if(
        tools_.asked, [](const std::string& question) { return question.find("'s neighbour") != std::string::npos; });
    EXPECT_GT(followed, 1);
    EXPECT_LE(followed, static_cast<std::ptrdiff_t>(k_alternatives_max));
    EXPECT_LE(tools_.asked.size(), k_questions_max);
}

}  // namespace
}  // namespace familiar::answer::thinking
