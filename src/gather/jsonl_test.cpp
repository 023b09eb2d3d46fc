#include "base/json.h"
#include "base/utf8.h"
#include "gather/input/collected_test.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Collected records(std::string content, std::string audience = "private") {
    Collected sink;
    ParseOptions options = named("posts.jsonl");
    options.audience = std::move(audience);
    const auto outcome = parse(parse_jsonl, std::move(content), sink, options);
    EXPECT_TRUE(outcome.has_value()) << outcome.error().text();
    return sink;
}

// The reason why a record is not taken; "" when it is.
std::string refusal(std::string line, std::string audience = "private") {
    const Collected sink = records(std::move(line), std::move(audience));
    return sink.broken_ones.empty() ? "" : sink.broken_ones.front().reason;
}

TEST(Jsonl, ReadsEveryField) {
    const Collected sink = records(
        R"({"kind":"article","id":"ext-1","app":"mastodon","author":{"name":"Ana Q","handle":"@ana@a.example"},)"
        R"("title":"T","text":"Hello","url":"https://a.example/1","posted_at":"2026-03-01T09:30:00Z",)"
        R"("audience":"public","reply_to":"ext-0","thread":"t-9","likes":3,"shares":1,"language":"pt-BR",)"
        R"("mood":"calm","place":{"name":"Porto"}})");
    ASSERT_EQ(sink.posts.size(), 1U);
    const Post& post = sink.posts.front();
    EXPECT_EQ(post.kind, PostKind::article);
    EXPECT_EQ(post.external_id, "ext-1");
    EXPECT_EQ(post.app, "mastodon");
    EXPECT_EQ(post.author, (Author{"Ana Q", "@ana@a.example"}));
    EXPECT_EQ(post.title, "T");
    EXPECT_EQ(post.text, "Hello");
    EXPECT_EQ(post.url, "https://a.example/1");
    EXPECT_EQ(time::rfc3339(*post.posted_at), "2026-03-01T09:30:00Z");
    EXPECT_EQ(post.reply_to, "ext-0");
    EXPECT_EQ(post.thread, "t-9");
    EXPECT_EQ(post.likes, 3);
    EXPECT_EQ(post.shares, 1);
    EXPECT_EQ(post.language, "pt");
    EXPECT_EQ(*parse_json(post.attributes), *parse_json(R"({"mood":"calm","place":{"name":"Porto"}})"));
}

TEST(Jsonl, NeedsNothingButText) {
    const Collected sink = records("{\"text\":\"a\"}\r\n\n  \n{\"text\":\"b\",\"title\":null,\"url\":null}");
    ASSERT_EQ(sink.posts.size(), 2U);
    EXPECT_EQ(sink.posts[0].kind, PostKind::post);
    EXPECT_EQ(sink.posts[0].attributes, "");
    EXPECT_FALSE(sink.posts[1].posted_at.has_value());
    EXPECT_THAT(sink.broken_ones, IsEmpty());
}

TEST(Jsonl, TakesAuthorsAsTextOrObject) {
    const Collected sink = records(
        "{\"text\":\"a\",\"author\":\"Ana\"}\n{\"text\":\"b\",\"author\":\"@ana@a.example\"}\n"
        "{\"text\":\"c\",\"author\":null}");
    ASSERT_EQ(sink.posts.size(), 3U);
    EXPECT_EQ(sink.posts[0].author, (Author{"Ana", ""}));
    EXPECT_EQ(sink.posts[1].author, (Author{"", "@ana@a.example"}));
    EXPECT_EQ(sink.posts[2].author, Author());
}

TEST(Jsonl, ReadsTimesInTheWaysProgramsWriteThem) {
    for (const std::string at : {"\"2026-03-01T09:30:00Z\"", "\"2026-03-01T10:30:00+01:00\"", "\"2026-03-01 09:30\"",
                                 "1772357400", "1772357400.25", "\"1772357400\"", "1772357400000"}) {
        const Collected sink = records("{\"text\":\"a\",\"posted_at\":" + at + "}");
        ASSERT_EQ(sink.posts.size(), 1U) << at;
        EXPECT_EQ(time::rfc3339(*sink.posts[0].posted_at), "2026-03-01T09:30:00Z") << at;
    }
    EXPECT_THAT(refusal(R"({"text":"a","posted_at":"yesterday"})"),
                HasSubstr("write it like \"2026-03-01T09:30:00Z\""));
    EXPECT_NE(refusal(R"({"text":"a","posted_at":{}})"), "");
    EXPECT_NE(refusal(R"({"text":"a","posted_at":-9223372036854775808})"), "");
    EXPECT_NE(refusal(R"({"text":"a","posted_at":1e300})"), "");
}

