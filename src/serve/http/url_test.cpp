#include "serve/http/url.h"

#include <gtest/gtest.h>

namespace familiar::serve::http {
namespace {

TEST(Url, TakesPathAndQueryApart) {
    const auto target = parse_target("/api/v1/search?q=caf%C3%A9+plumber&k=3&empty&q=2#part");
    ASSERT_TRUE(target.has_value());
    EXPECT_EQ(target->path, "/api/v1/search");
    ASSERT_EQ(target->query.size(), 4U);
    EXPECT_EQ(target->query[0], std::pair(std::string("q"), std::string("café plumber")));
    EXPECT_EQ(target->query[2], std::pair(std::string("empty"), std::string()));
}

TEST(Url, APlusIsASpaceOnlyInTheQuery) { EXPECT_EQ(parse_target("/a+b")->path, "/a+b"); }

TEST(Url, RefusesWhatIsNotAPlainPath) {
    for (const char* bad : {"", "x", "http://host/", "/a/../b", "/%2e%2e/etc", "/a//b", "/./a", "/a%00b", "/%zz", "/%4",
                            "/%ff", "/a?x=%"}) {
        EXPECT_FALSE(parse_target(bad).has_value()) << bad;
    }
}

TEST(Url, KeepsTheSlashAtTheEnd) {
    EXPECT_EQ(parse_target("/a/")->path, "/a/");
    EXPECT_EQ(parse_target("/")->path, "/");
}

TEST(Url, LimitsTheParameters) {
    std::string many = "/?";
    for (int i = 0; i < 100; ++i) many += "a=1&";
    EXPECT_FALSE(parse_target(many).has_value());
}

}  // namespace
}  // namespace familiar::serve::http
