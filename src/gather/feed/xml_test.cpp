#include "gather/feed/xml.h"

#include "gather/feed/date.h"
#include "gather/feed/entry.h"
#include "gather/feed/language.h"
#include "gather/feed/prose.h"

#include <gtest/gtest.h>
#include <pugixml.hpp>

namespace familiar::gather::feed {
namespace {

std::string repaired(std::string_view text) { return well_formed(text).xml; }

TEST(Xml, WellFormedStaysAsItIs) {
    for (const char* text :
         {"<a/>", "<a b=\"c\">x<d/>y</a>", "<x:a xmlns:x=\"u\"><b>&lt;&amp;</b></x:a>", "<a>é</a>"}) {
        EXPECT_EQ(repaired(text), text);
    }
}

TEST(Xml, WhatIsNoContentIsCut) {
    EXPECT_EQ(repaired("<?xml version='1.0'?><!DOCTYPE a><!-- c --><a><!-- <b> -->x<?p i?></a><!-- d --> rest"),
              "<a>x</a>");
    EXPECT_EQ(repaired("<a><![CDATA[<b> & ]] ]>]]></a>"), "<a>&lt;b&gt; &amp; ]] ]&gt;</a>");
    EXPECT_EQ(repaired("<a>1</a><b>2</b>"), "<a>1</a>");
    EXPECT_EQ(repaired("no xml at all"), "");
}

TEST(Xml, TagsAreClosedInOrder) {
    EXPECT_EQ(repaired("<a><b><c>x</b>y</a>"), "<a><b><c>x</c></b>y</a>");
    EXPECT_EQ(repaired("<a>x</b>y</A>"), "<a>xy</a>");
    EXPECT_EQ(repaired("<a>x<br>y<IMG src=z></img>"), "<a>x<br/>y<IMG src=\"z\"/></a>");
    EXPECT_EQ(repaired("<a>1 < 2 <> </ b> <"), "<a>1 &lt; 2 &lt;&gt; &lt;/ b&gt; &lt;</a>");
    EXPECT_EQ(repaired("<a b <c>x"), "<a b=\"\"><c>x</c></a>");
}

TEST(Xml, AttributesAreQuoted) {
    EXPECT_EQ(repaired("<a b=c d='e \"f\"' g h=\"<&>\"/>"),
              "<a b=\"c\" d=\"e &quot;f&quot;\" g=\"\" h=\"&lt;&amp;&gt;\"/>");
    EXPECT_EQ(repaired("<a b=\"never closed>x</a>"), "<a b=\"never closed\">x</a>");
}

TEST(Xml, References) {
    EXPECT_EQ(repaired("<a>&eacute;&#8217;&#x2019;&#146;&#X61;&lt;</a>"), "<a>é’’’a&lt;</a>");
    EXPECT_EQ(repaired("<a>& &; &x &nosuch; &#; &#xZ; AT&T</a>"),
              "<a>&amp; &amp;; &amp;x &amp;nosuch; &amp;#; &amp;#xZ; AT&amp;T</a>");
    EXPECT_EQ(repaired("<a>&#0;&#1;&#xD800;&#x110000;&#60;&LT;</a>"),
              "<a>\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD&lt;&lt;</a>");
    EXPECT_EQ(repaired("<a b='&eacute;&quot;'/>"), "<a b=\"é&quot;\"/>");
    EXPECT_EQ(repaired("<!DOCTYPE a [<!ENTITY x \"y<\"><!ENTITY z 'w'><!ENTITY n '&#233;'>]><a>&x;&z;&n;</a>"),
              "<a>&amp;x;wé</a>");
}

TEST(Xml, SaysWhereItEnds) {
    EXPECT_FALSE(well_formed("<rss><item>x</item>").ends_inside_entry);
    EXPECT_TRUE(well_formed("<rss><item>x</item><item>").ends_inside_entry);
    EXPECT_TRUE(well_formed("<f><a:entry><b>").ends_inside_entry);
    EXPECT_FALSE(well_formed("<rss><item>x</item></rss").ends_inside_entry);
}

TEST(Xml, WhateverComesInIsXmlAfterwards) {
    for (const char* text :
         {"<", "<a", "<a ", "<a b", "<a b=", "<a b='", "</a", "<a></", "<a><![CDATA[", "<!--", "<?", "<!DOCTYPE [",
          "<a>&", "<a/><", "<:/>", "<a =\"x\"/>", "<a></a></a></a>", "<-a>", "<a\x01/>"}) {
        const std::string xml = repaired(text);
        pugi::xml_document document;
        EXPECT_TRUE(xml.empty() || document.load_buffer(xml.data(), xml.size())) << text << " → " << xml;
    }
}

TEST(FeedDate, Forms) {
    const auto read = [](std::string_view text) {
        const auto time = parse_date(text);
        return time ? time::rfc3339(*time) : "none";
    };
    EXPECT_EQ(read("Thu, 01 Jan 2004 19:48:21 GMT"), "2004-01-01T19:48:21Z");
    EXPECT_EQ(read(" 1 Jan 04 19:48 +0100 "), "2004-01-01T18:48:00Z");
    EXPECT_EQ(read("Thu Jan  1 19:48:21 2004"), "2004-01-01T19:48:21Z");
    EXPECT_EQ(read("2003-12-31T10:14:55.123-08:00"), "2003-12-31T18:14:55Z");
    EXPECT_EQ(read("2003-12"), "2003-12-01T00:00:00Z");
    EXPECT_EQ(read("2003"), "2003-01-01T00:00:00Z");
    EXPECT_EQ(read("2003-335"), "2003-12-01T00:00:00Z");
    EXPECT_EQ(read("2004366"), "2004-12-31T00:00:00Z");
    EXPECT_EQ(read("2003/12/31 10:14:55"), "2003-12-31T10:14:55Z");
    for (const char* text : {"", "never", "2003-366", "0", "32 Jan 2004"}) EXPECT_EQ(read(text), "none") << text;
    EXPECT_EQ(read(std::string(200, '1')), "none");
}

TEST(FeedContact, Forms) {
    const auto read = [](std::string_view text) {
        const Contact contact = contact_from(text);
        return contact.name + "|" + contact.email;
    };
    EXPECT_EQ(read("Ana Silva (ana@a.example)"), "Ana Silva|ana@a.example");
    EXPECT_EQ(read("ana@a.example (Ana Silva)"), "Ana Silva|ana@a.example");
    EXPECT_EQ(read("Ana Silva <ana@a.example>"), "Ana Silva|ana@a.example");
    EXPECT_EQ(read("ana@a.example"), "|ana@a.example");
    EXPECT_EQ(read("Ana (the first)"), "Ana (the first)|");
    EXPECT_EQ(read(")("), ")(|");
    EXPECT_EQ(read(""), "|");
}

TEST(FeedLanguage, Codes) {
    EXPECT_EQ(language_code("en-US"), "en");
    EXPECT_EQ(language_code(" pt_BR"), "pt");
    EXPECT_EQ(language_code("eng"), "");
    EXPECT_EQ(language_code(""), "");
}

}  // namespace
}  // namespace familiar::gather::feed
