#include "serve/routes/router.h"

#include <gtest/gtest.h>

namespace familiar::serve {
namespace {

using http::Method;

TEST(Router, FindsByMethodAndPath) {
    const Lookup found = find_route(Method::get, "/api/v1/turns/12/events");
    ASSERT_TRUE(found.match.has_value());
    EXPECT_EQ(found.match->route->pattern, "/api/v1/turns/{id}/events");
    EXPECT_EQ(found.match->parameters, std::vector<std::string>{"12"});
    EXPECT_TRUE(find_route(Method::head, "/healthz").match.has_value());
}

TEST(Router, SaysWhichMethodsAPathHas) {
    const Lookup found = find_route(Method::put, "/api/v1/me");
    EXPECT_FALSE(found.match.has_value());
    EXPECT_EQ(found.allowed, "GET, DELETE");
}

TEST(Router, KnowsNothingElse) {
    for (const char* path : {"/", "/api", "/api/v1/", "/api/v1/turns/", "/api/v1/turns/1/", "/api/v1/turns/1/events/2",
                             "/v1/models/", "/healthz/"}) {
        const Lookup found = find_route(Method::get, path);
        EXPECT_FALSE(found.match.has_value()) << path;
        EXPECT_EQ(found.allowed, "") << path;
    }
}

TEST(Router, OnlyHealthAndSignInAreOpen) {
    for (const Route& route : all_routes()) {
        const bool open = route.pattern == "/healthz" || route.pattern == "/sign-in";
        EXPECT_EQ(route.access == Access::open, open) << route.pattern;
        EXPECT_EQ(is_api(route.pattern), !open) << route.pattern;
        EXPECT_EQ(shape_of(route.pattern), route.shape) << route.pattern;
    }
}

}  // namespace
}  // namespace familiar::serve
