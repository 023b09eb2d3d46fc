#include "converse/understand/pattern.h"

#include <gtest/gtest.h>

namespace familiar::converse {
namespace {

std::string slot(std::string_view pattern, std::string_view text, std::string_view name) {
    const auto captures = match_pattern(pattern, words_of(text));
    if (!captures) return "no match";
    const auto found = captures->find(name);
    return found == captures->end() ? "no slot" : std::string(found->second.of(text));
}

TEST(Pattern, TakesAsFewWordsAsPossible) {
    EXPECT_EQ(slot("what did <author> say about <topic>", "What did Ines Carvalho say about the old pier?", "author"),
              "Ines Carvalho");
    EXPECT_EQ(slot("what did <author> say about <topic>", "What did Ines say about what Tom said about it", "topic"),
              "what Tom said about it");
}

TEST(Pattern, AlternativesAndOptions) {
    EXPECT_EQ(slot("who recommended|praised [a|the] <topic>", "Who praised the falafel?", "topic"), "falafel");
    EXPECT_EQ(slot("who recommended|praised [a|the] <topic>", "who recommended plumbers", "topic"), "plumbers");
    EXPECT_EQ(slot("who recommended <topic>", "who recommended", "topic"), "no match");
    EXPECT_EQ(slot("help", "help", "topic"), "no slot");
}

TEST(Pattern, GivesUpOnHostileQuestions) {
    std::string text = "what";
    for (int i = 0; i < 400; ++i) text += " did a say about";
    static_cast<void>(
        match_pattern("what <a> did <b> say <c> about <d> that <e> not", words_of(text)));  // returns quickly
}

}  // namespace
}  // namespace familiar::converse
