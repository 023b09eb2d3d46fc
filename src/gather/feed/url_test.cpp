#include "gather/feed/url.h"

#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

TEST(Url, ResolvesTheExamplesOfTheRfc) {
    struct Example {
        const char* reference;
        const char* target;
    };
    // RFC 3986, sections 5.4.1 and 5.4.2.
    static constexpr Example k_examples[] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x", "http://a/b/c/g;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {".g", "http://a/b/c/.g"},
        {"g..", "http://a/b/c/g.."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/./x", "http://a/b/c/g?y/./x"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/./x", "http://a/b/c/g#s/./x"},
        {"g#s/../x", "http://a/b/c/g#s/../x"},
        {"http:g", "http:g"},
    };
    for (const Example& example : k_examples) {
        EXPECT_EQ(resolve_url("http://a/b/c/d;p?q", example.reference), example.target) << example.reference;
    }
}

TEST(Url, BaseWithoutPath) {
    EXPECT_EQ(resolve_url("https://example.org", "x"), "https://example.org/x");
    EXPECT_EQ(resolve_url("", "x/y"), "x/y");
}

TEST(SafeLink, LetsTheWebAndMailThrough) {
    EXPECT_EQ(safe_link("https://example.org/a?b#c", ""), "https://example.org/a?b#c");
    EXPECT_EQ(safe_link("HTTP://example.org/", ""), "http://example.org/");
    EXPECT_EQ(safe_link("mailto:ana@example.org", ""), "mailto:ana@example.org");
    EXPECT_EQ(safe_link("//example.org/x", "https://base.example/"), "https://example.org/x");
    EXPECT_EQ(safe_link("  /x y\n", "https://example.org/z"), "https://example.org/x%20y");
    EXPECT_EQ(safe_link("\\x\\y?q=\\", "https://example.org/z/"), "https://example.org/x/y?q=%5C");
    EXPECT_EQ(safe_link("https://example.org/“q”", ""), "https://example.org/“q”");
}

TEST(SafeLink, DropsEverythingElse) {
    for (const char* link : {"javascript:alert(1)",
                             "JaVaScRiPt:alert(1)",
                             " \x01javascript:alert(1)",
                             "java\nscript:alert(1)",
                             "java\tscript:x",
                             "vbscript:x",
                             "data:text/html,<script>",
                             "file:///etc/passwd",
                             "ftp://example.org/",
                             "http:",
                             "http://",
                             "https:///x",
                             "http:example",
                             "mailto:",
                             "relative/path",
                             "",
                             "#top",
                             "feed:https://example.org/",
                             "https://:80/",
                             "https://u@/"}) {
        EXPECT_EQ(safe_link(link, ""), "") << link;
    }
    EXPECT_EQ(safe_link("x", "javascript:alert(1)//"), "");
    EXPECT_EQ(safe_link("https://example.org/" + std::string(k_url_bytes_max, 'x'), ""), "");
}

TEST(SafeLink, ShowsWhatCannotBeSeen) {
    EXPECT_EQ(safe_link("https://example.org/a\xE2\x80\xAE"
                        "b",
                        ""),
              "https://example.org/a%E2%80%AEb");
    EXPECT_EQ(safe_link("https://example.org/\"><b>", ""), "https://example.org/%22%3E%3Cb%3E");
}

TEST(Url, Hosts) {
    EXPECT_EQ(host_of("https://user:secret@example.org:8080/x@y"), "example.org");
    EXPECT_EQ(host_of("https://[2001:db8::1]:80/"), "[2001:db8::1]");
    EXPECT_EQ(host_of("mailto:ana@example.org"), "");
}

TEST(Url, NestedBases) {
    EXPECT_EQ(nested_base("https://example.org/a/", "b/"), "https://example.org/a/b/");
    EXPECT_EQ(nested_base("https://example.org/a/", "javascript:x"), "https://example.org/a/");
    EXPECT_EQ(nested_base("", "https://example.org/"), "https://example.org/");
}

}  // namespace
}  // namespace familiar::gather