TEST(Jsonl, NamesEachBrokenLineAndSaysWhatToDo) {
    const Collected sink = records(
        "{\"text\":\"fine\"}\n{\"text\":\n[1]\n\"text\"\n{\"kind\":\"song\",\"text\":\"x\"}\n{\"text\":\"also fine\"}");
    EXPECT_EQ(sink.posts.size(), 2U);
    ASSERT_EQ(sink.broken_ones.size(), 4U);
    EXPECT_EQ(sink.broken_ones[0].where, "line 2");
    EXPECT_THAT(sink.broken_ones[0].reason, HasSubstr("one whole JSON object"));
    EXPECT_EQ(sink.broken_ones[1].where, "line 3");
    EXPECT_EQ(sink.broken_ones[2].where, "line 4");
    EXPECT_THAT(sink.broken_ones[3].reason, HasSubstr("use post, message, article or product"));
    EXPECT_THAT(refusal("{\"a\":" + std::string(100, '[')), HasSubstr("nested deeper"));
}

TEST(Jsonl, SkipsRecordsWithoutWords) {
    const Collected sink = records("{\"id\":\"1\",\"text\":\"\"}\n{\"id\":\"2\"}\n{\"title\":\"words\"}");
    EXPECT_EQ(sink.skipped, 2);
    EXPECT_EQ(sink.posts.size(), 1U);
}

TEST(Jsonl, MakesAProductReadable) {
    const Collected sink = records(
        R"({"kind":"product","id":"p1","name":"Storm lantern","description":"A lantern for the porch.","price":24.5,)"
        R"("currency":"EUR","fuel_type":"oil","colours":["red","black"],"in_stock":true,)"
        R"("image":"https://a.example/1.jpg",)"
        R"("attributes":{"height_cm":31},"variants":[{"sku":1}]})");
    ASSERT_EQ(sink.posts.size(), 1U);
    EXPECT_EQ(sink.posts[0].title, "Storm lantern");
    EXPECT_EQ(
        sink.posts[0].text,
        "A lantern for the porch.\ncolours: red, black\ncurrency: EUR\nfuel type: oil\nheight cm: 31\nin stock: yes\n"
        "price: 24.5");
    const auto attributes = parse_json(sink.posts[0].attributes);
    ASSERT_TRUE(attributes.has_value());
    EXPECT_EQ(member(*attributes, "price"), 24.5);
    EXPECT_EQ(integer_at(*attributes, "height_cm"), 31);
    EXPECT_TRUE(member(*attributes, "variants").is_array());
}

TEST(Jsonl, LetsARecordNarrowItsAudienceNeverWidenIt) {
    const auto line = [](std::string_view wanted) {
        return "{\"text\":\"a\",\"audience\":\"" + std::string(wanted) + "\"}";
    };
    for (const std::string_view wanted : {"private", "public", "circle:family", "followers"}) {
        EXPECT_EQ(refusal(line(wanted), "private"), "") << wanted;
    }
    EXPECT_EQ(refusal(line("public"), "public"), "");
    EXPECT_EQ(refusal(line("public"), "circle:family"), "");
    EXPECT_EQ(refusal(line("circle:family"), "circle:family"), "");
    EXPECT_THAT(refusal(line("private"), "public"), HasSubstr("import it as private"));
    EXPECT_NE(refusal(line("private"), "circle:family"), "");
    EXPECT_NE(refusal(line("circle:family"), "public"), "");
    EXPECT_NE(refusal(line("circle:work"), "circle:family"), "");
    EXPECT_NE(refusal(line("followers"), "public"), "");
    EXPECT_NE(refusal(line("followers"), "circle:family"), "");
}

TEST(Jsonl, RepairsTextThatIsNotUtf8) {
    const Collected sink = records("\xEF\xBB\xBF{\"text\":\"caf\xC3\"}");
    ASSERT_EQ(sink.posts.size(), 1U);
    EXPECT_EQ(sink.posts[0].text, "caf\xEF\xBF\xBD");
    const Collected latin = records(
        "{\"text\":\"Gr\xFC\xDF"
        "e aus K\xF6ln\"}");
    ASSERT_EQ(latin.posts.size(), 1U);
    EXPECT_EQ(latin.posts[0].text, "Grüße aus Köln");
}

TEST(Jsonl, KeepsOnlyWebAddressesAsAddresses) {
    const Collected sink = records(R"json({"text":"a","url":"javascript:alert(1)"})json");
    ASSERT_EQ(sink.posts.size(), 1U);
    EXPECT_EQ(sink.posts[0].url, "");
    EXPECT_THAT(sink.posts[0].attributes, HasSubstr("javascript"));
}

TEST(Jsonl, SaysWhenTheFileIsOneArray) {
    Collected sink;
    const auto outcome = parse(parse_jsonl, "\n [{\"text\":\"a\"}]", sink, named("posts.json"));
    ASSERT_FALSE(outcome.has_value());
    EXPECT_THAT(outcome.error().message, HasSubstr("put each of its objects on a line of its own"));
}

TEST(Jsonl, StopsWithTheSink) {
    Collected sink;
    sink.stop_after = 1;
    const auto outcome = parse(parse_jsonl, "{\"text\":\"a\"}\n{\"text\":\"b\"}", sink);
    ASSERT_FALSE(outcome.has_value());
    EXPECT_EQ(sink.posts.size(), 1U);
}

}  // namespace
}  // namespace familiar::gather
