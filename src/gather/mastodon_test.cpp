#include "base/json.h"
#include "gather/input/collected_test.h"

#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

// An account's archive in small, as Mastodon writes outbox.json.
constexpr const char* k_outbox =
    R"({
  "@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection",
       "totalItems": 6,
  "orderedItems": [
    {"id": "https://social.example/users/ana/statuses/1/activity", "type": "Create",
     "actor": "https://social.example/users/ana", "published": "2026-03-01T09:30:00Z",
     "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["https://social.example/users/ana/followers"],
     "object": {"id": "https://social.example/users/ana/statuses/1", "type": "Note", "summary": null, "inReplyTo": null,
       "published": "2026-03-01T09:30:00Z", "url": "https://social.example/@ana/1",
       "attributedTo": "https://social.example/users/ana", "sensitive": false,
       "conversation": "tag:social.example,2026-03-01:objectId=7:objectType=Conversation",
       "content": "<p>A red kite :kite:<br />See <a href=\"https://birds.example/kites/red\" rel=\"nofollow\">)"
    R"(<span class=\"invisible\">https://</span><span class=\"ellipsis\">birds.example/ki</span>)"
    R"(<span class=\"invisible\">tes/red</span></a> )"
    R"(<a href=\"https://social.example/tags/birds\" class=\"hashtag\">#<span>birds</span></a></p>",
       "contentMap": {"en": "<p>…</p>"},
       "attachment": [{"type": "Document", "mediaType": "image/jpeg", "url": "https://files.example/1.jpg",
       "name": "A large bird with a forked tail"}],
       "tag": [{"type": "Hashtag", "href": "https://social.example/tags/birds", "name": "#birds"}],
       "likes": {"totalItems": 3}, "shares": {"totalItems": 2}}},
    {"id": "https://social.example/users/ana/statuses/2/activity", "type": "Announce", "object":
       "https://other.example/notes/9"},
    {"type": "Create", "actor": "https://social.example/users/ana", "to":
       ["https://social.example/users/ana/followers"], "cc": [],
     "object": {"id": "https://social.example/users/ana/statuses/3", "type": "Note", "summary": "food, meat",
       "sensitive": true,
       "published": "2026-03-02T10:00:00Z", "content": "<p>Stew recipe</p><p>Slowly.</p>",
       "inReplyTo": "https://other.example/notes/4"}},
    {"type": "Create", "actor": "https://social.example/users/ana", "to": ["https://other.example/users/tom"], "cc": [],
     "object": {"id": "https://social.example/users/ana/statuses/4", "type": "Question",
       "content": "<p>Tea or coffee?</p>",
       "published": "2026-03-03T10:00:00Z", "oneOf": [{"type": "Note", "name": "Tea"}, 
         {"type": "Note", "name": "Coffee"}]}},
    {"type": "Create", "actor": "https://social.example/users/ana",
     "object": {"id": "https://social.example/users/ana/statuses/5", "type": "Note", "content": "",
       "published": "2026-03-04T10:00:00Z",
       "attachment": [{"type": "Document", "url": "https://files.example/5.jpg", "name": "Fog on the hill"}]}},
    {"type": "Delete", "object": {"type": "Tombstone", "id": "https://social.example/users/ana/statuses/6"}}
  ]})";

TEST(Mastodon, ArchiveOfAnAccount) {
    Collected sink;
    ASSERT_TRUE(parse(parse_mastodon, k_outbox, sink));
    ASSERT_EQ(sink.posts.size(), 4U);
    EXPECT_EQ(sink.skipped, 2);
    EXPECT_TRUE(sink.broken_ones.empty());

    const Post& kite = sink.posts[0];
    EXPECT_EQ(kite.external_id, "https://social.example/users/ana/statuses/1");
    EXPECT_EQ(kite.url, "https://social.example/@ana/1");
    EXPECT_EQ(kite.app, "mastodon");
    EXPECT_EQ(kite.kind, PostKind::post);
    EXPECT_EQ(kite.author, (Author{"ana", "@ana@social.example"}));
    EXPECT_EQ(kite.text, "A red kite :kite:\nSee https://birds.example/kites/red #birds");
    EXPECT_EQ(kite.title, "");
    EXPECT_EQ(time::rfc3339(*kite.posted_at), "2026-03-01T09:30:00Z");
    EXPECT_EQ(kite.thread, "tag:social.example,2026-03-01:objectId=7:objectType=Conversation");
    EXPECT_EQ(kite.language, "en");
    EXPECT_EQ(kite.likes, 3);
    EXPECT_EQ(kite.shares, 2);
    const auto attributes = parse_json(kite.attributes);
    ASSERT_TRUE(attributes);
    EXPECT_EQ(text_at(*attributes, "visibility"), "public");
    EXPECT_EQ(text_at(member(*attributes, "media")[0], "description"), "A large bird with a forked tail");
    EXPECT_EQ(member(*attributes, "tags")[0], "birds");
}

