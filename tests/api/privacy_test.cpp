// Every endpoint, tried by Ben on Ana's things. A new endpoint without a line in this table fails a test.
#include "base/json.h"
#include "platform/files.h"
#include "serve/routes/router.h"
#include "tests/api/world.h"

#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>
#include <set>

namespace familiar::test {
namespace {

// What Ana has, by the ids it has.
struct AnasThings {
    std::string conversation, turn, import_run, stored_import, private_post, garden_post, private_source, garden_source,
        public_source;
};

class Privacy : public testing::Test {
protected:
    static void SetUpTestSuite() {
        world = new World();
        auto turn = world->turn(world->ana_key, "What is the secret of the " + std::string(k_private_word) + ", dear " +
                                                    std::string(k_question_word) + "?");
        things.turn = text_at(turn, "id");
        things.conversation = text_at(turn, "conversation");
        const auto started =
            world->upload(world->ana_key, "more.jsonl",
                          R"({"kind":"post","id":"m1","text":"More about the quokkamoon."})", "private");
        EXPECT_EQ(started.status, 202) << started.body;
        things.import_run = text_at(started.json(), "import");
        const Json ended = world->import_ended(world->ana_key, things.import_run);
        things.stored_import = text_at(ended["jobs"][0], "id");
        for (const auto& [word, place] :
             {std::pair(k_private_word, &things.private_post), std::pair(k_garden_word, &things.garden_post)}) {
            const auto found = world->ask(world->ana_key, "GET", "/api/v1/search?q=" + std::string(word)).json();
            *place = text_at(found["results"][0], "id");
        }
        const Json listed = world->ask(world->ana_key, "GET", "/api/v1/sources").json();
        for (const Json& source : listed["sources"]) {
            const std::string audience = text_at(source, "audience");
            if (audience == "private") things.private_source = text_at(source, "id");
            if (audience == "circle:garden") things.garden_source = text_at(source, "id");
            if (audience == "public") things.public_source = text_at(source, "id");
        }
        const auto file = *world->archive->person(world->ana);
        EXPECT_TRUE(file->record_egress({Timestamp(), "quokkamoon.example", "fetch feed", 1, 2, "200"}).has_value());
    }
    static void TearDownTestSuite() {
        delete world;
        world = nullptr;
    }

    static Reply as_ben(const std::string& method, const std::string& path, const std::string& body = {}) {
        return world->ask(world->ben_key, method, path, body);
    }

    static void expect_refused(const Reply& reply) {
        EXPECT_TRUE(reply.status == 404 || reply.status == 403) << reply.status << " " << reply.body;
        expect_silent(reply);
        EXPECT_FALSE(text_at(reply.json()["error"], "message").empty());
    }

    // Nothing in an answer to Ben is Ana's own or of a circle he is not in.
    static void expect_silent(const Reply& reply) {
        for (const std::string_view word : {k_private_word, k_garden_word, k_question_word}) {
            EXPECT_EQ(reply.body.find(word), std::string::npos) << word << " in: " << reply.body.substr(0, 500);
        }
    }

    static void expect_listing(const Reply& reply) {
        EXPECT_EQ(reply.status, 200) << reply.body;
        expect_silent(reply);
    }

