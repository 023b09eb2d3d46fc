#include "base/json.h"
#include "base/utf8.h"
#include "gather/input/collected_test.h"
#include "gather/limits.h"

#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

using namespace std::string_literals;

Collected read(const std::string& bytes, const std::string& content_type = {}) {
    Collected sink;
    ParseOptions options;
    options.base_url = "https://blog.example/feed.xml";
    options.content_type = content_type;
    const auto result = parse(parse_feed, bytes, sink, options);
    EXPECT_TRUE(result) << (result ? "" : result.error().text());
    return sink;
}

Post only(const std::string& bytes) {
    const Collected sink = read(bytes);
    EXPECT_EQ(sink.posts.size(), 1U);
    return sink.posts.empty() ? Post() : sink.posts.front();
}

Post only_item(const std::string& inside) {
    return only("<rss version='2.0'><channel><title>F</title><item>" + inside + "</item></channel></rss>");
}

TEST(Feed, Rss2) {
    const Collected sink = read(R"(<?xml version="1.0" encoding="utf-8"?>
      <rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/">
      <channel><title>Ana &amp;amp; Tom</title><link>https://blog.example/</link><description>d</description>
      <language>en-GB</language>
      <image><title>logo</title><link>https://blog.example/logo</link></image>
      <item><title>Red kites</title><link>/kites</link><guid isPermaLink="false">post-1</guid>
        <pubDate>Sun, 01 Mar 2026 09:30:00 +0100</pubDate><d:creator>Ana</d:creator>
        <category>Birds</category><category domain="x">Lakes</category><comments>https://blog.example/kites#c</comments>
        <enclosure url="https://blog.example/kite.mp3" length="100" type="audio/mpeg"/>
        <description>short</description>
        <c:encoded><![CDATA[<p>Long &eacute; <a href="/more">more</a></p><script>alert(1)</script>]]></c:encoded></item>
      <item><title>Second</title><link>https://blog.example/2</link></item>
      <item></item></channel></rss>)");
    EXPECT_EQ(sink.title, "Ana & Tom");
    EXPECT_EQ(sink.skipped, 1);
    ASSERT_EQ(sink.posts.size(), 2U);
    const Post& post = sink.posts[0];
    EXPECT_EQ(post.kind, PostKind::article);
    EXPECT_EQ(post.app, "rss");
    EXPECT_EQ(post.external_id, "post-1");
    EXPECT_EQ(post.title, "Red kites");
    EXPECT_EQ(post.text, "Long é more");
    EXPECT_EQ(post.url, "https://blog.example/kites");
    EXPECT_EQ(post.author.name, "Ana");
    EXPECT_EQ(time::rfc3339(*post.posted_at), "2026-03-01T08:30:00Z");
    EXPECT_EQ(post.language, "en");
    EXPECT_EQ(post.thread, "Ana & Tom");
    EXPECT_EQ(post.links, (std::vector<Link>{{"https://blog.example/more", "more"}}));
    EXPECT_EQ(*parse_json(post.attributes),
              *parse_json(R"({"categories":["Birds","Lakes"],"comments":"https://blog.example/kites#c",
        "enclosures":[{"url":"https://blog.example/kite.mp3","type":"audio/mpeg","size":"100"}]})"));
    EXPECT_EQ(sink.posts[1].external_id, "https://blog.example/2");
    EXPECT_EQ(sink.posts[1].text, "Second");
}

TEST(Feed, OlderRss) {
    for (const char* version : {"0.91", "0.92", "0.93", "0.94"}) {
        const Post post = only("<rss version='"s + version +
                               "'><channel><title>F</title><item><title>T</title><link>https://a.example/1</link>"
                               "<description>words</description></item></channel></rss>");
        EXPECT_EQ(post.text, "words") << version;
    }
    const std::string rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='";
    for (const char* space : {"http://my.netscape.com/rdf/simple/0.9/", "http://purl.org/rss/1.0/"}) {
        const Collected sink =
            read(rdf + space +
                 "'><channel rdf:about='https://a.example/'><title>F</title></channel>"
                 "<image><title>I</title></image><item "
                 "rdf:about='https://a.example/1'><title>T</title><description>d</description></item></rdf:RDF>");
        ASSERT_EQ(sink.posts.size(), 1U) << space;
        EXPECT_EQ(sink.title, "F");
        EXPECT_EQ(sink.posts[0].external_id, "https://a.example/1");
    }
}

