#include "gather/html.h"

#include "base/utf8.h"
#include "gather/limits.h"

#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

std::string text_of(std::string_view html) { return clean_html(html, "https://example.org/a/").text; }

TEST(Html, ParagraphsAndLines) {
    EXPECT_EQ(text_of("<p>One\n  two</p><p>Three<br>four</p>"), "One two\n\nThree\nfour");
    EXPECT_EQ(text_of("a<br><br>b"), "a\n\nb");
    EXPECT_EQ(text_of("<div>a</div><div>b</div>c"), "a\nb\nc");
    EXPECT_EQ(text_of("<h1>Title</h1>text<hr>more"), "Title\n\ntext\n\nmore");
    EXPECT_EQ(text_of("  <p> <b>bold</b> <i>words</i>! </p>\n"), "bold words!");
    EXPECT_EQ(text_of("no<b>gap</b>here"), "nogaphere");
    EXPECT_EQ(text_of("<p>one<p>two<p>three"), "one\n\ntwo\n\nthree");
}

TEST(Html, Lists) {
    EXPECT_EQ(text_of("<p>Buy:</p><ul><li>milk<li>eggs</ul>now"), "Buy:\n\n- milk\n- eggs\n\nnow");
    EXPECT_EQ(text_of("<ol><li>mix</li><li><p>bake</p><p>slowly</p></li></ol>"), "1. mix\n2. bake\n\nslowly");
    EXPECT_EQ(text_of("<ol start=4><li>four<ul><li>inner</ul><li>five</ol>"), "4. four\n  - inner\n5. five");
    EXPECT_EQ(text_of("<ul><li></li></ul><p>after an empty item</p>"), "after an empty item");
    EXPECT_EQ(text_of("<dl><dt>Term<dd>meaning</dl>"), "Term\n- meaning");
}

TEST(Html, Tables) {
    EXPECT_EQ(text_of("<table><tr><th>Name<th>Price<tr><td>Tea<td><p>2 €</p></table>end"),
              "Name | Price\nTea | 2 €\n\nend");
    EXPECT_EQ(text_of("<table><tr><td></td><td>alone</td></tr></table>"), "alone");
    EXPECT_EQ(text_of("<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>"), "a\n\nb | c | d");
}

TEST(Html, PreformattedAndQuotes) {
    EXPECT_EQ(text_of("<pre>if x:\n    y()  \n\nz</pre>after"), "if x:\n    y()\n\nz\n\nafter");
    EXPECT_EQ(text_of("He said<blockquote><p>one</p><p>two</p></blockquote>and left"),
              "He said\n\n> one\n\n> two\n\nand left");
}

TEST(Html, Entities) {
    EXPECT_EQ(text_of("caf&eacute; &lt;b&gt; &amp;amp; &#8217; &#x61; &#146;"), "café <b> &amp; ’ a ’");
    EXPECT_EQ(html_entity("eacute"), "é");
    EXPECT_EQ(html_entity("zeta"), "ζ");
    EXPECT_EQ(html_entity("amp"), "&");
    EXPECT_EQ(html_entity("nosuchthing"), "");
    EXPECT_EQ(html_entity("a;<script>"), "");
    EXPECT_EQ(html_entity(""), "");
}

TEST(Html, WhatReadersDoNotSeeIsNotText) {
    EXPECT_EQ(text_of("a<script>alert('x</p>')</script>b"), "ab");
    EXPECT_EQ(text_of("a<SCRIPT >x</script foo>b<style>p{}</style>c"), "abc");
    EXPECT_EQ(text_of("a<!-- c <p> -->b<!-->c<!--->d<!-- e --!>f"), "abcdf");
    EXPECT_EQ(text_of("a<!-- never closed"), "a");
    EXPECT_EQ(text_of("a<template>t</template><noscript><p>n</noscript><iframe>i</iframe>b"), "ab");
    EXPECT_EQ(text_of("<noscript><p>n</noscript>b"), "b");
    EXPECT_EQ(text_of("a<svg><text>s</text></svg><math><mi>m</mi></math><object>o<p>p</object>b"), "ab");
    EXPECT_EQ(
        text_of("<form>q <input value=x><select><option>1</select><textarea>t</textarea><button>go</button></form>"),
        "q");
    EXPECT_EQ(text_of("a<span style='display : none'>h<span>i</span>j</span><p hidden>k</p>b"), "ab");
    EXPECT_EQ(text_of("<title>t</title><?php echo 1 ?>x</>y"), "xy");
}

TEST(Html, WhatNeverEndsDoesNotSwallowTheRest) {
    EXPECT_EQ(text_of("a<iframe src=x /> b<object data=y> c<textarea> d"), "a b c d");
    EXPECT_EQ(text_of("a<object data=y> b</OBJECT> c"), "a c");
    EXPECT_EQ(text_of("a<script>b"), "a");
}

TEST(Html, TagsCutOutOfTagsDoNotMakeTags) {
    EXPECT_EQ(text_of("<scr<script>x</script>ipt>alert(1)</script>"), "xipt>alert(1)");
    EXPECT_EQ(text_of("<<!-- -->script>alert(1)<<!-- -->/script>"), "<script>alert(1)</script>");
    EXPECT_EQ(text_of("1 < 2 <3 and 4 > 3 <"), "1 < 2 <3 and 4 > 3 <");
}

