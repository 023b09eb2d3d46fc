// A model on another machine: asked only for who allows it, as long as they do, and every request to it stands in their
// ledger with the bytes that really went there. The other machine is a scripted server on loopback that is addressed in
// a way that does not count as this machine.
#include "base/json.h"
#include "platform/files.h"
#include "tests/api/world.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temp_folder.h"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace familiar::test {
namespace {

using infer::ChatRequest;
using infer::ScriptedReply;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = infer::ScriptStep::Kind;

ScriptedReply says(std::string text) { return {{.kind = Kind::say, .text = std::move(text)}}; }

std::unique_ptr<infer::EngineRoom> room_at(const std::string& url, platform::HttpClient& http) {
    infer::EngineRoomSettings settings;
    infer::EngineSettings engine;
    engine.name = "far";
    engine.urls = {url};
    engine.model = "far-1";
    engine.tasks = {infer::Task::chat, infer::Task::vision};
    engine.context_tokens = 32'768;
    engine.places = 8;
    settings.engines = {engine};
    return infer::EngineRoom::open(std::move(settings), http, {}).release();
}

class Remote : public testing::Test {
protected:
    Reply allow(const std::string& key, const std::string& purpose, bool given) const {
        return world.ask(key, "PUT", "/api/v1/consents/" + purpose, json_text({{"given", given}}));
    }
    std::vector<Json> ledger(const std::string& key) const {
        const Json listed = world.ask(key, "GET", "/api/v1/ledger").json();
        return listed["entries"].get<std::vector<Json>>();
    }
    Json turn(const std::string& key, std::string_view mode, const Json& conversation = nullptr) const {
        const Json request = {{"words", k_question}, {"mode", mode}, {"conversation", conversation}};
        const Reply reply =
            world.ask(key, "POST", "/api/v1/turns", json_text(request), {{"accept", "application/json"}});
        EXPECT_EQ(reply.status, 200) << reply.body;
        return reply.json();
    }
    std::vector<std::string> chats_received() const {
        std::vector<std::string> chats = server.requests();
        std::erase_if(chats, [](const std::string& request) { return !request.starts_with("POST "); });
        return chats;
    }

    // Without the model, and with the reason.
    void expect_at_once(const Json& turn) const {
        const Json& answer = turn["answer"];
        EXPECT_FALSE(answer.contains("engine")) << turn;
        EXPECT_THAT(text_at(answer, "text"), HasSubstr(k_public_word)) << turn;
        ASSERT_FALSE(answer["degraded"].empty()) << turn;
        EXPECT_THAT(answer["degraded"].back().get<std::string>(), HasSubstr("familiar consents allow remote_engine"));
    }
    // One entry for each request, with its bytes, host and purpose; those of others have none.
    void expect_ledger_is_what_was_received(const std::string& key) const {
        std::vector<std::int64_t> sent, received;
        for (const std::string& request : server.requests()) received.push_back(std::ssize(request));
        for (const Json& entry : ledger(key)) {
            EXPECT_EQ(text_at(entry, "host"), fmt::format("0.0.0.0:{}", server.port()));
            EXPECT_EQ(text_at(entry, "purpose"), "ask the model of engine far");
            sent.push_back(integer_at(entry, "bytes_sent").value_or(-1));
        }
        std::ranges::sort(sent);
        std::ranges::sort(received);
        EXPECT_EQ(sent, received);
    }

    static constexpr std::string_view k_question = "Is the secret of the lanternpike worth the way, and why?";