TEST(Feed, Atom10) {
    const Collected sink =
        read(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pt-BR" xml:base="https://a.example/base/">
      <title type="html">A &lt;b&gt;feed&lt;/b&gt;</title><author><name>Editor</name></author><id>)"
             R"(tag:a.example:feed</id>
      <entry xml:base="inner/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One <em>two</em>
      </div></title>
        <id>tag:a.example:1</id><link rel="self" href="/self"/><link href="page"/><link rel="enclosure" )"
             R"(type="audio/ogg" href="x.ogg" length="7"/>
        <published>2026-03-01T09:30:00Z</published><updated>2026-03-02T09:30:00Z</updated>
        <category term="t1"/><category term="t2" label="Two"/>
        <content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>Text <x:a href="l">link</x:a>
      </x:p><x:script>bad()</x:script></x:div></content>
        <source><title>elsewhere</title><id>other</id></source></entry>
      <entry><title>Plain &lt;b&gt; title</title><id>2</id><summary>just a
         summary</summary><author><name>Ana</name><email>ana@a.example</email></author><author><name>Tom</name>
      </author><updated>2026-03-03T00:00:00Z</updated></entry>
      </feed>)");
    EXPECT_EQ(sink.title, "A feed");
    ASSERT_EQ(sink.posts.size(), 2U);
    const Post& first = sink.posts[0];
    EXPECT_EQ(first.title, "One two");
    EXPECT_EQ(first.text, "Text link");
    EXPECT_EQ(first.external_id, "tag:a.example:1");
    EXPECT_EQ(first.url, "https://a.example/base/inner/page");
    EXPECT_EQ(first.links, (std::vector<Link>{{"https://a.example/base/inner/l", "link"}}));
    EXPECT_EQ(first.author.name, "Editor");
    EXPECT_EQ(first.language, "pt");
    EXPECT_EQ(time::rfc3339(*first.posted_at), "2026-03-01T09:30:00Z");
    EXPECT_EQ(*parse_json(first.attributes), *parse_json(R"({"categories":["t1","Two"],"updated":"2026-03-02T09:30:00Z",
        "enclosures":[{"url":"https://a.example/base/inner/x.ogg","type":"audio/ogg","size":"7"}]})"));
    EXPECT_EQ(sink.posts[1].title, "Plain <b> title");
    EXPECT_EQ(sink.posts[1].text, "just a summary");
    EXPECT_EQ(sink.posts[1].author.name, "Ana, Tom");
    EXPECT_EQ(time::rfc3339(*sink.posts[1].posted_at), "2026-03-03T00:00:00Z");
}

TEST(Feed, Atom03) {
    const Post post =
        only(R"(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>F</title><entry><title mode="escaped" )"
             R"(type="text/html">A &amp;amp; B</title>
      <link rel="alternate" type="text/html" href="https://a.example/1"/><issued>2003-12-31T10:14:55Z</issued>
      <modified>2004-01-01</modified>
      <content type="text/html" mode="base64">PHA+SGlzdG9yeTwvcD4=</content></entry></feed>)");
    EXPECT_EQ(post.title, "A & B");
    EXPECT_EQ(post.text, "History");
    EXPECT_EQ(post.external_id, "https://a.example/1");
    EXPECT_EQ(time::rfc3339(*post.posted_at), "2003-12-31T10:14:55Z");
}

TEST(Feed, Cdf) {
    const Collected sink =
        read(R"(<CHANNEL HREF="https://a.example/"><TITLE>F</TITLE><ITEM HREF="https://a.example/1" )"
             R"(LASTMOD="2004-04-06T23:05:43-05:00">
      <TITLE>T</TITLE><ABSTRACT>words</ABSTRACT></ITEM></CHANNEL>)");
    ASSERT_EQ(sink.posts.size(), 1U);
    EXPECT_EQ(sink.posts[0].url, "https://a.example/1");
    EXPECT_EQ(sink.posts[0].text, "words");
    EXPECT_EQ(time::rfc3339(*sink.posts[0].posted_at), "2004-04-07T04:05:43Z");
}

