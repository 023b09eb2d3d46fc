#include "infer/remote_engine.h"

#include "tests/support/scripted_server.h"
#include "tests/support/temp_folder.h"

#include <atomic>
#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <latch>
#include <sstream>
#include <thread>

namespace familiar::infer {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::ScriptedServer;
using Thoughts = test::ServedScript::Thoughts;

class RemoteEngineTest : public ::testing::Test {
protected:
    RemoteEngineTest() {
        for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
    }

    RemoteOptions at(const std::string& base_url) {
        RemoteOptions options;
        options.name = "chat";
        options.base_url = base_url;
        options.model = "demo";
        options.addresses = platform::AddressPolicy::any;
        options.told = [this](const Egress& egress) { ledger_.push_back(egress); };
        return options;
    }
    std::unique_ptr<RemoteEngine> open(RemoteOptions options) {
        auto engine = RemoteEngine::open(std::move(options), http_);
        EXPECT_TRUE(engine) << (engine ? "" : engine.error().text());
        return std::move(*engine);
    }
    std::unique_ptr<RemoteEngine> open(const ScriptedServer& server) { return open(at(server.base_url())); }
    Result<ChatOutcome> chat(RemoteEngine& engine, const std::string& user) {
        told_.clear();
        return engine.chat(call_, asking(user), [this](const Delta& delta) {
            told_ += (delta.kind == Delta::Kind::text ? "t:" : "r:") + delta.text + "|";
            return true;
        });
    }
    static ChatRequest asking(const std::string& user) {
        ChatRequest request;
        request.messages = {{Role::system, "Rules."}, {Role::user, user}};
        return request;
    }
    static std::unique_ptr<ScriptedEngine> script(std::string_view text) {
        return std::move(*ScriptedEngine::from(text));
    }

