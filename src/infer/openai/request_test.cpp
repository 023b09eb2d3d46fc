#include "infer/openai/request.h"

#include "base/json.h"

#include <gtest/gtest.h>

namespace familiar::infer::openai {
namespace {

Json body_of(const ChatRequest& request, const Dialect& dialect = {.model = "m"}) {
    const auto text = chat_body(request, dialect);
    EXPECT_TRUE(text) << (text ? "" : text.error().text());
    return text ? *parse_json(*text) : Json();
}

TEST(Base64, is_that_of_the_rfc) {
    const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                      {"f", "Zg=="},
                                                                      {"fo", "Zm8="},
                                                                      {"foo", "Zm9v"},
                                                                      {"foob", "Zm9vYg=="},
                                                                      {"fooba", "Zm9vYmE="},
                                                                      {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(to_base64(std::string("\xff\xfe\x00", 3)), "//4A");
}

TEST(ChatBody, holds_what_was_asked) {
    ChatRequest request;
    request.messages = {{Role::system, "Rules."},
                        {Role::user, "Look.", {{"image/png", "foo"}}},
                        {Role::assistant, "", {}, {{"c1", "find", R"({"q":1})"}, {"c2", "find", "{broken"}}},
                        {Role::tool, "Found.", {}, {}, "c1"}};
    request.tools = {{"find", "Finds.", R"({"type":"object"})"}};
    request.tool_choice = R"({"type":"function","function":{"name":"find"}})";
    request.response_format = R"({"type":"json_object"})";
    request.effort = Effort::low;
    request.tokens_max = 77;
    request.stop = {"END"};
    request.temperature = 0.5;
    request.seed = 9;
    const Json expected = *parse_json(R"({
        "model":"m","stream":true,"stream_options":{"include_usage":true},"max_tokens":77,"stop":["END"],
          "temperature":0.5,"seed":9,
        "reasoning_effort":"low","response_format":{"type":"json_object"},
        "tools":[{"type":"function","function":{"name":"find","description":"Finds.","parameters":{"type":"object"}}}],
        "tool_choice":{"type":"function","function":{"name":"find"}},
        "messages":[{"role":"system","content":"Rules."},
          {"role":"user","content":[{"type":"text","text":"Look."},{"type":"image_url",
          "image_url":{"url":"data:image/png;base64,Zm9v"}}]},
          {"role":"assistant","content":null,"tool_calls":[
             {"id":"c1","type":"function","function":{"name":"find","arguments":"{\"q\":1}"}},
             {"id":"c2","type":"function","function":{"name":"find","arguments":"{}"}}]},
          {"role":"tool","content":"Found.","tool_call_id":"c1"}]})");
    EXPECT_EQ(body_of(request), expected);
}

TEST(ChatBody, says_no_more_than_that) {
    ChatRequest request;
    request.messages = {{Role::user, "Hi"}};
    request.cache_key = "conversation 7";
    request.reasoning_tokens_max = 100;
    const Json body = body_of(request);
    EXPECT_EQ(body.size(), 5U) << json_text(body);
    EXPECT_EQ(json_text(body).find("conversation 7"), std::string::npos);
    EXPECT_FALSE(body_of(request, {}).contains("model"));
}

TEST(ChatBody, has_more_for_llama_server) {
    ChatRequest request;
    request.messages = {{Role::user, "Hi"}};
    request.effort = Effort::none;
    request.reasoning_tokens_max = 100;
    const Json body = body_of(request, {.server = Server::llama_server, .slot = 2});
    EXPECT_EQ(body["cache_prompt"], Json(true));
    EXPECT_EQ(body["id_slot"], Json(2));
    EXPECT_EQ(body["chat_template_kwargs"]["enable_thinking"], Json(false));
    EXPECT_EQ(body["thinking_budget_tokens"], Json(100));
}

TEST(ChatBody, leaves_out_what_was_refused) {
    ChatRequest request;
    request.messages = {{Role::user, "Hi"}};
    request.temperature = 1.0;
    request.seed = 1;
    request.stop = {"x"};
    request.effort = Effort::high;
    const Json body = body_of(
        request, {.unsupported = {"max_tokens", "temperature", "seed", "stop", "reasoning_effort", "stream_options"}});
    EXPECT_EQ(body.size(), 3U) << json_text(body);
    EXPECT_EQ(body["max_completion_tokens"], Json(1024));
}

TEST(ChatBody, mends_and_refuses) {
    ChatRequest request;
    request.messages = {{Role::user, "bad \xff byte"}};
    EXPECT_EQ(body_of(request)["messages"][0]["content"], Json("bad \xEF\xBF\xBD byte"));
    request.tools = {{"f", "", "{}"}};
    request.tool_choice = "required";
    EXPECT_EQ(body_of(request)["tool_choice"], Json("required"));
    request.tool_choice = "{";
    EXPECT_EQ(chat_body(request, {}).error().code, ErrorCode::invalid_argument);
    request.tool_choice = "";
    request.tools[0].parameters = "{";
    EXPECT_EQ(chat_body(request, {}).error().code, ErrorCode::invalid_argument);
    request.tools.clear();
    request.response_format = "nonsense";
    EXPECT_EQ(chat_body(request, {}).error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace familiar::infer::openai
