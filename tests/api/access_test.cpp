// Sign-in, sessions, CSRF, the Host header, and the headers that protect the page.
#include "tests/api/world.h"

#include <gtest/gtest.h>

namespace familiar::test {
namespace {

class Access : public testing::Test {
protected:
    World world;
};

TEST_F(Access, ASignInLinkWorksOnce) {
    const std::string link = *world.server->sign_in_link(world.ana);
    EXPECT_TRUE(link.starts_with("http://127.0.0.1:" + std::to_string(world.port()) + "/sign-in?token=")) << link;
    const std::string path = link.substr(link.find("/sign-in"));
    const Reply first = world.ask("", "GET", path);
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(first.header("location"), "/");
    const std::string cookie = first.header("set-cookie");
    for (const char* part : {"familiar_session=", "HttpOnly", "SameSite=Lax", "Path=/"})
        EXPECT_NE(cookie.find(part), std::string::npos) << cookie;
    EXPECT_EQ(cookie.find("Secure"), std::string::npos) << "plain http on loopback";
    const Reply second = world.ask("", "GET", path);
    EXPECT_EQ(second.status, 401);
    EXPECT_TRUE(second.header("content-type").starts_with("text/html"));
    EXPECT_EQ(second.header("set-cookie"), "");
}

TEST_F(Access, TheCookieIsSecureBehindHttps) {
    const std::string link = *world.server->sign_in_link(world.ana);
    const Reply reply = world.ask("", "GET", link.substr(link.find("/sign-in")), {}, {{"x-forwarded-proto", "https"}});
    EXPECT_NE(reply.header("set-cookie").find("; Secure"), std::string::npos);
}

TEST_F(Access, LookingAtALinkDoesNotUseItUp) {
    const std::string link = *world.server->sign_in_link(world.ana);
    const std::string path = link.substr(link.find("/sign-in"));
    EXPECT_EQ(world.ask("", "HEAD", path).header("set-cookie"), "");
    EXPECT_EQ(world.ask("", "GET", path).status, 303);
}

TEST_F(Access, AChangeByCookieNeedsItsToken) {
    const auto session = world.sign_in(world.ana);
    ASSERT_FALSE(session.csrf.empty());
    const auto change = [&](std::map<std::string, std::string> headers) {
        headers["cookie"] = session.cookie;
        return world.ask("", "POST", "/api/v1/turns", R"({"words":"1+1","temporary":true})", std::move(headers)).status;
    };
    EXPECT_EQ(change({}), 403);
    EXPECT_EQ(change({{"x-csrf-token", "guess"}}), 403);
    EXPECT_EQ(change({{"x-csrf-token", world.sign_in(world.ana).csrf}}), 403) << "another session's";
    EXPECT_EQ(change({{"x-csrf-token", session.csrf}}), 200);
    EXPECT_EQ(world.ask("", "DELETE", "/api/v1/me", R"({"confirm":"ana"})", {{"cookie", session.cookie}}).status, 403);
}

TEST_F(Access, AKeyNeedsNoToken) {
    const Json me = world.ask(world.ana_key, "GET", "/api/v1/me").json();
    EXPECT_TRUE(me["csrf"].is_null());
    EXPECT_EQ(text_at(me["person"], "role"), "host");
    EXPECT_EQ(world.ask(world.ana_key, "POST", "/api/v1/turns", R"({"words":"1+1"})").status, 200);
}

TEST_F(Access, SigningOutEndsTheSession) {
    const auto session = world.sign_in(world.ben);
    const std::map<std::string, std::string> headers = {{"cookie", session.cookie}, {"x-csrf-token", session.csrf}};
    const Reply out = world.ask("", "POST", "/api/v1/sign-out", {}, headers);
    EXPECT_EQ(out.status, 204);
    EXPECT_NE(out.header("set-cookie").find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(world.ask("", "GET", "/api/v1/me", {}, headers).status, 401);
}

TEST_F(Access, AForeignNameForThisServerIsRefused) {
    for (const char* name :
         {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "[::2]"}) {
        const Reply reply = world.ask(world.ana_key, "GET", "/api/v1/me", {}, {{"host", name}});
        EXPECT_EQ(reply.status, 421) << name;
    }
    for (const char* name : {"127.0.0.1", "localhost:8484", "LOCALHOST", "[::1]:8484", "127.0.0.1:1"}) {
        EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/me", {}, {{"host", name}}).status, 200) << name;
    }
}

TEST_F(Access, EveryAnswerIsProtected) {
    for (const char* path : {"/", "/healthz", "/api/v1/me", "/nothing", "/v1/models"}) {
        const Reply reply = world.ask("", "GET", path);
        const std::string policy = reply.header("content-security-policy");
        for (const char* part :
             {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "img-src 'self' data:"}) {
            EXPECT_NE(policy.find(part), std::string::npos) << path;
        }
        EXPECT_EQ(reply.header("x-content-type-options"), "nosniff") << path;
        EXPECT_EQ(reply.header("referrer-policy"), "no-referrer") << path;
        EXPECT_EQ(reply.header("access-control-allow-origin"), "") << path;
        EXPECT_FALSE(reply.header("x-request-id").empty()) << path;
    }
}

TEST_F(Access, ThePageIsCachedByItsTag) {
    const Reply page = world.ask("", "GET", "/");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.header("cache-control"), "no-cache");
    const Reply again = world.ask("", "GET", "/", {}, {{"if-none-match", page.header("etag")}});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_NE(world.ask("", "GET", "/assets/app-1a2b.js").header("cache-control").find("immutable"), std::string::npos);
    EXPECT_EQ(world.ask("", "HEAD", "/").status, 200);
}

TEST_F(Access, WrongRoutesAndMethodsAreSaidInJson) {
    const Reply unknown = world.ask(world.ana_key, "GET", "/api/v1/unicorns");
    EXPECT_EQ(unknown.status, 404);
    EXPECT_EQ(text_at(unknown.json()["error"], "code"), "not_found");
    EXPECT_EQ(text_at(unknown.json()["error"], "request_id"), unknown.header("x-request-id"));
    const Reply wrong = world.ask(world.ana_key, "DELETE", "/api/v1/search");
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(wrong.header("allow"), "GET");
    const Reply openai = world.ask(world.ana_key, "GET", "/v1/unicorns");
    EXPECT_EQ(openai.status, 404);
    EXPECT_EQ(text_at(openai.json()["error"], "type"), "invalid_request_error");
    EXPECT_EQ(world.ask("", "GET", "/api/v1/unicorns").status, 401) << "nobody learns what there is";
    for (const char* id : {"0", "-1", "abc", "99999999999999999999", "1%20"}) {
        EXPECT_EQ(world.ask(world.ana_key, "GET", std::string("/api/v1/turns/") + id).status, 404) << id;
        EXPECT_EQ(world.ask(world.ana_key, "GET", std::string("/api/v1/posts/") + id).status, 404) << id;
    }
}

}  // namespace
}  // namespace familiar::test