    std::function<Result<ScriptedReply>(const ChatRequest&)> replies = [](const ChatRequest&) {
        return says("The secret of the lanternpike is buried under the old pear tree [1].");
    };
    infer::ScriptedEngine model{[] {
                                    infer::EngineCard card;
                                    card.name = card.model = "far-1";
                                    card.places = 8;
                                    return card;
                                }(),
                                [this](const ChatRequest& request) { return replies(request); }};
    ScriptedServer server{model};
    platform::CurlClient http;
    std::unique_ptr<infer::EngineRoom> room = room_at(fmt::format("http://0.0.0.0:{}/v1", server.port()), http);
    World world{World::generous(), room.get()};
};

constexpr std::string_view k_modes[] = {"auto", "fast", "thinking", "contemplating"};

TEST_F(Remote, IsNotAskedWithoutConsentAndTheAnswerSaysWhy) {
    for (const std::string_view mode : k_modes) {
        const Json told = turn(world.ana_key, mode);
        EXPECT_EQ(text_at(told, "state"), "done");
        ASSERT_FALSE(told["answer"]["degraded"].empty()) << told;
        EXPECT_FALSE(told["answer"].contains("engine")) << told;
    }
    expect_at_once(turn(world.ana_key, "fast"));
    EXPECT_THAT(server.requests(), IsEmpty());
    EXPECT_THAT(ledger(world.ana_key), IsEmpty());
}

TEST_F(Remote, IsNotAskedForAnotherPurposeOrForSomebodyElse) {
    for (const char* purpose : {"answer", "remember", "recommend", "shop"})
        EXPECT_EQ(allow(world.ana_key, purpose, true).status, 200);
    EXPECT_EQ(allow(world.ben_key, "remote_engine", true).status, 200);
    expect_at_once(turn(world.ana_key, "fast"));
    EXPECT_THAT(server.requests(), IsEmpty());
    EXPECT_EQ(turn(world.ben_key, "fast")["answer"]["engine"], "far-1");
    EXPECT_THAT(chats_received(), SizeIs(1));
    EXPECT_THAT(ledger(world.ana_key), IsEmpty());
    expect_ledger_is_what_was_received(world.ben_key);
}

TEST_F(Remote, IsAskedNoMoreOnceConsentIsWithdrawn) {
    allow(world.ana_key, "remote_engine", true);
    const Json first = turn(world.ana_key, "fast");
    EXPECT_EQ(first["answer"]["engine"], "far-1") << first;
    allow(world.ana_key, "remote_engine", false);
    const std::size_t before = server.requests().size();
    expect_at_once(turn(world.ana_key, "fast", first["conversation"]));
    EXPECT_EQ(server.requests().size(), before);
    allow(world.ana_key, "remote_engine", true);
    EXPECT_EQ(turn(world.ana_key, "fast", first["conversation"])["answer"]["engine"], "far-1");
    expect_ledger_is_what_was_received(world.ana_key);
}

// The model calls a tool; before it can be told what that found, the person says no.
TEST_F(Remote, IsAskedNoMoreInTheMiddleOfAnAnswer) {
    replies = [this](const ChatRequest&) -> Result<ScriptedReply> {
        allow(world.ana_key, "remote_engine", false);
        return ScriptedReply{{.kind = Kind::call, .text = R"({"words":"pear tree"})", .name = "familiar_search"}};
    };
    for (const std::string_view mode : {"thinking", "contemplating"}) {
        allow(world.ana_key, "remote_engine", true);
        const std::size_t before = server.requests().size();
        const Json told = turn(world.ana_key, mode);
        EXPECT_EQ(text_at(told, "state"), "done") << told;
        EXPECT_FALSE(told["answer"].contains("engine")) << told;
        EXPECT_THAT(told["answer"]["degraded"].dump(), HasSubstr("familiar consents allow remote_engine"));
        for (std::size_t i = before; i < server.requests().size(); ++i)
            EXPECT_THAT(server.requests()[i], ::testing::Not(HasSubstr("\"role\":\"tool\"")));
        EXPECT_GT(server.requests().size(), before);
    }
    expect_ledger_is_what_was_received(world.ana_key);
}

TEST_F(Remote, EachChatOfEachModeIsInTheLedger) {
    allow(world.ana_key, "remote_engine", true);
    replies = [](const ChatRequest& request) -> Result<ScriptedReply> {
        const bool looked = request.messages.back().role == infer::Role::tool;
        if (looked || request.tools.empty())
            return says("The secret of the lanternpike is buried under the old pear tree [1].");
        return ScriptedReply{{.kind = Kind::call, .text = R"({"words":"pear tree"})", .name = "familiar_search"}};
    };
    EXPECT_EQ(turn(world.ana_key, "fast")["answer"]["engine"], "far-1");
    EXPECT_THAT(ledger(world.ana_key), SizeIs(1));
    EXPECT_EQ(turn(world.ana_key, "thinking")["answer"]["engine"], "far-1");
    EXPECT_THAT(ledger(world.ana_key), SizeIs(3));
    EXPECT_EQ(turn(world.ana_key, "contemplating")["answer"]["engine"], "far-1");
    EXPECT_GT(ledger(world.ana_key).size(), 3U + 2U * 6U) << "six agents, each asked twice, and the synthesis";
    expect_ledger_is_what_was_received(world.ana_key);
    for (const Json& entry : ledger(world.ana_key)) {
        EXPECT_EQ(text_at(entry, "outcome"), "200");
        EXPECT_GT(integer_at(entry, "bytes_received").value_or(0), 0);
    }
    EXPECT_THAT(ledger(world.ben_key), IsEmpty());
}

TEST_F(Remote, FailedChatsAreInTheLedgerToo) {
    allow(world.ana_key, "remote_engine", true);
    std::vector<std::string> outcomes;
    const auto last_outcome = [&] { return text_at(ledger(world.ana_key).front(), "outcome"); };
    replies = [](const ChatRequest&) -> Result<ScriptedReply> {
        return ScriptedReply{{.kind = Kind::fail, .text = "busy", .code = ErrorCode::unavailable}};
    };
    EXPECT_THAT(turn(world.ana_key, "fast")["answer"]["degraded"].dump(), HasSubstr("Answered without the model"));
    EXPECT_EQ(last_outcome(), "503 unavailable");
    replies = [](const ChatRequest&) -> Result<ScriptedReply> {
        return ScriptedReply{{.kind = Kind::fail, .text = "no", .code = ErrorCode::denied}};
    };
    EXPECT_THAT(turn(world.ana_key, "thinking")["answer"]["degraded"].dump(), HasSubstr("Answered without the model"));
    EXPECT_EQ(last_outcome(), "401 denied");
    replies = [](const ChatRequest&) -> Result<ScriptedReply> {
        return ScriptedReply{{.kind = Kind::say, .text = "The secret of the lanternpike is "}, {.kind = Kind::cut}};
    };
    const Reply broken =
        world.ask(world.ana_key, "POST", "/api/v1/turns", json_text({{"words", k_question}, {"mode", "fast"}}));
    EXPECT_EQ(events_in(broken.body).back().kind, "error") << broken.body;
    EXPECT_EQ(last_outcome(), "200 unavailable");
    EXPECT_THAT(ledger(world.ana_key), SizeIs(3));
    expect_ledger_is_what_was_received(world.ana_key);
}

TEST_F(Remote, CancelledChatsAreInTheLedgerToo) {
    allow(world.ana_key, "remote_engine", true);
    replies = [](const ChatRequest&) -> Result<ScriptedReply> {
        return ScriptedReply{{.kind = Kind::say, .text = "The secret of the lanternpike is buried. "},
                             {.kind = Kind::hang}};
    };
    Connection stream(world.port());
    stream.send({"POST",
                 "/api/v1/turns",
                 {{"authorization", "Bearer " + world.ana_key}, {"content-type", "application/json"}},
                 json_text({{"words", k_question}, {"mode", "fast"}})});
    EXPECT_EQ(stream.read_head().status, 200);
    std::string turn;
    for (ServerSent event = stream.read_event(); !event.kind.empty(); event = stream.read_event()) {
        if (turn.empty()) turn = std::to_string(integer_at(event.json(), "turn").value_or(0));
        if (event.kind == "text") {
            EXPECT_EQ(world.ask(world.ana_key, "POST", "/api/v1/turns/" + turn + "/cancel").status, 204);
        }
        if (event.kind == "error") break;
    }
    ASSERT_THAT(ledger(world.ana_key), SizeIs(1));
    EXPECT_THAT(text_at(ledger(world.ana_key)[0], "outcome"), HasSubstr("cancelled"));
    expect_ledger_is_what_was_received(world.ana_key);
}

// A name that begins like an address of this machine is somebody else's.
TEST_F(Remote, IsWhateverIsNotCertainlyHere) {
    for (const std::string host : {"127.0.0.1.evil.example", "localhost.evil.example", "127.evil.example:80",
                                   "models.example", "[2001:db8::1]:80", "10.0.0.1", "0.0.0.0:1"}) {
        const auto far = room_at("http://" + host + "/v1", http);
        const auto engine = far->text(infer::Task::chat, [] { return fail(ErrorCode::denied, "not allowed"); });
        ASSERT_FALSE(engine) << host;
        EXPECT_EQ(engine.error().code, ErrorCode::denied) << host;
    }
    for (const std::string host : {"127.0.0.1", "127.0.0.1:8000", "localhost:1", "[::1]", "[::1]:9"}) {
        const auto near = room_at("http://" + host + "/v1", http);
        EXPECT_TRUE(near->text(infer::Task::chat, [] { return fail(ErrorCode::denied, "not allowed"); })) << host;
    }
}

// A host that repeats the key in all it says when something is wrong.
TEST(RemoteKey, IsInNoAnswerOfTheApi) {
    const std::string key = "sk-canary/4f9aQ7+zanzibarine0815==";
    std::atomic<int> mood = 0;
    Loopback echo(0, "", [&](Peer& peer, const HttpText& request) {
        const std::size_t begin = request.head.find("Bearer ") + 7;
        const std::string heard = request.head.substr(begin, request.head.find("\r\n", begin) - begin);
        const std::string head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        const std::string hello =
            "data: {\"model\":\"" + heard + "\",\"choices\":[{\"delta\":{\"content\":\"Yes. \"}}]}\n\n";
        switch (mood) {
            case 0: peer.respond(401, json_text({{"error", {{"message", "Incorrect API key: " + heard}}}})); break;
            case 1: peer.respond(500, request.head); break;
            case 2: peer.respond(429, heard, "X-Key: " + heard + "\r\n"); break;
            case 3:
                peer.send(head);
                peer.send_chunk(hello);
                peer.send_chunk("data: {\"error\":{\"message\":\"" + heard + " has no more\"}}\n\n");
                peer.send_chunk("");
                break;
            case 4:
                peer.send(head);
                peer.send_chunk(hello);
                peer.hang_up();
                break;
            default:
                peer.send(head);
                peer.send_chunk(hello);
                peer.send_chunk("data: [DONE]\n\n");
                peer.send_chunk("");
        }
    });
    const TempFolder folder;
    ASSERT_TRUE(platform::write_file(folder / "key", key + "\n"));
    infer::EngineRoomSettings settings;
    settings.home = folder.path();
    infer::EngineSettings engine;
    engine.name = "far";
    engine.urls = {fmt::format("http://0.0.0.0:{}/v1", echo.port())};
    engine.model = "far-1";
    engine.key_file = "key";
    settings.engines = {engine};
    platform::CurlClient http;
    const auto room = infer::EngineRoom::open(std::move(settings), http, {}).release();
    const World world(World::generous(), room.get());
    world.ask(world.ana_key, "PUT", "/api/v1/consents/remote_engine", R"({"given":true})");
    std::vector<std::string> said;
    const auto note = [&](const Reply& reply) { said.push_back(reply.body); };
    const std::string question = "Is the secret of the lanternpike worth the way, and why?";
    ::testing::internal::CaptureStderr();
    for (mood = 0; mood < 6; ++mood) {
        for (const char* mode : {"fast", "thinking", "contemplating"})
            note(world.ask(world.ana_key, "POST", "/api/v1/turns", json_text({{"words", question}, {"mode", mode}})));
        note(world.ask(
            world.ana_key, "POST", "/v1/chat/completions",
            json_text({{"model", "familiar-fast"}, {"messages", {{{"role", "user"}, {"content", question}}}}})));
        note(world.ask(world.ana_key, "POST", "/v1/responses",
                       json_text({{"model", "familiar-thinking"}, {"input", question}})));
    }
    const Json conversations = world.ask(world.ana_key, "GET", "/api/v1/conversations").json();
    for (const Json& one : conversations["conversations"])
        note(world.ask(world.ana_key, "GET",
                       "/api/v1/conversations/" + std::to_string(integer_at(one, "id").value_or(0))));
    for (const char* path : {"/metrics", "/api/v1/ledger", "/api/v1/export", "/v1/models"})
        note(world.ask(world.ana_key, "GET", path));
    said.push_back(::testing::internal::GetCapturedStderr());
    EXPECT_GE(echo.requests().size(), 6U * 5U);
    for (const std::string& request : echo.requests()) EXPECT_THAT(request, HasSubstr("Bearer " + key));
    EXPECT_GT(said.size(), 40U);
    for (const std::string& text : said) {
        for (const char* part : {"sk-canar", "zanzibarine"})
            EXPECT_EQ(text.find(part), std::string::npos)
                << text.substr(std::max<std::size_t>(text.find(part), 200) - 200, 400);
    }
}

}  // namespace
}  // namespace familiar::test
