#include "serve/openai/chat_request.h"

#include <gtest/gtest.h>

namespace familiar::serve::openai {
namespace {

std::expected<ChatRequest, wire::Complaint> read(const char* json) { return chat_request(*parse_json(json), {}); }

TEST(ChatRequest, TheLastUserMessageIsTheQuestion) {
    const auto chat = read(R"({"model":"familiar-fast","temperature":0.5,"tools":[],"unheard_of":{"a":1},"messages":[
        {"role":"system","content":"Be brief."},
        {"role":"user","content":"Who knows a plumber?"},
        {"role":"assistant","content":"Ana does."},
        {"role":"user","content":[{"type":"text","text":"And"},{"type":"text","text":"when?"}]}]})");
    ASSERT_TRUE(chat.has_value()) << chat.error().message;
    EXPECT_EQ(chat->request.words, "And\nwhen?");
    EXPECT_EQ(chat->request.mode, Mode::fast);
    EXPECT_TRUE(chat->request.temporary);
    ASSERT_EQ(chat->request.earlier.size(), 1U);
    EXPECT_EQ(chat->request.earlier[0].question, "Who knows a plumber?");
    ASSERT_TRUE(chat->request.earlier[0].answer.has_value());
    EXPECT_EQ(chat->request.earlier[0].answer->text(), "Ana does.");
    EXPECT_FALSE(chat->stream);
    EXPECT_EQ(chat->prompt_words, 10U);
}

TEST(ChatRequest, ReadsHowToStream) {
    const auto chat = read(R"({"model":"familiar","stream":true,"n":1,"stream_options":{"include_usage":true},
        "messages":[{"role":"user","content":"Hi"}]})");
    ASSERT_TRUE(chat.has_value());
    EXPECT_TRUE(chat->stream);
    EXPECT_TRUE(chat->usage_in_stream);
}

struct Refused {
    const char* json;
    int status;
    const char* param;
};

TEST(ChatRequest, RefusesByTheParametersName) {
    const Refused cases[] = {
        {R"([])", 400, ""},
        {R"({"messages":[{"role":"user","content":"a"}]})", 400, "model"},
        {R"({"model":"gpt-4o","messages":[{"role":"user","content":"a"}]})", 404, "model"},
        {R"({"model":"familiar"})", 400, "messages"},
        {R"({"model":"familiar","messages":[]})", 400, "messages"},
        {R"({"model":"familiar","messages":[{"role":"system","content":"a"}]})", 400, "messages"},
        {R"({"model":"familiar","messages":[{"role":"king","content":"a"}]})", 400, "messages[0].role"},
        {R"({"model":"familiar","messages":[{"role":"user","content":7}]})", 400, "messages[0].content"},
        {R"({"model":"familiar","n":2,"messages":[{"role":"user","content":"a"}]})", 400, "n"},
        {R"({"model":"familiar","stream":"yes","messages":[{"role":"user","content":"a"}]})", 400, "stream"},
        {R"({"model":"familiar","messages":[{"role":"user","content":[{"type":"image_url"}]}]})", 400,
         "messages[0].content[0]"},
    };
    for (const Refused& refused : cases) {
        const auto chat = read(refused.json);
        ASSERT_FALSE(chat.has_value()) << refused.json;
        EXPECT_EQ(chat.error().status, refused.status) << refused.json;
        EXPECT_EQ(chat.error().param, refused.param) << refused.json;
    }
}

}  // namespace
}  // namespace familiar::serve::openai
