#include "infer/openai/vectors.h"

#include <gtest/gtest.h>

namespace familiar::infer::openai {
namespace {

using Vectors = std::vector<std::vector<float>>;

TEST(Embeddings, come_in_any_order) {
    EXPECT_EQ(*read_embeddings(R"({"data":[{"index":1,"embedding":[3,4]},{"index":0,"embedding":[1,2]}]})", 2),
              (Vectors{{1, 2}, {3, 4}}));
    EXPECT_EQ(*read_embeddings(R"({"data":[{"embedding":[1]},{"embedding":[2]}]})", 2), (Vectors{{1}, {2}}));
    EXPECT_EQ(*read_embeddings(R"([{"index":0,"embedding":[[1,2.5]]}])", 1), (Vectors{{1, 2.5F}}));
}

TEST(Embeddings, that_are_not_one_for_each_text_are_refused) {
    for (const char* body : {"", "{}", "7", R"({"data":[]})", R"({"data":[{"index":0,"embedding":[1]}]})",
                             R"({"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[2]}]})",
                             R"({"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[2]}]})",
                             R"({"data":[{"index":0,"embedding":[1]},{"index":-1,"embedding":[2]}]})",
                             R"({"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[2,3]}]})",
                             R"({"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[]}]})",
                             R"({"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":["x"]}]})",
                             R"({"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1e300]}]})",
                             R"({"data":[{"index":0,"embedding":"AACAPw=="},{"index":1,"embedding":"AACAPw=="}]})"}) {
        const auto got = read_embeddings(body, 2);
        ASSERT_FALSE(got) << body;
        EXPECT_EQ(got.error().code, ErrorCode::corrupt) << body;
    }
}

TEST(Scores, come_under_different_names) {
    const std::vector<double> expected = {0.25, 4};
    EXPECT_EQ(*read_scores(R"({"results":[{"index":1,"relevance_score":4},{"index":0,"relevance_score":0.25}]})", 2),
              expected);
    EXPECT_EQ(*read_scores(R"({"data":[{"index":1,"score":4},{"index":0,"score":0.25}]})", 2), expected);
    EXPECT_EQ(*read_scores(R"([{"index":0,"score":0.25},{"index":1,"score":4}])", 2), expected);
}

TEST(Scores, that_are_not_one_for_each_text_are_refused) {
    for (const char* body : {"", "[]", "{}", R"({"results":[{"index":0,"score":1}]})",
                             R"({"results":[{"index":0,"score":1},{"index":0,"score":1}]})",
                             R"({"results":[{"index":0,"score":1},{"index":5,"score":1}]})",
                             R"({"results":[{"index":0,"score":1},{"index":1,"score":"high"}]})",
                             R"({"results":[{"index":0,"score":1},{"index":1}]})", R"({"results":[7,7]})"}) {
        const auto got = read_scores(body, 2);
        ASSERT_FALSE(got) << body;
        EXPECT_EQ(got.error().code, ErrorCode::corrupt) << body;
    }
}

}  // namespace
}  // namespace familiar::infer::openai
