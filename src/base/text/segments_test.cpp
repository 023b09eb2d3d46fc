// Segments are those of ICU, whichever way they were found.
#include "base/text/segments.h"

#include "base/utf8.h"
#include "tests/support/dataset.h"
#include "tests/support/texts.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unicode/uchar.h>
#include <vector>

namespace familiar::text {
namespace {

struct Found {
    std::vector<std::size_t> ends;
    std::vector<SegmentKind> kinds;
};

Found by_icu(std::string_view text) {
    thread_local Boundaries boundaries(UBRK_WORD);
    Found found;
    boundaries.set(text);
    while (const auto end = boundaries.next()) {
        const std::size_t begin = found.ends.empty() ? 0 : found.ends.back();
        bool letters = false;
        bool digits = false;
        for (std::size_t i = begin; i < *end;) {
            const auto c = static_cast<UChar32>(utf8::next(text, i));
            letters = letters || (boundaries.rule_status() >= UBRK_WORD_NONE_LIMIT && u_isalpha(c));
            digits = digits || (boundaries.rule_status() >= UBRK_WORD_NONE_LIMIT && u_isdigit(c));
        }
        found.ends.push_back(*end);
        found.kinds.push_back(letters ? SegmentKind::word : digits ? SegmentKind::number : SegmentKind::other);
    }
    return found;
}

Found by_walk(std::string_view text) {
    Found found;
    Segments segments(text);
    for (std::size_t begin = 0; begin < text.size();) {
        const Segment segment = segments.at(begin);
        found.ends.push_back(segment.end);
        found.kinds.push_back(segment.kind);
        begin = segment.end;
    }
    return found;
}

RC_GTEST_PROP(Segments, of_ascii_are_those_of_icu, ()) {
    const std::string text = *test::ascii_text();
    const Found expected = by_icu(text);
    const Found found = by_walk(text);
    RC_ASSERT(found.ends == expected.ends);
    RC_ASSERT(found.kinds == expected.kinds);
}

RC_GTEST_PROP(Segments, of_any_text_are_those_of_icu, ()) {
    const std::string text = *test::any_text();
    const Found expected = by_icu(text);
    const Found found = by_walk(text);
    RC_ASSERT(found.ends == expected.ends);
    RC_ASSERT(found.kinds == expected.kinds);
}

// Every text of three characters of ASCII's word break classes, and a longer one around each.
TEST(Segments, of_all_short_texts_are_those_of_icu) {
    const std::string_view characters = "aZ@5_.',;:\" -\r\n\t\x01#é’\u0301";
    std::vector<std::string> each;
    for (std::size_t i = 0; i < characters.size();) {
        const std::size_t begin = i;
        utf8::next(characters, i);
        each.emplace_back(characters.substr(begin, i - begin));
    }
    for (const std::string& a : each) {
        for (const std::string& b : each) {
            for (const std::string& c : each) {
                for (const std::string& text : {a + b + c, "x" + a + b + c + "y", "1" + a + b + c + "2"}) {
                    ASSERT_EQ(by_walk(text).ends, by_icu(text).ends) << ::testing::PrintToString(text);
                }
            }
        }
    }
}

TEST(Segments, of_real_texts_are_those_of_icu) {
    std::size_t texts = 0;
    for (const char* name : {"social/chat-miner-exports", "social/feedparser-dev", "safety/bipia-dev"}) {
        const auto files = test::dataset(name);
        if (!files) SKIP_WITHOUT_DATASET(name);
        for (const auto& [path, content] : *files) {
            if (content.size() > 400'000) continue;
            const std::string text = utf8::repaired(content);
            ASSERT_EQ(by_walk(text).ends, by_icu(text).ends) << path;
            ++texts;
        }
    }
    EXPECT_GT(texts, 1000U);
}

TEST(Segments, go_on_from_a_cut_as_if_the_text_began_there) {
    const std::string_view text = "fooébar'baz qux";
    Segments segments(text);
    EXPECT_EQ(segments.at(0).end, 12U);
    Segments cut(text);
    EXPECT_EQ(cut.at(8).end, 9U);  // the apostrophe no longer joins two words
    EXPECT_EQ(cut.at(9).end, 12U);
}

}  // namespace
}  // namespace familiar::text