    platform::SystemClock clock_;
    Call call_{clock_};
    platform::CurlClient http_;
    std::vector<Egress> ledger_;
    std::string told_;
};

TEST_F(RemoteEngineTest, streams_a_chat) {
    const auto model = script("when any\nthink \"Hm.\"\nsay \"Anna said so.\"\ncall find {\"q\":\"x\"}\n");
    const ScriptedServer server(*model);
    const auto engine = open(server);
    const auto outcome = chat(*engine, "Who?");
    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_EQ(told_, "r:Hm.|t:Anna|t: said|t: so.|");
    EXPECT_EQ(outcome->text, "Anna said so.");
    EXPECT_EQ(outcome->reasoning, "Hm.");
    EXPECT_EQ(outcome->tool_calls, (std::vector<ToolCall>{{"call_1", "find", "{\"q\":\"x\"}"}}));
    EXPECT_EQ(outcome->finish, Finish::tool_calls);
    EXPECT_EQ(outcome->usage.reasoning, 1);
    EXPECT_GT(outcome->usage.prompt, 0);
    EXPECT_EQ(outcome->prompt_evaluated, outcome->usage.prompt);
    EXPECT_EQ(engine->card().host, fmt::format("127.0.0.1:{}", server.port()));
    ASSERT_EQ(ledger_.size(), 1U);
    EXPECT_EQ(ledger_[0].engine, "chat");
    EXPECT_EQ(ledger_[0].host, engine->card().host);
    EXPECT_EQ(ledger_[0].path, "/v1/chat/completions");
    EXPECT_EQ(ledger_[0].outcome(), "200");
    EXPECT_EQ(ledger_[0].bytes_sent, static_cast<std::int64_t>(server.requests()[0].size()));
    EXPECT_GT(ledger_[0].bytes_received, 200);
}

TEST_F(RemoteEngineTest, asks_for_what_was_asked) {
    const auto model = script("when any\nsay \"x\"\n");
    const ScriptedServer server(*model);
    const auto engine = open(server);
    ChatRequest request = asking("Look.");
    request.messages[1].pictures = {{"image/png", "foo"}};
    request.tools = {{"find", "Finds.", R"({"type":"object"})"}};
    request.tool_choice = R"("required")";
    request.effort = Effort::high;
    request.tokens_max = 5;
    request.stop = {"END"};
    ASSERT_TRUE(engine->chat(call_, request, {}));
    const ChatRequest got = model->requests().at(0);
    EXPECT_EQ(got.messages[1].text, "Look.");
    EXPECT_EQ(got.messages[1].pictures.at(0).bytes, "data:image/png;base64,Zm9v");
    EXPECT_EQ(got.tools.at(0).name, "find");
    EXPECT_EQ(got.tool_choice, "\"required\"");
    EXPECT_EQ(got.effort, Effort::high);
    EXPECT_EQ(got.tokens_max, 5);
    EXPECT_EQ(got.stop, request.stop);
}

TEST_F(RemoteEngineTest, tells_thoughts_apart_however_they_come) {
    const auto model = script("when any\nthink \"A secret thought.\"\nsay \"Anna.\"\n");
    for (const Thoughts thoughts :
         {Thoughts::reasoning_content, Thoughts::reasoning, Thoughts::tags, Thoughts::unopened}) {
        for (const bool streams : {true, false}) {
            const ScriptedServer server(*model, {.thoughts = thoughts, .streams = streams});
            RemoteOptions options = at(server.base_url());
            options.reasons = true;
            const auto engine = open(options);
            for (int i = 0; i < 2; ++i) {  // the second time it knows
                const auto outcome = chat(*engine, "Who?");
                ASSERT_TRUE(outcome) << outcome.error().text();
                EXPECT_EQ(outcome->text, "Anna.");
                EXPECT_NE(outcome->reasoning.find("A secret thought."), std::string::npos);
                EXPECT_TRUE(told_.ends_with("t:Anna.|")) << told_;
                EXPECT_EQ(told_.find("t:A"), told_.rfind("t:A")) << told_;
            }
        }
    }
}

TEST_F(RemoteEngineTest, reads_timings_of_llama_server) {
    const auto model = script("when any\nsay \"Yes.\"\n");
    const ScriptedServer server(*model, {.llama_server = true});
    RemoteOptions options = at(server.base_url());
    options.kind = EndpointKind::llama_server;
    const auto engine = open(options);
    ASSERT_TRUE(chat(*engine, "A question."));
    const auto again = chat(*engine, "A question.");
    EXPECT_EQ(again->prompt_evaluated, 1);
    EXPECT_EQ(again->usage.prompt_cached, again->usage.prompt - 1);
    EXPECT_NE(server.requests()[0].find("\"cache_prompt\":true"), std::string::npos);
    EXPECT_EQ(server.connections(), 1U);
    EXPECT_TRUE(engine->probe(call_));
    EXPECT_TRUE(server.requests().back().starts_with("GET /health HTTP/1.1"));
}

TEST_F(RemoteEngineTest, says_what_went_wrong) {
    const auto model = script(
        "when user is \"denied\"\nfail denied \"no\"\nwhen user is \"model\"\nfail not_found \"no such model\"\n"
        "when user is \"long\"\nfail exhausted \"too long\"\nwhen user is \"busy\"\nfail unavailable retry=7s "
        "\"busy\"\n"
        "when user is \"cut\"\nsay \"half an\"\ncut\nwhen user is \"dies\"\nsay \"half an\"\nfail internal \"out of "
        "memory\"\n"
        "when user is \"gone\"\ncut\nwhen user is \"page\"\nfail corrupt \"x\"\n");
    const ScriptedServer server(*model);
    const auto engine = open(server);
    struct Case {
        const char* user;
        ErrorCode code;
        const char* says;
        const char* outcome;
    };
    for (const Case& one :
         std::initializer_list<Case>{{"denied", ErrorCode::denied, "check the key", "401 denied"},
                                     {"model", ErrorCode::not_found, "no model 'demo'", "404 not_found"},
                                     {"long", ErrorCode::exhausted, "longer than", "400 exhausted"},
                                     {"busy", ErrorCode::unavailable, "try again in 7 s", "503 unavailable"},
                                     {"cut", ErrorCode::unavailable, "broke off in the middle", "200 unavailable"},
                                     {"dies", ErrorCode::unavailable, "out of memory", "200 unavailable"},
                                     {"gone", ErrorCode::unavailable, "check that it runs", "unavailable"},
                                     {"page", ErrorCode::unavailable, "broke off", "200 unavailable"}}) {
        const auto outcome = chat(*engine, one.user);
        ASSERT_FALSE(outcome) << one.user;
        EXPECT_EQ(outcome.error().code, one.code) << one.user << ": " << outcome.error().text();
        EXPECT_NE(outcome.error().text().find(one.says), std::string::npos) << outcome.error().text();
        EXPECT_EQ(ledger_.back().outcome(), one.outcome) << one.user;
        EXPECT_EQ(engine->rests_until().has_value(),
                  std::string(one.user) == "busy" || engine->rests_until().has_value());
    }
    EXPECT_EQ(ledger_.size(), 8U);
}

TEST_F(RemoteEngineTest, remembers_when_it_may_come_back) {
    const auto model = script("when any\ntimes 1\nfail unavailable retry=7s \"busy\"\nwhen any\nsay \"x\"\n");
    const ScriptedServer server(*model);
    const auto engine = open(server);
    const auto before = clock_.steady();
    EXPECT_FALSE(engine->rests_until());
    EXPECT_FALSE(chat(*engine, "x"));
    ASSERT_TRUE(engine->rests_until());
    EXPECT_GT(*engine->rests_until(), before + seconds(5));
    EXPECT_LE(*engine->rests_until(), clock_.steady() + seconds(7));
    EXPECT_TRUE(chat(*engine, "x"));
    EXPECT_FALSE(engine->rests_until());
}

TEST_F(RemoteEngineTest, stops_the_generation_when_nobody_waits) {
    const auto model = script("when user is \"hang\"\nsay \"one\"\nhang\nwhen any\nsay \"one two three\"\n");
    const ScriptedServer server(*model);
    const auto engine = open(server);
    std::stop_source source;
    const Call call(clock_, source.get_token(), {}, "r");
    const auto outcome = engine->chat(call, asking("hang"), [&](const Delta&) {
        source.request_stop();
        return true;
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::cancelled);
    EXPECT_EQ(ledger_.back().outcome(), "200 cancelled");
    // The engine behind the server has noticed: its only place is free again, else this would wait for ever.
    while (model->running() > 0) std::this_thread::yield();
    int told = 0;
    const auto early = engine->chat(call_, asking("x"), [&](const Delta&) { return ++told < 2; });
    ASSERT_TRUE(early) << early.error().text();
    EXPECT_EQ(early->finish, Finish::ended_early);
    EXPECT_EQ(early->text, "one two");
}

TEST_F(RemoteEngineTest, loses_patience_with_a_silent_server) {
    const auto model = script("when user is \"first\"\nhang\nwhen any\nsay \"one\"\nhang\n");
    const ScriptedServer server(*model);
    RemoteOptions options = at(server.base_url());
    options.first_byte_time_max = milliseconds(20);
    const auto impatient = open(options);
    const auto silent = chat(*impatient, "first");
    EXPECT_EQ(silent.error().code, ErrorCode::unavailable) << silent.error().text();
    options.first_byte_time_max = k_first_byte_time_max;
    options.idle_time_max = milliseconds(20);
    const auto idle = chat(*open(options), "x");
    EXPECT_EQ(idle.error().code, ErrorCode::unavailable);
    EXPECT_NE(idle.error().text().find("broke off"), std::string::npos);
    const Call brief(clock_, {}, milliseconds(20), "r");
    EXPECT_EQ(open(server)->chat(brief, asking("x"), {}).error().code, ErrorCode::deadline);
}

TEST_F(RemoteEngineTest, keeps_its_key_to_itself) {
    const std::string secret = "sk-very-secret-0123456789";
    const auto model = script("when any\nsay \"x\"\n");
    const ScriptedServer server(*model, {.key = "another"});  // refuses, and repeats what it refuses
    RemoteOptions options = at(server.base_url());
    options.key = ApiKey(secret);
    const auto engine = open(options);
    ::testing::internal::CaptureStderr();
    const auto outcome = chat(*engine, "x");
    const std::string log = ::testing::internal::GetCapturedStderr();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::denied);
    EXPECT_EQ(outcome.error().text().find(secret.substr(0, 12)), std::string::npos) << outcome.error().text();
    EXPECT_EQ(log.find("secret"), std::string::npos);
    EXPECT_EQ(ledger_.back().outcome().find("secret"), std::string::npos);
    test::Loopback echo(0, "", [](test::Peer& peer, const test::HttpText& request) {
        peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        const std::string key = request.head.substr(request.head.find("Bearer ") + 7, 25);
        peer.send_chunk(fmt::format("data: {{\"error\":\"{}{}\"}}\n\n", std::string(190, 'x'), key));
        peer.send_chunk("");
    });
    options.base_url = fmt::format("http://127.0.0.1:{}/v1", echo.port());
    const auto repeated = chat(*open(options), "x");
    EXPECT_NE(repeated.error().text().find("xxx"), std::string::npos);
    EXPECT_EQ(repeated.error().text().find(secret.substr(0, 8)), std::string::npos) << repeated.error().text();
    EXPECT_NE(server.requests()[0].find("Authorization: Bearer " + secret), std::string::npos);
    std::ostringstream out;
    out << options.key << ::testing::PrintToString(options.key);
    EXPECT_EQ(out.str(), "(key)(key)");
}

TEST_F(RemoteEngineTest, takes_its_key_nowhere_else) {
    test::Loopback elsewhere(0, "", [](test::Peer& peer, const test::HttpText&) { peer.respond(200, "{}"); });
    test::Loopback moved(0, "", [&](test::Peer& peer, const test::HttpText&) {
        peer.respond(307, "", fmt::format("Location: http://127.0.0.1:{}/\r\n", elsewhere.port()));
    });
    RemoteOptions options = at(fmt::format("http://127.0.0.1:{}/v1", moved.port()));
    options.key = ApiKey("sk-1");
    const auto outcome = chat(*open(options), "x");
    EXPECT_NE(outcome.error().text().find("moved to"), std::string::npos) << outcome.error().text();
    EXPECT_TRUE(elsewhere.requests().empty());
}

TEST_F(RemoteEngineTest, goes_on_without_a_parameter_that_the_model_refuses) {
    std::atomic<int> asked = 0;
    test::Loopback server(0, "", [&](test::Peer& peer, const test::HttpText& request) {
        ++asked;
        for (const char* name : {"max_tokens", "temperature"}) {
            if (request.body.find(fmt::format("\"{}\"", name)) == std::string::npos) continue;
            peer.respond(400, fmt::format(R"({{"error":{{"message":"Unsupported parameter: '{0}'","param":"{0}",)"
                                          R"("code":"unsupported_parameter"}}}})",
                                          name));
            return;
        }
        peer.respond(200, R"({"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]})");
    });
    const auto engine = open(at(fmt::format("http://127.0.0.1:{}/v1", server.port())));
    ChatRequest request = asking("x");
    request.temperature = 0.1;
    for (int i = 0; i < 2; ++i) {
        const auto outcome = engine->chat(call_, request, {});
        ASSERT_TRUE(outcome) << outcome.error().text();
        EXPECT_EQ(outcome->text, "x");
    }
    EXPECT_EQ(asked, 4);  // it has learned
    EXPECT_EQ(ledger_.size(), 4U);
}