TEST(Feed, JsonFeed) {
    const Collected sink = read(R"({"items":[
        {"id":1,"url":"https://a.example/1","title":"T","content_html":"<p>Hi <b>there</b></p><script>x</script>)"
                                R"(","content_text":"no",
         "date_published":"2026-03-01T09:30:00Z","authors":[{"name":"Ana"}],"tags":["a","b",3],
       "external_url":"https://b.example/",
         "attachments":[{"url":"x.mp3","mime_type":"audio/mpeg","size_in_bytes":12,"title":"Sound"}]},
        {"id":"2","content_text":"line\nline","language":"de-AT"}, {"id":"3"}, "x", {"id":"4","content_text":)"
                                "\"\xFF\""
                                R"(}],
      "version":"https://jsonfeed.org/version/1.1","title":"Feed","language":"en","author":{"name":"Editor"}})");
    EXPECT_EQ(sink.title, "Feed");
    EXPECT_EQ(sink.skipped, 1);
    ASSERT_EQ(sink.broken_ones.size(), 1U);
    EXPECT_EQ(sink.broken_ones[0].where, "item 4");
    ASSERT_EQ(sink.posts.size(), 3U);
    EXPECT_EQ(sink.posts[0].external_id, "1");
    EXPECT_EQ(sink.posts[0].text, "Hi there");
    EXPECT_EQ(sink.posts[0].author.name, "Ana");
    EXPECT_EQ(sink.posts[0].url, "https://a.example/1");
    EXPECT_EQ(member(*parse_json(sink.posts[0].attributes), "enclosures")[0]["url"], "https://blog.example/x.mp3");
    EXPECT_EQ(sink.posts[1].text, "line\nline");
    EXPECT_EQ(sink.posts[1].author.name, "Editor");
    EXPECT_EQ(sink.posts[1].language, "de");
    EXPECT_EQ(sink.posts[2].text, "ÿ");
}

TEST(Feed, TextsThatMayBeHtmlOrNot) {
    EXPECT_EQ(only_item("<title>std::vector&lt;int&gt; at AT&amp;T</title>").title, "std::vector<int> at AT&T");
    EXPECT_EQ(only_item("<title>1 &lt; 2 &amp;amp; 3</title>").title, "1 < 2 & 3");
    EXPECT_EQ(only_item("<title>&lt;b&gt;Bold&lt;/b&gt;</title>").title, "Bold");
    EXPECT_EQ(only_item("<description>One <b>two</b><br>three</description>").text, "One two\nthree");
    EXPECT_EQ(only_item("<description>\n    wrapped\n    words\n\n    apart\n</description>").text,
              "wrapped words\n\napart");
}

TEST(Feed, ExtensionsFillWhatIsMissing) {
    const std::string open =
        "<rss version='2.0' xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd' "
        "xmlns:m='http://search.yahoo.com/mrss/'>";
    const Post podcast = only(
        open +
        "<channel><item><i:title>no</i:title><title>Episode</title><i:author>Ana</i:author><i:subtitle>sub</i:subtitle>"
        "<i:summary>About kites</i:summary><i:keywords>birds, lakes</i:keywords></item></channel></rss>");
    EXPECT_EQ(podcast.title, "Episode");
    EXPECT_EQ(podcast.text, "About kites");
    EXPECT_EQ(podcast.author.name, "Ana");
    EXPECT_EQ(*parse_json(podcast.attributes), *parse_json(R"({"categories":["birds","lakes"]})"));
    const Post video = only(
        open +
        "<channel><item><m:group><m:title>Film</m:title><m:description>Shown</m:description>"
        "<m:content url='https://a.example/f.mp4' type='video/mp4' fileSize='9'/></m:group></item></channel></rss>");
    EXPECT_EQ(video.title, "Film");
    EXPECT_EQ(video.text, "Shown");
    EXPECT_EQ(
        only("<rss><channel><item><dc:creator>Ana</dc:creator><title>T</title></item></channel></rss>").author.name,
        "Ana");
}

TEST(Feed, EntriesWithoutIdsKeepTheirIds) {
    const std::string item =
        "<title>T</title><pubDate>Sun, 01 Mar 2026 09:30:00 GMT</pubDate><description>d</description>";
    const std::string id = only_item(item).external_id;
    EXPECT_EQ(id.size(), 32U);
    EXPECT_EQ(only_item(item + "<category>new</category>").external_id, id);
    EXPECT_NE(only_item("<title>U</title>").external_id, id);
}

TEST(Feed, BrokenXmlIsReadAsFarAsItGoes) {
    EXPECT_EQ(only_item("<title>Fish & Chips &eacute; &nbsp;&unknown; &#146; a < b</title>").title,
              "Fish & Chips é &unknown; ’ a < b");
    EXPECT_EQ(only_item("<title>a\x01\x02 b</title>").title, "a b");
    EXPECT_EQ(only_item("<title>One</title><description>unclosed <i>tag</description>").text, "unclosed tag");
    EXPECT_EQ(only_item("<Title>Case</title><link>https://a.example/?a=1&b=2</link>").url,
              "https://a.example/?a=1&b=2");
    EXPECT_EQ(only_item("<title>x</titel><description>d</description></title>").title, "xd");
    const Collected crossed = read("<rss><channel><item><title>1</title><item><title>2</title></channel></rss>");
    EXPECT_EQ(crossed.posts.size(), 2U);
}