TEST(Html, PicturesAreTheirDescriptions) {
    EXPECT_EQ(text_of("see <img src=x alt='A red kite over the lake'> there"), "see [A red kite over the lake] there");
    EXPECT_EQ(text_of("<img src=x.jpg alt='IMG_1234.jpg'><img alt=image><img alt=''><img src=x>"), "");
    EXPECT_EQ(text_of("hi <img class='wp-smiley' alt=':-)'> <img class=emojione alt='🦜'>"), "hi :-) 🦜");
    EXPECT_EQ(text_of("<img alt='<script>alert(1)</script> x'>"), "[<script>alert(1)</script> x]");
}

TEST(Html, Links) {
    const CleanText clean = clean_html(
        "<a href='/x?a=1&amp;b=2'>first <b>link</b></a> <a href='//other.example/'>second</a> <a "
        "href=\"/x?a=1&b=2\">again</a>"
        "<a href='javascript:alert(1)'>evil</a><a href=' java&#10;script:alert(1)'>evil</a><a name=x>none</a>"
        "<a href=mailto:ana@example.org>mail</a><a HREF=HTTPS://UP.example/>up</a>",
        "https://example.org/a/");
    const std::vector<Link> expected = {{"https://example.org/x?a=1&b=2", "first link"},
                                        {"https://other.example/", "second"},
                                        {"mailto:ana@example.org", "mail"},
                                        {"https://UP.example/", "up"}};
    EXPECT_EQ(clean.links, expected);
    EXPECT_EQ(clean.text, "first link second againevilevilnonemailup");
    EXPECT_TRUE(clean_html("<a href=x>relative</a>", "").links.empty());
}

TEST(Html, MastodonShortensOnlyWhatIsShown) {
    const CleanText clean = clean_html(
        "<p><span class=\"h-card\"><a href=\"https://example.social/@ana\" class=\"u-url "
        "mention\">@<span>ana</span></a></span> see "
        "<a href=\"https://example.org/a/long/path\" rel=\"nofollow\"><span class=\"invisible\">https://</span>"
        "<span class=\"ellipsis\">example.org/a/lo</span><span class=\"invisible\">ng/path</span></a> "
        "<a href=\"https://example.social/tags/birds\" class=\"mention hashtag\" "
        "rel=\"tag\">#<span>birds</span></a></p>",
        "");
    EXPECT_EQ(clean.text, "@ana see https://example.org/a/long/path #birds");
    ASSERT_EQ(clean.links.size(), 3U);
    EXPECT_EQ(clean.links[1].label, "https://example.org/a/long/path");
}

TEST(Html, CharactersThatHideAreTakenOut) {
    EXPECT_EQ(text_of("pass\xE2\x80\x8Bword \xE2\x80\xAE"
                      "drow\xE2\x80\xAC \xC2\xAD x\xEF\xBB\xBFy"),
              "password drow xy");
    EXPECT_EQ(text_of("ignore\xF3\xA0\x81\xA9\xF3\xA0\x81\xA7 tags"), "ignore tags");
    EXPECT_EQ(text_of("a\xE2\x80\x8D"
                      "b 👩\xE2\x80\x8D💻"),
              "ab 👩\xE2\x80\x8D💻");
    EXPECT_EQ(text_of("a\x01\x1B[31mb\x7F"), "a[31mb");
    EXPECT_EQ(text_of("a&nbsp;&ensp;b"), "a b");
    EXPECT_TRUE(utf8::valid(text_of("bad \xC3\x28 bytes \xFF")));
}

TEST(Html, PlainTextIsCleanedLikewise) {
    EXPECT_EQ(clean_lines("  one  \r\n\ttwo\n\n\n\nthree \n"), "one\n    two\n\nthree");
    EXPECT_EQ(clean_line(" one\n two\t<b> \xE2\x80\xAE"), "one two <b>");
    EXPECT_EQ(clean_line(""), "");
}

TEST(Html, LimitsHold) {
    std::string deep;
    for (int i = 0; i < 200'000; ++i) deep += "<div><b a=" + std::to_string(i) + ">";
    EXPECT_EQ(text_of(deep + "bottom"), "bottom");

    std::string anchors;
    for (int i = 0; i < 1000; ++i) anchors += "<a href=/" + std::to_string(i) + ">x</a>";
    EXPECT_EQ(clean_html(anchors, "https://example.org/").links.size(), k_links_max);

    std::string attributes = "<p";
    for (int i = 0; i < 200'000; ++i) attributes += " a" + std::to_string(i);
    EXPECT_EQ(text_of(attributes + ">text"), "text");

    EXPECT_LE(text_of(std::string(k_html_bytes_max + 100, 'x')).size(), k_html_bytes_max);
}

TEST(Html, LimitsHoldForManyShapes) {
    const auto many = [](std::string_view piece) {
        std::string out;
        while (out.size() < 1U << 17U) out += piece;
        return out;
    };
    for (const char* piece :
         {"<p>", "<b>x<p>", "<table><td>", "<ul><li>", "<a href=x>", "<!--", "<!---!>", "</p>", "<", "<a ", "&",
          "<svg>", "<select>", "<br>a", "<b><table><td></b>", "<div></b>", "<dd><dt>", "<span><p>", "<pre>\n"}) {
        EXPECT_TRUE(utf8::valid(text_of(many(piece)))) << piece;
    }
}

}  // namespace
}  // namespace familiar::gather
