#include "base/phrases.h"

#include <gmock/gmock.h>
#include <string>

namespace familiar {
namespace {

std::vector<std::string> found_in(const PhraseTable& table, std::string_view text) {
    const std::vector<Word> words = words_of(text);
    std::vector<std::string> found;
    table.each(words, [&](PhraseTable::Sign sign, std::size_t first, std::size_t end) {
        found.push_back(std::to_string(sign) + ":" + std::to_string(first) + "-" + std::to_string(end));
    });
    return found;
}

TEST(PhraseTable, FindsWholeWordsInTheirOrder) {
    PhraseTable table;
    table.add(1, {"no idea", "then"});
    table.add(2, {"idea", "no"});
    EXPECT_THAT(found_in(table, "No idea, then!"), ::testing::ElementsAre("1:0-2", "2:0-1", "2:1-2", "1:2-3"));
    EXPECT_THAT(found_in(table, "ideas and nothing"), ::testing::IsEmpty());
}

TEST(PhraseTable, APhraseThatTheTextBreaksOffIsNotThere) {
    PhraseTable table;
    table.add(1, {"which of you"});
    EXPECT_THAT(found_in(table, "which of"), ::testing::IsEmpty());
    EXPECT_THAT(found_in(table, ""), ::testing::IsEmpty());
    EXPECT_THAT(found_in(table, "so which of you"), ::testing::ElementsAre("1:1-4"));
}

}  // namespace
}  // namespace familiar
