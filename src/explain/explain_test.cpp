#include "explain/explain.h"

#include <gtest/gtest.h>

namespace familiar::explain {
namespace {

Evidence evidence() {
    Evidence evidence;
    evidence.post.author.name = "Hannah Osei";
    evidence.post.text = "I can recommend Viktor Petrak.";
    return evidence;
}

Post question() {
    Post post;
    post.external_id = "1";
    post.author.name = "Mara Quill";
    post.text = "Can anybody recommend a plumber?";
    return post;
}

TEST(Explain, OwnWordsStandTogether) {
    Evidence found = evidence();
    found.because = {
        {Finding::Kind::phrase, "", 0.1}, {Finding::Kind::word, "kayak", 1}, {Finding::Kind::word, "hire", 1}};
    EXPECT_EQ(why_found(found), "It holds “kayak” and “hire” together.");
}

TEST(Explain, AReplyNamesWhomItAnswers) {
    Evidence found = evidence();
    found.post.reply_to = "1";
    found.before = question();
    found.because = {{Finding::Kind::neighbour, "plumber", 1}};
    EXPECT_EQ(why_found(found), "It answers Mara Quill, who wrote “plumber”.");
}

TEST(Explain, NobodyIsSaidToHaveWrittenWhatTheyDidNot) {
    Evidence found = evidence();
    found.post.reply_to = "1";
    found.before = question();
    found.because = {{Finding::Kind::neighbour, "dentist", 1}};
    EXPECT_EQ(why_found(found), "It answers in a discussion of “dentist”.");
}

TEST(Explain, GroupAndTime) {
    Evidence found = evidence();
    found.source_title = "Garden Group";
    found.because = {{Finding::Kind::thread, "garden", 1}, {Finding::Kind::time, "last week", 0}};
    EXPECT_EQ(why_found(found), "It lies in “Garden Group”; its date lies in “last week”.");
}

TEST(Explain, WhatTheWholeAnswerKnowsComesFirst) {
    Evidence found = evidence();
    found.because = {{Finding::Kind::word, "quiz", 1}, {Finding::Kind::recency, "it is the newest post on it", 0}};
    EXPECT_EQ(why_found(found), "It is the newest post on it; it holds “quiz”.");
}

TEST(Explain, WhatModelsMadeOfItIsSaidToBeTheirs) {
    Evidence found = evidence();
    found.because = {{Finding::Kind::reranked, "judge", 0.4}, {Finding::Kind::meaning, "vectors", -0.1}};
    EXPECT_EQ(why_found(found),
              "The reranker “judge” judged that it answers better than its words suggest; its meaning, as “vectors” "
              "reads it, is farther from your question than its words suggest.");
}

}  // namespace
}  // namespace familiar::explain
