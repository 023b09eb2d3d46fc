// Imports, sources, posts, search, export and the end of an account.
#include "tests/api/world.h"

#include <gtest/gtest.h>

namespace familiar::test {
namespace {

class Things : public testing::Test {
protected:
    Json imported(const std::string& key, const std::string& name, const std::string& content,
                  const std::string& audience) const {
        const Reply reply = world.upload(key, name, content, audience);
        EXPECT_EQ(reply.status, 202) << reply.body;
        return world.import_ended(key, text_at(reply.json(), "import"));
    }
    World world;
};

TEST_F(Things, AnUploadBecomesPosts) {
    const Json import =
        imported(world.ben_key, "notes.jsonl",
                 "{\"kind\":\"post\",\"id\":\"n1\",\"text\":\"The plumber Quill fixed the ferrowhistle.\"}\nnot json\n",
                 "private");
    EXPECT_EQ(text_at(import, "state"), "done") << json_text(import);
    const Json& job = import["jobs"][0];
    EXPECT_EQ(job["added"], 1);
    EXPECT_EQ(job["broken"], 1);
    EXPECT_FALSE(text_at(job["broken_first"][0], "where").empty());
    const Json found = world.ask(world.ben_key, "GET", "/api/v1/search?q=ferrowhistle").json();
    ASSERT_EQ(found["results"].size(), 1U);
    EXPECT_EQ(text_at(found["results"][0], "external_id"), "n1");
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/search?q=ferrowhistle").json()["results"].size(), 0U);
    EXPECT_EQ(text_at(world.ask(world.ben_key, "GET", "/api/v1/imports/i1").json(), "id"), "i1");
    EXPECT_EQ(world.ask(world.ben_key, "GET", "/api/v1/imports").json()["imports"].size(), 1U);
}

TEST_F(Things, ALargeUploadArrivesWhole) {
    std::string lines;
    for (int i = 0; i < 300; ++i) {
        lines +=
            json_text(
                {{"kind", "post"}, {"id", std::to_string(i)}, {"text", std::string(8000, 'a') + std::to_string(i)}}) +
            "\n";
    }
    ASSERT_GT(lines.size(), std::size_t{2} << 20U);
    EXPECT_EQ(imported(world.ben_key, "large.jsonl", lines, "private")["jobs"][0]["added"], 300);
}

TEST_F(Things, ACircleIsForItsMembers) {
    const std::string post = R"({"kind":"post","id":"c","text":"The thimblegoat meets at noon."})";
    EXPECT_EQ(text_at(imported(world.ben_key, "club2.jsonl", post, "circle:club"), "state"), "done");
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/search?q=thimblegoat").json()["results"].size(), 1U);
    EXPECT_EQ(world.upload(world.ben_key, "x.jsonl", post, "circle:garden").status, 403);
    EXPECT_EQ(world.upload(world.ben_key, "x.jsonl", post, "everybody").status, 400);
}

TEST_F(Things, AnImportTakesUrlsAndNoPaths) {
    for (const char* location : {"/etc/passwd", "file:///etc/passwd", "../x", "", "gopher://x"}) {
        const Reply reply = world.ask(world.ana_key, "POST", "/api/v1/imports", json_text({{"location", location}}));
        EXPECT_EQ(reply.status, 400) << location;
    }
}

TEST_F(Things, BrokenFormsAreSaid) {
    const std::map<std::string, std::string> form = {{"content-type", "multipart/form-data; boundary=form"}};
    for (const char* body :
         {"", "--form", "--form--", "--form\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\njsonl\r\n--form--",
          "--form\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\r\n--form--"}) {
        EXPECT_EQ(world.ask(world.ana_key, "POST", "/api/v1/imports", body, form).status, 400) << body;
    }
}

TEST_F(Things, SearchSaysWhereAndWhy) {
    const Json found = world.ask(world.ana_key, "GET", "/api/v1/search?k=3&q=" + std::string(k_club_word)).json();
    ASSERT_EQ(found["results"].size(), 1U);
    const Json& result = found["results"][0];
    EXPECT_EQ(result["quote"]["start"].get<std::size_t>(), 0U);
    EXPECT_FALSE(result["because"].empty());
    EXPECT_EQ(text_at(result["author"], "name"), "Ana");
    const Json post = world.ask(world.ben_key, "GET", "/api/v1/posts/" + text_at(result, "id")).json();
    EXPECT_EQ(text_at(post, "audience"), "circle:club");
    EXPECT_EQ(text_at(post, "text"), text_at(result, "text"));
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/search?after=2027-01-01").json()["results"].size(), 0U);
    EXPECT_GE(
        world.ask(world.ana_key, "GET", "/api/v1/search?before=2026-03-02&after=2026-03-01").json()["results"].size(),
        1U);
}

TEST_F(Things, ASourceGoesWithItsPosts) {
    std::string id;
    const Json listed = world.ask(world.ana_key, "GET", "/api/v1/sources").json();
    for (const Json& source : listed["sources"]) {
        if (text_at(source, "audience") == "public") id = text_at(source, "id");
    }
    EXPECT_EQ(world.ask(world.ana_key, "DELETE", "/api/v1/sources/" + id).status, 204);
    EXPECT_EQ(world.ask(world.ana_key, "DELETE", "/api/v1/sources/" + id).status, 404);
    EXPECT_EQ(
        world.ask(world.ana_key, "GET", "/api/v1/search?q=" + std::string(k_public_word)).json()["results"].size(), 0U);
}

TEST_F(Things, TheExportIsThePersonsFile) {
    const Reply file = world.ask(world.ana_key, "GET", "/api/v1/export");
    EXPECT_EQ(file.status, 200);
    EXPECT_TRUE(file.body.starts_with("SQLite format 3"));
    EXPECT_NE(file.body.find(k_private_word), std::string::npos);
    EXPECT_NE(file.header("content-disposition").find("familiar-ana.db"), std::string::npos);
}

TEST_F(Things, AnAccountEndsWhenItsPersonSaysSo) {
    const auto session = world.sign_in(world.ben);
    EXPECT_EQ(world.ask(world.ben_key, "DELETE", "/api/v1/me", R"({"confirm":""})").status, 400);
    EXPECT_EQ(world.ask(world.ben_key, "DELETE", "/api/v1/me", R"({"confirm":"ben"})").status, 204);
    EXPECT_EQ(world.ask(world.ben_key, "GET", "/api/v1/me").status, 401);
    EXPECT_EQ(world.ask("", "GET", "/api/v1/me", {}, {{"cookie", session.cookie}}).status, 401);
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/people").body.find("ben"), std::string::npos);
}

TEST_F(Things, ChatCompletionsCiteInCodePoints) {
    const Json body = {
        {"model", "familiar"},
        {"messages", Json::array({{{"role", "user"},
                                   {"content", "Where is the secret of the " + std::string(k_private_word) + "?"}}})}};
    const Reply reply = world.ask(world.ana_key, "POST", "/v1/chat/completions", json_text(body));
    ASSERT_EQ(reply.status, 200) << reply.body;
    const Json completion = reply.json();
    const Json& message = completion["choices"][0]["message"];
    ASSERT_GE(message["annotations"].size(), 1U) << reply.body;
    const Json& annotation = message["annotations"][0];
    EXPECT_TRUE(text_at(annotation["url_citation"], "url").starts_with("familiar:post/p"));
    EXPECT_EQ(text_at(annotation["familiar"], "support"), "quoted");
    EXPECT_GT(completion["usage"]["completion_tokens"].get<int>(), 0);
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/conversations").json()["conversations"].size(), 0U);

    Json streamed = body;
    streamed["stream"] = true;
    streamed["stream_options"] = {{"include_usage", true}};
    const Reply chunks = world.ask(world.ana_key, "POST", "/v1/chat/completions", json_text(streamed));
    std::string text;
    std::size_t annotations = 0;
    const auto events = events_in(chunks.body);
    ASSERT_GE(events.size(), 3U);
    EXPECT_EQ(events.back().data, "[DONE]");
    EXPECT_EQ(events[events.size() - 2].json()["usage"]["completion_tokens"], completion["usage"]["completion_tokens"]);
    for (std::size_t i = 0; i + 2 < events.size(); ++i) {
        const Json json = events[i].json();
        const Json& delta = json["choices"][0]["delta"];
        text += text_at(delta, "content");
        annotations += member(delta, "annotations").size();
    }
    EXPECT_EQ(text, text_at(message, "content"));
    EXPECT_EQ(annotations, message["annotations"].size());
}

}  // namespace
}  // namespace familiar::test
