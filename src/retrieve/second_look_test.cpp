#include "retrieve/second_look.h"

#include "base/words.h"
#include "retrieve/closer_reading.h"
#include "retrieve/limits.h"

#include <gtest/gtest.h>

namespace familiar::retrieve {
namespace {

using S = SentenceFeature;

class SecondLook : public testing::Test {
protected:
    void ask(std::string_view words) {
        query.words = query.asked = std::string(words);
        terms = terms_of(query);
        for (Term& term : terms) term.idf = 3;
        matcher.emplace(terms);
        for (Word& word : words_of(words)) asked.push_back(std::move(word.folded));
        context.emplace(RankContext{query, terms, *matcher, {}, 0, 20, asked, asking_of(asked)});
    }
    Page page(std::string title, std::string text) const {
        Candidate candidate;
        candidate.post.kind = PostKind::article;
        candidate.post.title = std::move(title);
        candidate.post.text = std::move(text);
        candidate.post.id.number = static_cast<std::int64_t>(candidate.post.text.size());
        return page_of(std::move(candidate), *context);
    }
    std::vector<Judgement> looked_at(std::vector<Page> pages) const {
        std::vector<Judgement> found;
        for (const Page& one : pages) found.push_back(judge(one, pages.front().lexical, *context));
        look_again(found, pages, *context, true);
        return found;
    }
    Query query;
    std::vector<Term> terms;
    std::optional<TermMatcher> matcher;
    std::vector<std::string> asked;
    std::optional<RankContext> context;
};

constexpr std::string_view k_harbour =
    "Grey Harbour is a television series about a pilot boat. The harbour master is portrayed by Nora Quill. It was "
    "filmed on the coast between 1991 and 1994.";

TEST_F(SecondLook, ReadsWhatEachSentenceOffers) {
    ask("who played the harbour master in grey harbour");
    const auto sentences = read_closely(page("Grey Harbour", std::string(k_harbour)), *context);
    ASSERT_EQ(sentences.size(), 3U);
    EXPECT_EQ(sentences[0][S::is_definition], 1);
    EXPECT_EQ(sentences[1][S::agents], 1);
    EXPECT_EQ(sentences[1][S::full_names], 1);
    EXPECT_GT(sentences[1][S::kin], sentences[0][S::kin]) << "portrayed is kin of played";
    EXPECT_GT(sentences[1][S::offers_near], 0);
    EXPECT_EQ(sentences[2][S::opens_by_pronoun], 1);
    EXPECT_EQ(sentences[2][S::years], 2);
    EXPECT_EQ(sentences[2][S::latest_year], 1);
}

TEST_F(SecondLook, QuotesTheSentenceThatAnswers) {
    ask("who played the harbour master in grey harbour");
    const auto found = looked_at({page("Grey Harbour", std::string(k_harbour))});
    const Evidence& evidence = found.front().evidence;
    EXPECT_EQ(evidence.best.of(evidence.post.text), "The harbour master is portrayed by Nora Quill.");
    EXPECT_TRUE(evidence.passage.empty() || evidence.passage.contains(evidence.best));
    EXPECT_LE(evidence.passage.size(), k_passage_bytes_max);
    EXPECT_EQ(found.front().sentences.size(), 3U);
}

TEST_F(SecondLook, IsSurerOfAnArticleThatSpeaksOfEverythingAsked) {
    ask("who played the harbour master in grey harbour");
    const auto right = looked_at(
        {page("Grey Harbour", std::string(k_harbour)), page("Red Valley", "Red Valley is a film about a harbour.")});
    const auto wrong = looked_at({page("Red Valley", "Red Valley is a film about a harbour."),
                                  page("Blue Hill", "Blue Hill is a harbour town on a river.")});
    const auto confidence = [](const std::vector<Judgement>& found) {
        double most = 0;
        for (const Judgement& judgement : found) most = std::max(most, judgement.evidence.confidence.value_or(0));
        return most;
    };
    EXPECT_GT(right[0].as_reference, right[1].as_reference);
    EXPECT_GT(confidence(right), confidence(wrong));
    EXPECT_LE(confidence(right), 1);
}

TEST_F(SecondLook, LeavesTalkAlone) {
    ask("who played the harbour master");
    Candidate candidate;
    candidate.post.text = "Nora played the harbour master.";
    const auto found = looked_at({page_of(std::move(candidate), *context)});
    EXPECT_FALSE(found.front().looked_at_again);
    EXPECT_FALSE(found.front().evidence.confidence.has_value());
}

}  // namespace
}  // namespace familiar::retrieve