TEST(Feed, TheEntryInWhichTheDocumentEndsIsNamedAsBroken) {
    const Collected sink =
        read("<rss><channel><title>F</title><item><title>1</title></item><item><title>2</title><description>cut of");
    ASSERT_EQ(sink.posts.size(), 1U);
    EXPECT_EQ(sink.posts[0].title, "1");
    ASSERT_EQ(sink.broken_ones.size(), 1U);
    EXPECT_EQ(sink.broken_ones[0].where, "entry 2");
    EXPECT_EQ(read("<rss><channel><item><title>1</title></item></chann").posts.size(), 1U);
}

TEST(Feed, Encodings) {
    const auto title = [](const std::string& bytes, const std::string& type = {}) { return read(bytes, type).title; };
    const std::string latin = "<rss><channel><title>caf\xE9 \x93q\x94</title></channel></rss>";
    EXPECT_EQ(title(latin), "café “q”");
    EXPECT_EQ(title("<?xml version='1.0' encoding='iso-8859-1'?>" + latin), "café “q”");
    EXPECT_EQ(title("<?xml version='1.0' encoding='koi8-r'?><rss><channel><title>\xC1</title></channel></rss>"), "а");
    EXPECT_EQ(title("<?xml version='1.0' encoding='koi8-r'?><rss><channel><title>\xC1</title></channel></rss>",
                    "text/xml; charset=\"windows-1252\""),
              "Á");
    EXPECT_EQ(title("<?xml version='1.0' encoding='utf-16'?><rss><channel><title>é</title></channel></rss>"), "é");
    EXPECT_EQ(title("<?xml version='1.0' encoding='no-such'?><rss><channel><title>é\xE9</title></channel></rss>"),
              "éé");
    EXPECT_EQ(
        title("\xEF\xBB\xBF<?xml version='1.0' encoding='koi8-r'?><rss><channel><title>é</title></channel></rss>"),
        "é");
    std::string wide;
    for (const char c : "<rss><channel><title>wide</title></channel></rss>"s) wide += c, wide += '\0';
    EXPECT_EQ(title(wide), "wide");
    EXPECT_EQ(title("\xFF\xFE" + wide), "wide");
}

TEST(Feed, ExternalEntitiesAndBombsDoNothing) {
    const Post post = only(
        "<!DOCTYPE rss [<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
        "<rss><channel><item><title>&f; &a; &b;</title></item></channel></rss>");
    EXPECT_EQ(post.title, "&f; ha &b;");
    std::string bomb = "<!DOCTYPE rss [<!ENTITY a '" + std::string(200, 'x') + "'>]><rss><channel><item><title>";
    for (int i = 0; i < 100'000; ++i) bomb += "&a;";
    EXPECT_LE(only(bomb + "</title></item></channel></rss>").text.size(), 2U << 20U);
}

TEST(Feed, WhatIsNoFeedIsRefusedWithAReason) {
    const auto reason = [](const std::string& text) {
        Collected sink;
        const auto result = parse(parse_feed, text, sink);
        EXPECT_FALSE(result) << text;
        return result ? std::string() : result.error().message;
    };
    EXPECT_EQ(reason("<!DOCTYPE html><html><body>page</body></html>"),
              "this is a web page, not a feed; give the address of its feed");
    EXPECT_EQ(reason(""), "this is not a feed: it is empty");
    EXPECT_EQ(reason("{\"a\":1}"), "this JSON is not a feed: it has no items");
    EXPECT_EQ(reason("hello"), "this is not a feed: there is no XML in it; RSS, Atom and JSON Feed can be read");
    EXPECT_EQ(reason("<opml/>"), "this is not a feed: it begins with <opml>; RSS, Atom and JSON Feed can be read");
}

TEST(Feed, LimitsHold) {
    std::string items = "<rss><channel>";
    for (std::size_t i = 0; i < k_feed_entries_max + 10; ++i) items += "<item><title>x</title></item>";
    const Collected sink = read(items + "</channel></rss>");
    EXPECT_EQ(sink.posts.size(), k_feed_entries_max);
    EXPECT_EQ(sink.broken_ones.size(), 1U);

    std::string deep = "<rss><channel><item><title>";
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    EXPECT_EQ(only(deep + "bottom</item></channel></rss>").title, "bottom");

    Collected none;
    const auto result = parse(parse_feed, std::string(k_feed_bytes_max + 1, ' '), none);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::exhausted);
}

}  // namespace
}  // namespace familiar::gather
