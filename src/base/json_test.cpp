#include "base/json.h"

#include "tests/support/dataset.h"
#include "tests/support/texts.h"

#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

namespace familiar {
namespace {

std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
}

TEST(Json, says_where_it_is_broken) {
    const auto broken = parse_json(R"({"a": tru})");
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(broken.error().message, "not valid JSON near byte 10");
    for (const char* text :
         {"", "{", "[1,]", "{'a':1}", "01", "1.", "nul", "\"\x01\"", "[1] x", "\"\\ud800\"", "\"\\x\"", "NaN"}) {
        EXPECT_FALSE(parse_json(text)) << text;
    }
}

TEST(Json, refuses_ill_formed_utf8_and_numbers_beyond_all_range) {
    EXPECT_FALSE(parse_json("\"\xC3\""));
    EXPECT_FALSE(parse_json("\"\xED\xA0\x80\""));
    EXPECT_EQ(parse_json("1e999").error().message, "not valid JSON: a number is out of range");
    EXPECT_TRUE(parse_json("1e-999"));
}

TEST(Json, is_not_nested_without_limit) {
    EXPECT_TRUE(parse_json(nested(k_json_depth_max)));
    EXPECT_EQ(parse_json(nested(k_json_depth_max + 1)).error().code, ErrorCode::exhausted);
    EXPECT_EQ(parse_json(std::string(10'000'000, '[')).error().code, ErrorCode::exhausted);
    EXPECT_FALSE(parse_json("]]]]" + nested(k_json_depth_max + 4)));
    EXPECT_TRUE(parse_json(R"(["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"]]"])"));
    EXPECT_FALSE(parse_json("\"open [[[ \\"));
}

TEST(Json, of_two_members_with_one_name_the_last_holds) {
    EXPECT_EQ(text_at(*parse_json(R"({"a":"first","a":"last"})"), "a"), "last");
}

TEST(Json, members_are_read_forgivingly) {
    const Json json = *parse_json(R"({"text":"x","number":7,"real":2.5,"flag":true,"none":null,"list":[1],
        "big":18446744073709551615,"huge":1e300,"least":-9223372036854775808})");
    EXPECT_EQ(text_at(json, "text"), "x");
    EXPECT_EQ(text_at(json, "number"), "7");
    EXPECT_EQ(text_at(json, "flag"), "true");
    EXPECT_EQ(text_at(json, "none"), "");
    EXPECT_EQ(text_at(json, "list"), "");
    EXPECT_EQ(text_at(json, "absent"), "");
    EXPECT_EQ(integer_at(json, "number"), 7);
    EXPECT_EQ(integer_at(json, "real"), 2);
    EXPECT_EQ(integer_at(json, "least"), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(integer_at(json, "big"), std::nullopt);
    EXPECT_EQ(integer_at(json, "huge"), std::nullopt);
    EXPECT_EQ(integer_at(json, "text"), std::nullopt);
    EXPECT_TRUE(member(Json::array(), "a").is_null());
    EXPECT_TRUE(member(Json("text"), "a").is_null());
}

TEST(Json, is_written_whatever_it_holds) {
    EXPECT_EQ(json_text({{"a", "Größe"}, {"b", nullptr}}), R"({"a":"Größe","b":null})");
    EXPECT_EQ(json_text(Json("half \xE2\x82")), "\"half \uFFFD\"");
    EXPECT_EQ(json_text(Json(std::numeric_limits<double>::infinity())), "null");
}

RC_GTEST_PROP(Json, any_text_comes_back, ()) {
    const std::string text = *test::any_text();
    RC_ASSERT(parse_json(json_text(Json(text)))->get<std::string>() == text);
}

RC_GTEST_PROP(Json, any_bytes_are_read_or_refused, ()) {
    const std::string bytes = *test::any_bytes();
    const auto read = parse_json("[\"" + bytes + "\"," + bytes + "]");
    if (read) RC_ASSERT(parse_json(json_text(*read)).has_value());
}

// y_ must be read, n_ must be refused, i_ may be either but must not crash.
TEST(Json, follows_the_json_test_suite) {
    const auto files = test::dataset("conformance/jsontestsuite");
    if (!files) SKIP_WITHOUT_DATASET("conformance/jsontestsuite");
    int tried = 0;
    for (const auto& [path, content] : *files) {
        if (path.find("/test_parsing/") == std::string::npos) continue;
        const std::string name = path.substr(path.rfind('/') + 1);
        const bool read = parse_json(content).has_value();
        if (!name.starts_with("i_")) {
            EXPECT_EQ(read, name.starts_with("y_")) << name;
        }
        ++tried;
    }
    EXPECT_GT(tried, 300);
}

}  // namespace
}  // namespace familiar