TEST(Mastodon, WarningsPollsPicturesAndCircles) {
    Collected sink;
    ASSERT_TRUE(parse(parse_mastodon, k_outbox, sink));
    ASSERT_EQ(sink.posts.size(), 4U);
    EXPECT_EQ(sink.posts[1].title, "food, meat");
    EXPECT_EQ(sink.posts[1].text, "Stew recipe\n\nSlowly.");
    EXPECT_EQ(sink.posts[1].reply_to, "https://other.example/notes/4");
    EXPECT_EQ(sink.posts[1].author.handle, "@ana@social.example");
    EXPECT_EQ(text_at(*parse_json(sink.posts[1].attributes), "visibility"), "followers");
    EXPECT_EQ(text_at(*parse_json(sink.posts[1].attributes), "content_warning"), "food, meat");
    EXPECT_EQ(sink.posts[2].text, "Tea or coffee?\n- Tea\n- Coffee");
    EXPECT_EQ(text_at(*parse_json(sink.posts[2].attributes), "visibility"), "direct");
    EXPECT_EQ(sink.posts[3].text, "[Fog on the hill]");
}

TEST(Mastodon, AnswersOfTheApi) {
    Collected sink;
    ASSERT_TRUE(parse(parse_mastodon, R"([
      {"id": "11", "created_at": "2026-03-01T09:30:00.000Z", "in_reply_to_id": "10", "sensitive": true,
       "spoiler_text": "spiders",
       "visibility": "unlisted", "language": "de", "uri": "https://social.example/users/tom/statuses/11",
       "url": "https://social.example/@tom/11", "favourites_count": 4, "reblogs_count": 1, "edited_at":
       "2026-03-01T10:00:00Z",
       "content": "<p>Große Spinne!</p>", "reblog": null,
       "account": {"username": "tom", "acct": "tom", "display_name": "Tom", "url": "https://social.example/@tom"},
       "media_attachments": [{"type": "image", "url": "https://files.example/11.png", "description": "Eine Spinne"}],
       "mentions": [{"acct": "ana@other.example"}], "tags": [{"name": "natur"}],
       "poll": {"options": [{"title": "Schön", "votes_count": 2}, {"title": "Hilfe", "votes_count": 9}]},
       "card": {"url": "https://spiders.example/", "title": "Spiders"}},
      {"id": "12", "content": "", "account": {"acct": "tom"}, "reblog": {"id": "9"}},
      {"id": "13", "content": "", "account": {"acct": "tom"}, "reblog": null, "media_attachments": []},
      {"nothing": "known"}, 7
    ])",
                      sink));
    ASSERT_EQ(sink.posts.size(), 1U);
    EXPECT_EQ(sink.skipped, 2);
    ASSERT_EQ(sink.broken_ones.size(), 2U);
    EXPECT_EQ(sink.broken_ones[0].where, "item 4");
    const Post& post = sink.posts[0];
    EXPECT_EQ(post.external_id, "11");
    EXPECT_EQ(post.reply_to, "10");
    EXPECT_EQ(post.title, "spiders");
    EXPECT_EQ(post.text, "Große Spinne!\n- Schön\n- Hilfe");
    EXPECT_EQ(post.author, (Author{"Tom", "@tom@social.example"}));
    EXPECT_EQ(post.language, "de");
    EXPECT_EQ(post.likes, 4);
    EXPECT_EQ(post.links, (std::vector<Link>{{"https://spiders.example/", "Spiders"}}));
    EXPECT_EQ(text_at(*parse_json(post.attributes), "updated"), "2026-03-01T10:00:00Z");
}

TEST(Mastodon, OtherFilesOfAnArchive) {
    Collected actor;
    EXPECT_TRUE(parse(
        parse_mastodon,
        R"({"type":"Person","id":"https://social.example/users/ana","name":"Ana","summary":"<p>I like birds</p>"})",
        actor));
    EXPECT_EQ(actor.skipped, 1);
    EXPECT_TRUE(actor.posts.empty());
    Collected likes;
    EXPECT_TRUE(parse(
        parse_mastodon,
        R"({"type":"OrderedCollection","orderedItems":["https://other.example/1","https://other.example/2"]})", likes));
    EXPECT_EQ(likes.skipped, 2);
    Collected empty;
    EXPECT_TRUE(parse(parse_mastodon, R"({"type":"OrderedCollection","orderedItems":[]})", empty));
}

TEST(Mastodon, WhatIsNoExportIsRefused) {
    for (const char* text :
         {"", "{}", "[]", "[1,2]", "hello", "{\"a\":\"b\"}", "<html></html>", "[\"https://a.example/\"]"}) {
        Collected sink;
        const auto result = parse(parse_mastodon, text, sink);
        ASSERT_FALSE(result) << text;
        EXPECT_EQ(result.error().code, ErrorCode::invalid_argument);
    }
}

TEST(Mastodon, ABrokenRecordIsNamedAndTheOthersAreKept) {
    Collected sink;
    const std::string text = std::string(k_outbox).substr(0, std::string(k_outbox).find("{\"type\": \"Delete\""));
    ASSERT_TRUE(parse(parse_mastodon, text + R"({"type": "Create", "object": {"type": "No)", sink));
    EXPECT_EQ(sink.posts.size(), 4U);
    ASSERT_EQ(sink.broken_ones.size(), 1U);
    EXPECT_EQ(sink.broken_ones[0].where, "item 6");
    EXPECT_EQ(sink.broken_ones[0].reason, "the file ends inside it");
}

TEST(Mastodon, TheSinkMayStop) {
    Collected sink;
    sink.stop_after = 1;
    const auto result = parse(parse_mastodon, k_outbox, sink);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace familiar::gather
