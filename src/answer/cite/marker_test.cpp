#include "answer/cite/marker.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace familiar::answer::cite {
namespace {

struct Case {
    std::string text;
    std::vector<int> numbers;  // empty: no marker
    std::size_t bytes = 0;     // 0: all of it
};

class Markers : public testing::TestWithParam<Case> {};

TEST_P(Markers, AreReadAsModelsWriteThem) {
    const Case& one = GetParam();
    const Marker marker = marker_at(one.text, true);
    if (one.numbers.empty()) {
        EXPECT_EQ(marker.state, Marker::State::none) << one.text;
        return;
    }
    EXPECT_EQ(marker.state, Marker::State::found) << one.text;
    EXPECT_EQ(marker.numbers, one.numbers) << one.text;
    EXPECT_EQ(marker.bytes, one.bytes == 0 ? one.text.size() : one.bytes) << one.text;
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Markers,
    testing::Values(Case{"[1]", {1}}, Case{"[12] and", {12}, 4}, Case{"[1, 2]", {1, 2}}, Case{"[1,2,5]", {1, 2, 5}},
                    Case{"[1-3]", {1, 2, 3}}, Case{"[1–3]", {1, 2, 3}}, Case{"[1, 3-4]", {1, 3, 4}},
                    Case{"[1 and 2]", {1, 2}}, Case{"[1; 2]", {1, 2}}, Case{"【1】", {1}}, Case{"【1†source】", {1}},
                    Case{"【4:0†source】", {4}}, Case{"[^1]", {1}}, Case{"[^1, ^2]", {1, 2}}, Case{"[source 1]", {1}},
                    Case{"[Source: 1]", {1}}, Case{"[Sources 1, 2]", {1, 2}}, Case{"[Source 1, Source 2]", {1, 2}},
                    Case{"[S1]", {1}}, Case{"[#3]", {3}}, Case{"[Quelle 2]", {2}}, Case{"[[1]]", {1}},
                    Case{"\\[1\\]", {1}}, Case{"<cite>1</cite>", {1}}, Case{"<cite>[1]</cite>", {1}},
                    Case{"<sup>1</sup>", {1}}, Case{"<sup>[1, 2]</sup>", {1, 2}}, Case{"<source id=\"2\"/>", {2}},
                    Case{"<ref>3</ref>", {3}}, Case{"**[1]**", {1}}, Case{"_[2]_", {2}}, Case{"([1])", {1}},
                    Case{"([1], [2])", {1, 2}}, Case{"([1][2])", {1, 2}}, Case{"(see [1])", {1}},
                    Case{"(Source 2)", {2}}, Case{"(Source: 1, 3)", {1, 3}}));

INSTANTIATE_TEST_SUITE_P(Others, Markers,
                         testing::Values(Case{"[sic]", {}}, Case{"[a]", {}}, Case{"[…]", {}}, Case{"[0]", {}},
                                         Case{"[0.5, 1]", {}}, Case{"[12:30]", {}}, Case{"[x]", {}}, Case{"[ ]", {}},
                                         Case{"[]", {}}, Case{"[1", {}}, Case{"(1)", {}}, Case{"(in 2019)", {}},
                                         Case{"[1 2]", {}}, Case{"[+1]", {}}, Case{"<b>1</b>", {}},
                                         Case{"**bold**", {}}, Case{"[12345678]", {}}, Case{"[3-1]", {}},
                                         Case{"[1,]", {}}, Case{"<sup>th</sup>", {}}));

// Whatever follows, what was decided of a beginning stays decided.
TEST(Marker, IsStableWhileTextComesIn) {
    const std::vector<std::string> texts = {"[1, 2] more",  "【1†source】.", "<cite>1</cite> x", "**[1]** b",
                                            "([1], [2]) c", "[source 1] d",  "[sic] e",          "(not a marker) f",
                                            "[[2]](u)",     "\\[1\\] g",     "<sup>2</sup>",     "<b>bold</b>",
                                            "(1) one"};
    for (const std::string& text : texts) {
        const Marker whole = marker_at(text, true);
        for (std::size_t size = 1; size <= text.size(); ++size) {
            const Marker part = marker_at(std::string_view(text).substr(0, size), false);
            if (part.state == Marker::State::open) continue;
            EXPECT_EQ(part.state, whole.state) << text << " at " << size;
            EXPECT_EQ(part.numbers, whole.numbers) << text << " at " << size;
        }
    }
}

}  // namespace
}  // namespace familiar::answer::cite
