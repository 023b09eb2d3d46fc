#include "answer/instant/passages.h"

#include "answer/limits.h"

#include <gtest/gtest.h>

namespace familiar::answer::instant {
namespace {

Evidence article() {
    Evidence evidence;
    evidence.post.text = "The light was lit in 1881. It burned oil. Boats steer by it.";
    evidence.best = {0, 26};
    evidence.coverage = 0.2;
    return evidence;
}

TEST(Passages, OfAWorkOfReferenceAreWhatRankingChose) {
    Evidence evidence = article();
    EXPECT_EQ(passage_for(evidence, Wanted::time), evidence.best);
    evidence.passage = {0, 41};
    EXPECT_EQ(passage_for(evidence, Wanted::time).of(evidence.post.text), "The light was lit in 1881. It burned oil.");
}

TEST(Passages, AnswerByConfidenceWhereThereIsOne) {
    Evidence evidence = article();
    EXPECT_FALSE(answers(evidence)) << "covers too little of the question";
    evidence.confidence = k_confidence_needed;
    EXPECT_TRUE(answers(evidence));
    EXPECT_EQ(confidence_in(evidence), k_confidence_needed);
    evidence.coverage = 1;
    evidence.confidence = k_confidence_needed / 2;
    EXPECT_FALSE(answers(evidence)) << "holds every word, and yet no answer";
    evidence.confidence.reset();
    EXPECT_TRUE(answers(evidence));
    evidence.instructs = true;
    EXPECT_FALSE(answers(evidence));
}

}  // namespace
}  // namespace familiar::answer::instant
