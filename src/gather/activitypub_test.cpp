#include "base/json.h"
#include "gather/input/collected_test.h"
#include "tests/support/dataset.h"

#include <cstdio>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace familiar::gather {
namespace {

Collected read(const std::string& text) {
    Collected sink;
    EXPECT_TRUE(parse(parse_activitypub, text, sink)) << text;
    return sink;
}

Post only(const std::string& text) {
    const Collected sink = read(text);
    EXPECT_EQ(sink.posts.size(), 1U) << text;
    return sink.posts.empty() ? Post() : sink.posts.front();
}

TEST(ActivityPub, ANoteAlone) {
    const Post post =
        only(R"({"@context": "https://www.w3.org/ns/activitystreams", "id": "https://a.example/n/1", "type": ["Note",)"
             R"( "Extension"],
      "attributedTo": {"type": "Person", "name": "Ana Silva", "preferredUsername": "ana", "id":
       "https://a.example/users/ana"},
      "content": "<p>Hello <a href='javascript:alert(1)'>there</a></p>", "published": "2026-03-01T09:30:00+01:00",
      "tag": [{"type": "Mention", "name": "@tom@b.example", "href": "https://b.example/users/tom"}]})");
    EXPECT_EQ(post.app, "activitypub");
    EXPECT_EQ(post.text, "Hello there");
    EXPECT_TRUE(post.links.empty());
    EXPECT_EQ(post.url, "https://a.example/n/1");
    EXPECT_EQ(post.author, (Author{"Ana Silva", "@ana@a.example"}));
    EXPECT_EQ(time::rfc3339(*post.posted_at), "2026-03-01T08:30:00Z");
    EXPECT_EQ(member(*parse_json(post.attributes), "mentions")[0], "@tom@b.example");
}

TEST(ActivityPub, ArticlesPagesEventsAndVideos) {
    const Post article =
        only(R"({"type":"Article","id":"https://a.example/1","name":"On stews","summary":"short","content":"<h2>)"
             R"(Meat</h2><p>Brown it.</p>"})");
    EXPECT_EQ(article.kind, PostKind::article);
    EXPECT_EQ(article.title, "On stews");
    EXPECT_EQ(article.text, "Meat\n\nBrown it.");
    const Post page = only(
        R"({"type":"Page","id":"https://lemmy.example/post/1","name":"Look at this",
       "attachment":[{"type":"Link","href":"https://b.example/x"}]})");
    EXPECT_EQ(page.text, "Look at this");
    const Post event = only(
        R"({"type":"Event","id":"https://a.example/e","name":"Concert","content":"Bring chairs",
       "startTime":"2026-07-12T17:30:00Z","location":{"type":"Place","name":"Town hall"}})");
    EXPECT_EQ(text_at(*parse_json(event.attributes), "startTime"), "2026-07-12T17:30:00Z");
    EXPECT_EQ(text_at(*parse_json(event.attributes), "location"), "Town hall");
    const Post video = only(
        R"({"type":"Video","id":"https://v.example/1","name":"Kites","mediaType":"text/markdown",
       "content":"**Red** kites\n\n<3",
      "url":[{"type":"Link","mediaType":"video/mp4","href":"https://v.example/1.mp4"},{"type":"Link",
       "mediaType":"text/html","href":"https://v.example/w/1"}]})");
    EXPECT_EQ(video.url, "https://v.example/w/1");
    EXPECT_EQ(video.text, "**Red** kites\n\n<3");
}

TEST(ActivityPub, ActivitiesAreUnwrapped) {
    const Post post =
        only(R"({"type":"Update","actor":"https://a.example/@ana","published":"2026-03-02T00:00:00Z","to":"as:Public",
      "object":[{"type":"Note","id":"https://a.example/1","content":"edited"}]})");
    EXPECT_EQ(post.text, "edited");
    EXPECT_EQ(post.author.handle, "@ana@a.example");
    EXPECT_EQ(text_at(*parse_json(post.attributes), "visibility"), "public");
    EXPECT_EQ(time::rfc3339(*post.posted_at), "2026-03-02T00:00:00Z");
    EXPECT_EQ(only(R"({"type":"Create","object":{"type":"Update","object":{"type":"Note","content":"deep"}}})").text,
              "deep");
}

TEST(ActivityPub, CollectionsAndLists) {
    EXPECT_EQ(read(
                  R"({"type":"Collection","name":"Ana's notes","items":[{"type":"Note","id":"1","content":"a"},
       {"type":"Like"}]})")
                  .title,
              "Ana's notes");
    EXPECT_EQ(read(
                  R"({"type":"OrderedCollection","first":{"type":"OrderedCollectionPage",
       "orderedItems":[{"type":"Note","content":"a"}]}})")
                  .posts.size(),
              1U);
    EXPECT_EQ(read(R"([{"type":"Note","content":"a"},{"type":"Note","content":"b"}])").posts.size(), 2U);
    EXPECT_EQ(read("{\"type\":\"Note\",\"content\":\"a\"}\n{\"type\":\"Note\",\"content\":\"b\"}\n").posts.size(), 2U);
    EXPECT_EQ(read(R"({"items":[{"objectType":"note","content":"a"}]})").posts.size(), 1U);
}