TEST_F(RemoteEngineTest, speaks_over_a_unix_socket) {
    const test::TempFolder folder;
    const auto model = script("when any\nsay \"local\"\n");
    const ScriptedServer server(*model, {.unix_socket = (folder / "engine.sock").string()});
    RemoteOptions options;
    options.name = "local";
    options.unix_socket = (folder / "engine.sock").string();
    options.told = [this](const Egress& egress) { ledger_.push_back(egress); };
    const auto engine = open(options);
    EXPECT_EQ(engine->card().host, "");
    EXPECT_EQ(chat(*engine, "x").value_or(ChatOutcome{}).text, "local");
    EXPECT_EQ(engine->card().model, "scripted");
    EXPECT_EQ(ledger_.at(0).host, "");
}

TEST_F(RemoteEngineTest, runs_chats_side_by_side) {
    const auto model = script("places 4\nwhen any\nsay \"{{user}}\"\n");
    const ScriptedServer server(*model);
    RemoteOptions options = at(server.base_url());
    options.told = {};
    const auto engine = open(options);
    std::vector<std::jthread> askers;
    askers.reserve(16);
    std::atomic<int> right = 0;
    for (int i = 0; i < 16; ++i) {
        askers.emplace_back([&, i] {
            const std::string text = fmt::format("question {}", i);
            const auto outcome = engine->chat(call_, asking(text), {});
            if (outcome && outcome->text == text) ++right;
        });
    }
    askers.clear();
    EXPECT_EQ(right, 16);
    EXPECT_LE(server.connections(), 4U);
}

