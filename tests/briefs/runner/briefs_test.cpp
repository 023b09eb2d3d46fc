// The goal of contemplating without a model: of the key facts at least 70 % in briefs of at most 500 words, every
// sentence cited or computed, nothing said twice.
#include "briefs.h"

#include <gtest/gtest.h>

namespace familiar::briefs {
namespace {

TEST(Briefs, HoldTheKeyFacts) {
    const auto briefs = read_all();
    ASSERT_TRUE(briefs) << briefs.error().text();
    ASSERT_GE(briefs->size(), 15U);
    scenes::Worlds worlds;
    std::size_t facts = 0;
    std::size_t held = 0;
    for (const Brief& brief : *briefs) {
        SCOPED_TRACE(brief.file.filename().string());
        const auto answer = answer_to(worlds, brief, Mode::contemplating);
        ASSERT_TRUE(answer) << answer.error().text();
        for (const std::string& fault : faults_of(*answer)) ADD_FAILURE() << fault;
        EXPECT_GE(brief.facts.size(), 10U);
        EXPECT_LE(brief.facts.size(), 20U);
        EXPECT_GE(count_held(*answer, brief) * 2, brief.facts.size()) << answer->text();
        facts += brief.facts.size();
        held += count_held(*answer, brief);
    }
    EXPECT_GE(held * 100, facts * 70) << held << " of " << facts << " key facts";
}

TEST(Briefs, AreTheSameEachTime) {
    const auto briefs = read_all();
    ASSERT_TRUE(briefs) << briefs.error().text();
    scenes::Worlds worlds;
    const Brief& brief = briefs->front();
    const auto first = answer_to(worlds, brief, Mode::contemplating);
    ASSERT_TRUE(first);
    for (int round = 0; round < 5; ++round) {
        const auto again = answer_to(worlds, brief, Mode::contemplating);
        ASSERT_TRUE(again);
        EXPECT_EQ(again->text(), first->text());
    }
}

}  // namespace
}  // namespace familiar::briefs