TEST(ActivityPub, WhatIsNotWrittenIsSkipped) {
    for (const char* text :
         {R"({"type":"Announce","object":{"type":"Note","content":"theirs"}})", R"({"type":"Like","content":"x"})",
          R"({"type":"Person","name":"Ana","content":"x"})", R"({"type":"Create","object":"https://a.example/1"})",
          R"({"type":"Tombstone","id":"https://a.example/1"})", R"({"type":"Note","content":"<p></p>"})",
          R"({"objectType":"activity","verb":"share","object":{"content":"theirs"}})",
          R"({"type":"Note","name":"Tea","inReplyTo":"https://a.example/poll"})",
          R"({"type":"Create","object":{"type":"Create","object":{"type":"Create","object":{"type":"Create",
       "object":{"type":"Note","content":"deep"}}}}})"}) {
        const Collected sink = read(text);
        EXPECT_EQ(sink.skipped, 1) << text;
        EXPECT_TRUE(sink.posts.empty()) << text;
    }
}

TEST(ActivityPub, ActivityStreams1) {
    const Post post = only(
        R"({"objectType":"activity","verb":"post","actor":{"objectType":"person","displayName":"Bob",
       "url":"https://b.example/@bob"},
      "object":{"objectType":"article","displayName":"Title","content":"one\ntwo","url":"https://b.example/1",
       "published":"2012-12-05T00:58:26+00:00",
                "inReplyTo":[{"id":"tag:b.example:0","url":"https://b.example/0"}]}})");
    EXPECT_EQ(post.title, "Title");
    EXPECT_EQ(post.text, "one\ntwo");
    EXPECT_EQ(post.external_id, "https://b.example/1");
    EXPECT_EQ(post.reply_to, "tag:b.example:0");
    EXPECT_EQ(post.author, (Author{"Bob", "@bob@b.example"}));
}

TEST(ActivityPub, OddShapesDoNoHarm) {
    for (const char* text :
         {R"([{"type":"Note","content":["x"]},{"type":"Note","content":"ok","attributedTo":[],"tag":"x","to":7,
       "attachment":[null,1,"x",{}],"url":[[]],"inReplyTo":[],"likes":-1,"contentMap":[]}])",
          R"([{"type":{"a":1},"content":"ok"}])",
          R"([{"type":"Note","content":"ok","published":"never","id":["x"]}])"}) {
        const Collected sink = read(text);
        ASSERT_EQ(sink.posts.size(), 1U) << text;
        EXPECT_EQ(sink.posts[0].text, "ok");
        EXPECT_FALSE(sink.posts[0].external_id.empty());
    }
}

// Fixtures of other people in which the same thing stands in several formats: what is read must be the same.
TEST(ActivityPub, TheSamePostInTwoFormatsReadsTheSame) {
    constexpr std::string_view k_dataset = "social/granary-testdata";
    const auto files = test::dataset(k_dataset);
    if (!files) SKIP_WITHOUT_DATASET(k_dataset);
    int compared = 0;
    for (const auto& [path, bytes] : *files) {
        const std::size_t mark = path.find(".as.json");
        if (mark == std::string::npos) continue;
        const std::string stem = path.substr(0, mark);
        const auto other = files->contains(stem + ".as2.json") ? files->find(stem + ".as2.json")
                                                               : files->find(stem + ".as2-from-as.json");
        if (other == files->end()) continue;
        Collected first;
        Collected second;
        const bool is_read = parse(parse_activitypub, bytes, first).has_value();
        EXPECT_EQ(parse(parse_activitypub, other->second, second).has_value(), is_read) << stem;
        ASSERT_EQ(first.posts.size(), second.posts.size()) << stem;
        for (std::size_t i = 0; i < first.posts.size(); ++i) {
            EXPECT_EQ(first.posts[i].text, second.posts[i].text) << stem;
            EXPECT_EQ(first.posts[i].title, second.posts[i].title) << stem;
            EXPECT_EQ(first.posts[i].url, second.posts[i].url) << stem;
            EXPECT_EQ(first.posts[i].author.name, second.posts[i].author.name) << stem;
            EXPECT_EQ(first.posts[i].posted_at, second.posts[i].posted_at) << stem;
            EXPECT_EQ(first.posts[i].reply_to, second.posts[i].reply_to) << stem;
            ++compared;
        }
    }
    std::printf("%d posts read in two formats\n", compared);
    EXPECT_GE(compared, 12);
}

// The same words through feeds.
TEST(ActivityPub, TheSamePostInAFeedHasTheSameWords) {
    constexpr std::string_view k_dataset = "social/granary-testdata";
    const auto files = test::dataset(k_dataset);
    if (!files) SKIP_WITHOUT_DATASET(k_dataset);
    int compared = 0;
    for (const auto& [path, bytes] : *files) {
        const bool is_feed = path.ends_with(".feed-from-as.json") || path.ends_with(".rss.xml");
        if (!is_feed) continue;
        const std::string stem = path.substr(0, path.find('.', path.rfind('/')));
        auto original = files->find(stem + ".as.json");
        if (original == files->end()) original = files->find(stem + ".as-from-rss.json");
        if (original == files->end()) continue;
        Collected posts;
        Collected entries;
        ASSERT_TRUE(parse(parse_activitypub, original->second, posts)) << stem;
        ASSERT_TRUE(parse(parse_feed, bytes, entries)) << stem;
        ASSERT_EQ(posts.posts.size(), entries.posts.size()) << stem;
        for (std::size_t i = 0; i < posts.posts.size(); ++i) {
            EXPECT_NE(entries.posts[i].text.find(posts.posts[i].text), std::string::npos)
                << stem << "\n"
                << entries.posts[i].text << "\n"
                << posts.posts[i].text;
            ++compared;
        }
    }
    std::printf("%d posts read from a feed too\n", compared);
    EXPECT_GE(compared, 5);
}

}  // namespace
}  // namespace familiar::gather