TEST_F(RemoteEngineTest, refuses_what_cannot_work) {
    const auto refused = [&](auto change) {
        RemoteOptions options = at("https://example.org/v1");
        change(options);
        const auto engine = RemoteEngine::open(options, http_);
        EXPECT_FALSE(engine);
        return engine ? std::string() : engine.error().text();
    };
    EXPECT_NE(refused([](RemoteOptions& o) { o.base_url = ""; }).find("no address"), std::string::npos);
    EXPECT_NE(refused([](RemoteOptions& o) { o.base_url = "example.org"; }).find("no address"), std::string::npos);
    EXPECT_NE(refused([](RemoteOptions& o) { o.base_url = "https:///v1"; }).find("no address"), std::string::npos);
    EXPECT_NE(refused([](RemoteOptions& o) { o.key = ApiKey("a\r\nX-Other: b"); }).find("copy it again"),
              std::string::npos);
    EXPECT_NE(refused([](RemoteOptions& o) { o.places = 0; }).find("place"), std::string::npos);
    EXPECT_NE(refused([](RemoteOptions& o) {
                  o.base_url = "http://example.org/v1";
                  o.key = ApiKey("sk-1");
                  o.addresses = platform::AddressPolicy::public_only;
              }).find("https"),
              std::string::npos);
    const auto model = script("when any\nsay \"x\"\n");
    const ScriptedServer server(*model);
    RemoteOptions inside = at(server.base_url());
    inside.addresses = platform::AddressPolicy::public_only;
    EXPECT_EQ(chat(*open(inside), "x").error().code, ErrorCode::denied);
    EXPECT_EQ(ledger_.back().bytes_sent, 0);
}