    static World* world;
    static AnasThings things;
};

World* Privacy::world = nullptr;
AnasThings Privacy::things;

// By "METHOD pattern". What each does to Ana's things as Ben, and what must come of it.
class PrivacyTable : public Privacy {
protected:
    using Try = std::function<void()>;
    static std::map<std::string, Try> table() {
        const auto get = [](const std::string& path) { return as_ben("GET", path); };
        return {
            {"GET /healthz", [=] { expect_listing(get("/healthz")); }},
            {"GET /sign-in", [=] { EXPECT_EQ(get("/sign-in?token=guess").status, 401); }},
            {"GET /metrics", [=] { expect_refused(get("/metrics")); }},
            {"GET /api/v1/openapi.json", [=] { expect_listing(get("/api/v1/openapi.json")); }},
            {"GET /api/v1/me",
             [=] {
                 const Reply me = get("/api/v1/me");
                 expect_listing(me);
                 EXPECT_EQ(text_at(me.json()["person"], "handle"), "ben");
             }},
            {"DELETE /api/v1/me",
             [] { EXPECT_EQ(as_ben("DELETE", "/api/v1/me", R"({"confirm":"ana"})").status, 400); }},
            {"POST /api/v1/sign-out", [] { EXPECT_EQ(as_ben("POST", "/api/v1/sign-out").status, 400); }},
            {"GET /api/v1/people",
             [=] {
                 const Reply people = get("/api/v1/people");
                 expect_listing(people);
                 EXPECT_EQ(people.body.find("cleo"), std::string::npos) << "Ben shares no circle with Cleo";
                 EXPECT_EQ(people.body.find("garden"), std::string::npos);
             }},
            {"GET /api/v1/consents", [=] { expect_listing(get("/api/v1/consents")); }},
            {"PUT /api/v1/consents/{purpose}",
             [=] {
                 const Reply changed = world->ask(world->ben_key, "PUT", "/api/v1/consents/shop", R"({"given":true})");
                 expect_listing(changed);
                 const Json of_ana = world->ask(world->ana_key, "GET", "/api/v1/consents").json();
                 for (const Json& consent : of_ana["consents"]) {
                     EXPECT_EQ(consent["given"].get<bool>(), consent["purpose"] == "answer") << consent.dump();
                 }
             }},
            {"GET /api/v1/ledger", [=] { expect_listing(get("/api/v1/ledger")); }},
            {"GET /api/v1/export",
             [=] {
                 const Reply file = get("/api/v1/export");
                 expect_listing(file);
                 EXPECT_TRUE(file.body.starts_with("SQLite format 3")) << file.body.substr(0, 100);
             }},
            {"GET /api/v1/search",
             [=] {
                 for (const std::string_view word : {k_private_word, k_garden_word}) {
                     const Reply found = get("/api/v1/search?q=" + std::string(word));
                     expect_listing(found);
                 }
                 expect_listing(get("/api/v1/search?author=ana&k=50"));
                 EXPECT_NE(get("/api/v1/search?q=" + std::string(k_club_word)).body.find(k_club_word),
                           std::string::npos);
                 EXPECT_NE(get("/api/v1/search?q=" + std::string(k_public_word)).body.find(k_public_word),
                           std::string::npos);
             }},
            {"GET /api/v1/posts/{id}",
             [=] {
                 expect_refused(get("/api/v1/posts/" + things.private_post));
                 expect_refused(get("/api/v1/posts/" + things.garden_post));
             }},
            {"POST /api/v1/turns",
             [] {
                 expect_refused(as_ben("POST", "/api/v1/turns",
                                       R"({"words":"and then?","conversation":)" + things.conversation + "}"));
                 const Reply reply = as_ben("POST", "/api/v1/turns",
                                            R"({"words":"Who wrote about the old pear tree?","temporary":true})");
                 expect_listing(reply);
                 EXPECT_EQ(events_in(reply.body).back().kind, "done");
             }},
            {"GET /api/v1/turns/{id}", [=] { expect_refused(get("/api/v1/turns/" + things.turn)); }},
            {"GET /api/v1/turns/{id}/events", [=] { expect_refused(get("/api/v1/turns/" + things.turn + "/events")); }},
            {"POST /api/v1/turns/{id}/cancel",
             [] { expect_refused(as_ben("POST", "/api/v1/turns/" + things.turn + "/cancel")); }},
            {"POST /api/v1/turns/{id}/answer",
             [] { expect_refused(as_ben("POST", "/api/v1/turns/" + things.turn + "/answer")); }},
            {"GET /api/v1/conversations", [=] { expect_listing(get("/api/v1/conversations")); }},
            {"GET /api/v1/conversations/{id}",
             [=] { expect_refused(get("/api/v1/conversations/" + things.conversation)); }},
            {"DELETE /api/v1/conversations/{id}",
             [] { expect_refused(as_ben("DELETE", "/api/v1/conversations/" + things.conversation)); }},
            {"GET /api/v1/sources", [=] { expect_listing(get("/api/v1/sources")); }},
            {"DELETE /api/v1/sources/{id}",
             [] {
                 for (const std::string& id : {things.private_source, things.garden_source, things.public_source}) {
                     expect_refused(as_ben("DELETE", "/api/v1/sources/" + id));
                 }
             }},
            {"POST /api/v1/imports",
             [] {
                 const std::string post = R"({"kind":"post","id":"x","text":"planted"})";
                 expect_refused(world->upload(world->ben_key, "x.jsonl", post, "public"));
                 expect_refused(world->upload(world->ben_key, "x.jsonl", post, "circle:garden"));
             }},
            {"GET /api/v1/imports", [=] { expect_listing(get("/api/v1/imports")); }},
            {"GET /api/v1/imports/{id}",
             [=] {
                 expect_refused(get("/api/v1/imports/" + things.import_run));
                 expect_refused(get("/api/v1/imports/" + things.stored_import));
             }},
            {"GET /api/v1/imports/{id}/events",
             [=] {
                 expect_refused(get("/api/v1/imports/" + things.import_run + "/events"));
                 expect_refused(get("/api/v1/imports/" + things.stored_import + "/events"));
             }},
            {"POST /v1/responses",
             [] {
                 const Reply reply = as_ben("POST", "/v1/responses",
                                            R"({"model":"familiar","input":"Who wrote about the old pear tree?"})");
                 expect_listing(reply);
             }},
            {"POST /v1/chat/completions",
             [] {
                 const Reply reply =
                     as_ben("POST", "/v1/chat/completions",
                            R"({"model":"familiar","messages":[{"role":"user","content":"Who has a pear tree?"}]})");
                 expect_listing(reply);
             }},
            {"GET /v1/models", [=] { expect_listing(get("/v1/models")); }},
            {"GET /v1/models/{model}", [=] { expect_listing(get("/v1/models/familiar")); }},
        };
    }
};

// Every "METHOD path" of docs/api/openapi.json.
std::set<std::string> documented() {
    const char* source = std::getenv("FAMILIAR_SOURCE_DIR");
    const auto text = platform::read_file(
        std::filesystem::path(source != nullptr ? source : ".") / "docs/api/openapi.json", 4U << 20U);
    EXPECT_TRUE(text.has_value()) << "set FAMILIAR_SOURCE_DIR";
    std::set<std::string> operations;
    const Json document = text ? *parse_json(*text) : Json::object();
    for (const auto& [path, methods] : document["paths"].items()) {
        for (const auto& [method, operation] : methods.items()) {
            std::string upper = method;
            for (char& c : upper) c = static_cast<char>(c - 32);
            operations.insert(upper + " " + path);
        }
    }
    return operations;
}

TEST_F(PrivacyTable, CoversEveryDocumentedEndpoint) {
    std::set<std::string> tried;
    for (const auto& [name, attempt] : table()) tried.insert(name);
    EXPECT_EQ(tried, documented());
}

TEST(Documents, DescribeEveryRoute) {
    std::set<std::string> routed;
    for (const serve::Route& route : serve::all_routes()) {
        routed.insert(std::string(serve::http::name_of(route.method)) + " " + std::string(route.pattern));
    }
    EXPECT_EQ(routed, documented());
}

TEST_F(PrivacyTable, BenCannotReachAnasThings) {
    for (const auto& [name, attempt] : table()) {
        SCOPED_TRACE(name);
        attempt();
        // And what Ana has is still there.
        for (const std::string& path :
             {"/api/v1/turns/" + things.turn, "/api/v1/conversations/" + things.conversation,
              "/api/v1/posts/" + things.private_post, "/api/v1/posts/" + things.garden_post,
              "/api/v1/imports/" + things.import_run, "/api/v1/imports/" + things.stored_import}) {
            EXPECT_EQ(world->ask(world->ana_key, "GET", path).status, 200) << path;
        }
        EXPECT_EQ(world->ask(world->ana_key, "GET", "/api/v1/sources").json()["sources"].size(), 5U);
    }
}

TEST_F(Privacy, NobodyGetsNothing) {
    for (const serve::Route& route : serve::all_routes()) {
        const std::string pattern(route.pattern);
        const std::size_t brace = pattern.find('{');
        const std::string path = brace == std::string::npos
                                     ? pattern
                                     : pattern.substr(0, brace) + "1" + pattern.substr(pattern.find('}') + 1);
        const std::string method(serve::http::name_of(route.method));
        for (const std::string& key : {std::string(), std::string("fam_guess"), world->ana_key.substr(0, 12)}) {
            const Reply reply = world->ask(key, method, path);
            if (pattern == "/healthz") {
                EXPECT_EQ(reply.status, 200);
            } else {
                EXPECT_EQ(reply.status, 401) << method << " " << path << " " << reply.body;
            }
            expect_silent(reply);
        }
    }
}

TEST_F(Privacy, AnaSeesWhatIsHers) {
    const Json sources = world->ask(world->ana_key, "GET", "/api/v1/sources").json()["sources"];
    EXPECT_EQ(sources.size(), 5U);
    EXPECT_FALSE(things.private_post.empty());
    EXPECT_EQ(things.private_post[0], 'p');
    EXPECT_EQ(things.garden_post[0], 'c');
    const Json post = world->ask(world->ana_key, "GET", "/api/v1/posts/" + things.garden_post).json();
    EXPECT_EQ(text_at(post, "audience"), "circle:garden");
    const Json ledger = world->ask(world->ana_key, "GET", "/api/v1/ledger").json();
    EXPECT_EQ(text_at(ledger["entries"][0], "host"), "quokkamoon.example");
}

TEST_F(Privacy, WhatIsSharedTellsNoLocator) {
    const Json listed = world->ask(world->ben_key, "GET", "/api/v1/sources").json();
    for (const Json& source : listed["sources"]) {
        EXPECT_TRUE(source["locator"].is_null());
        EXPECT_FALSE(source["mine"].get<bool>());
    }
}

TEST_F(Privacy, MetricsHoldNothingThatPeopleWrote) {
    const Reply metrics = world->ask(world->ana_key, "GET", "/metrics");
    EXPECT_EQ(metrics.status, 200);
    EXPECT_NE(metrics.body.find("familiar_http_requests_total"), std::string::npos);
    expect_silent(metrics);
}

TEST(Circles, LeavingOneHidesItsPosts) {
    World world;
    const std::string path = "/api/v1/search?q=" + std::string(k_club_word);
    EXPECT_NE(world.ask(world.ben_key, "GET", path).body.find(k_club_word), std::string::npos);
    for (const Circle& circle : *world.archive->common().circles_of(world.ben)) {
        ASSERT_TRUE(world.archive->common().remove_from_circle(circle.id, world.ben).has_value());
    }
    EXPECT_EQ(world.ask(world.ben_key, "GET", path).body.find(k_club_word), std::string::npos);
}

}  // namespace
}  // namespace familiar::test
