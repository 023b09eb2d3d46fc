#include "gather/input/detect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

using testing::HasSubstr;

InputKind kind_of(std::string_view head, std::string_view name = "file", std::string_view type = "") {
    return detect(head, name, type).kind;
}

TEST(Detect, GoesByContentFirst) {
    EXPECT_EQ(kind_of("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "x.txt"), InputKind::jsonl);
    EXPECT_EQ(kind_of("{\"text\":\"one record\"}"), InputKind::jsonl);
    EXPECT_EQ(kind_of("{\"text\":\"" + std::string(100'000, 'a')), InputKind::jsonl);
    EXPECT_EQ(kind_of("<?xml version=\"1.0\"?><rss version=\"2.0\">"), InputKind::feed);
    EXPECT_EQ(kind_of(" \n<feed xmlns=\"http://www.w3.org/2005/Atom\">", "a.txt"), InputKind::feed);
    EXPECT_EQ(kind_of("<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\">"), InputKind::feed);
    EXPECT_EQ(kind_of("{\n \"version\": \"https://jsonfeed.org/version/1.1\","), InputKind::feed);
    EXPECT_EQ(kind_of("[31/12/2025, 23:59:59] Ana: hello"), InputKind::whatsapp);
    EXPECT_EQ(kind_of("31/12/2025, 23:59 - Ana: hello", "a.jsonl"), InputKind::whatsapp);
    EXPECT_EQ(
        kind_of("{\n \"@context\": \"https://www.w3.org/ns/activitystreams\",\n \"type\": \"OrderedCollection\","),
        InputKind::mastodon);
    EXPECT_EQ(kind_of("[\n {\n \"id\": \"1\",\n \"in_reply_to_account_id\": null,"), InputKind::mastodon);
    EXPECT_EQ(kind_of("{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"Note\"}"),
              InputKind::activitypub);
}

TEST(Detect, ReadsUtf16) {
    std::string utf16 = "\xFF\xFE";
    for (const char c : std::string_view("31/12/2025, 23:59 - Ana: hello")) utf16 += std::string{c, '\0'};
    EXPECT_EQ(kind_of(utf16), InputKind::whatsapp);
}

TEST(Detect, GoesByTypeAndNameNext) {
    EXPECT_EQ(kind_of("<x/>", "a", "application/rss+xml; charset=utf-8"), InputKind::feed);
    EXPECT_EQ(kind_of("???", "posts.JSONL"), InputKind::jsonl);
    EXPECT_EQ(kind_of("Hello", "WhatsApp Chat with Ana.txt"), InputKind::whatsapp);
    EXPECT_EQ(kind_of("Dear all", "letter.txt"), InputKind::automatic);
}

TEST(Detect, SeesPackedFiles) {
    for (const std::string_view head : {"PK\x03\x04....", "PK\x05\x06....", "\x1F\x8B\x08....", "BZh91AY"}) {
        EXPECT_TRUE(detect(head, "x", "").packed);
    }
    EXPECT_TRUE(detect(std::string(257, '\0') + "ustar\0" + "00", "x", "").packed);
    EXPECT_FALSE(detect("{}", "x.zip", "").packed);
}

TEST(Detect, NamesWhatItCannotReadYet) {
    const auto says = [](std::string_view head, std::string_view name = "it") {
        return unknown_kind_message(name, detect(head, name, ""));
    };
    EXPECT_THAT(says("{\"messages\":[{\"date_unixtime\":\"1544006350\",\"from\":\"A\"}]}", "result.json"),
                HasSubstr("result.json is a Telegram export, which Familiar cannot read yet"));
    EXPECT_THAT(says("{\"messages\":[{\"sender_name\":\"A\",\"timestamp_ms\":1}]}"),
                HasSubstr("Instagram or Messenger"));
    EXPECT_THAT(says("window.YTD.tweets.part0 = ["), HasSubstr("archive of X"));
    EXPECT_THAT(says("<!DOCTYPE html><html>"), HasSubstr("RSS or Atom"));
    EXPECT_THAT(says("{\n \"a\": 1\n}"), HasSubstr("one object on each line"));
    EXPECT_THAT(says(""), HasSubstr("empty"));
    EXPECT_THAT(says("Dear all"), HasSubstr("jsonl, rss, mastodon, activitypub or whatsapp"));
    EXPECT_FALSE(detect("window.YTD.tweets.part0 = [", "x", "").passed_over);
    EXPECT_TRUE(detect("Dear all", "x", "").passed_over);
}

TEST(Detect, PassesOverFilesThatOnlyAccompanyAnExport) {
    const std::string context = "{\"@context\":\"https://www.w3.org/ns/activitystreams\",";
    EXPECT_TRUE(detect(context + "\"preferredUsername\":\"ana\",\"inbox\":\"x\"}", "actor.json", "").passed_over);
    EXPECT_TRUE(detect(context + "\"type\":\"OrderedCollection\"}", "export/likes.json", "").passed_over);
}

}  // namespace
}  // namespace familiar::gather