TEST_F(RemoteEngineTest, is_probed) {
    const auto model = script("when any\nsay \"x\"\n");
    const ScriptedServer server(*model);
    const auto engine = open(server);
    EXPECT_TRUE(engine->probe(call_));
    model->set_down(true);
    EXPECT_EQ(engine->probe(call_).error().code, ErrorCode::unavailable);
    EXPECT_EQ(open(at("http://127.0.0.1:1/v1"))->probe(call_).error().code, ErrorCode::unavailable);
    EXPECT_TRUE(open(at(server.base_url() + "/nowhere"))->probe(call_));  // no list of models, but a server
}

TEST_F(RemoteEngineTest, has_vectors_and_scores) {
    const auto model = script("when any\nsay \"x\"\n");
    const ScriptedServer server(*model);
    const auto embedding = open_remote_embedding(at(server.base_url()), http_);
    const std::vector<std::string> texts = {"aa", "b", "cab"};
    const auto vectors = (*embedding)->embed(call_, texts, {});
    ASSERT_TRUE(vectors) << vectors.error().text();
    ASSERT_EQ(vectors->size(), 3U);
    EXPECT_EQ((*vectors)[0][1], 2.0F);  // 'a' is 97
    EXPECT_EQ((*vectors)[1][2], 1.0F);
    EXPECT_TRUE((*embedding)->embed(call_, {}, {})->empty());
    const auto rerank = open_remote_rerank(at(server.base_url()), http_);
    const auto scores = (*rerank)->rerank(call_, "cab", texts, {});
    ASSERT_TRUE(scores) << scores.error().text();
    EXPECT_EQ(*scores, (std::vector<double>{1, 1, 3}));
    EXPECT_EQ(ledger_.size(), 2U);
    EXPECT_EQ(ledger_[1].path, "/v1/rerank");
    const std::vector<std::string> many(k_texts_max + 1, "x");
    EXPECT_EQ((*embedding)->embed(call_, many, {}).error().code, ErrorCode::exhausted);
    EXPECT_FALSE(open_remote_embedding(at(""), http_));
    EXPECT_EQ((*open_remote_rerank(at(server.base_url() + "/none"), http_))->rerank(call_, "x", texts, {}).error().code,
              ErrorCode::not_found);
}

}  // namespace
}  // namespace familiar::infer
