#include "infer/script.h"

#include <gtest/gtest.h>

namespace familiar::infer {
namespace {

ChatRequest asking(const std::string& user, const std::string& system = "") {
    ChatRequest request;
    if (!system.empty()) request.messages.push_back({Role::system, system});
    request.messages.push_back({Role::user, user});
    return request;
}

std::string first_text(const Responder& responder, const ChatRequest& request) {
    const auto reply = responder(request);
    if (!reply) return reply.error().text();
    return reply->empty() ? "" : reply->front().text;
}

TEST(Script, is_read_as_the_header_says) {
    const auto script = parse_script(R"(
# A comment
model demo-1
context 4096
places 2
reasons
sees pictures

when user contains "plumber" and system starts "You"
times 3
  wait 50ms
  pace 2s
  think "Who \"was\" it?"
  say
  | One line,
  | # and another.
  tokens "[" "1" "]"
  call search {"query": "plumber"
  call search#call_9 {}
  usage prompt=12 cached=4 completion=3 reasoning=1
  finish length
  fail unavailable retry=3s "busy"
  cut
  hang
when any
)");
    ASSERT_TRUE(script) << script.error().text();
    EXPECT_EQ(script->card.model, "demo-1");
    EXPECT_EQ(script->card.context_tokens, 4096);
    EXPECT_EQ(script->card.places, 2U);
    EXPECT_TRUE(script->card.reasons && script->card.sees_pictures && !script->down);
    ASSERT_EQ(script->rules.size(), 2U);
    const ScriptRule& rule = script->rules[0];
    EXPECT_EQ(rule.conditions.size(), 2U);
    EXPECT_EQ(rule.times, 3U);
    ASSERT_EQ(rule.reply.size(), 12U);
    EXPECT_EQ(rule.reply[0].time, std::chrono::milliseconds(50));
    EXPECT_EQ(rule.reply[1].time, std::chrono::seconds(2));
    EXPECT_EQ(rule.reply[2].text, "Who \"was\" it?");
    EXPECT_EQ(rule.reply[3].text, "One line,\n# and another.");
    EXPECT_EQ(rule.reply[4].tokens, (std::vector<std::string>{"[", "1", "]"}));
    EXPECT_EQ(rule.reply[5].name, "search");
    EXPECT_EQ(rule.reply[5].text, R"({"query": "plumber")");
    EXPECT_EQ(rule.reply[6].id, "call_9");
    EXPECT_EQ(rule.reply[7].usage, (TokenUsage{12, 4, 3, 1}));
    EXPECT_EQ(rule.reply[8].finish, Finish::length);
    EXPECT_EQ(rule.reply[9].time, std::chrono::seconds(3));
    EXPECT_EQ(rule.reply[9].text, "busy");
    EXPECT_EQ(rule.reply[10].kind, ScriptStep::Kind::cut);
    EXPECT_EQ(rule.reply[11].kind, ScriptStep::Kind::hang);
}

TEST(Script, that_is_wrong_names_its_line) {
    for (const char* wrong : {"say \"x\"",
                              "model x\nshout",
                              "when",
                              "when nobody contains \"x\"",
                              "when user has \"x\"",
                              "when user contains x",
                              "when user contains \"x\" or user contains \"y\"",
                              "when any\nshout \"x\"",
                              "when any\nsay \"x",
                              "when any\nsay \"x\" \"y\"",
                              "when any\nwait 5",
                              "when any\nwait -5ms",
                              "when any\n| x",
                              "when any\nsay \"x\"\n| y",
                              "when any\nfail loudly",
                              "when any\nfinish soon",
                              "when any\nusage words=3",
                              "when any\nusage prompt",
                              "when any\ncall",
                              "when any\ntimes x",
                              "when any\ntokens x",
                              "context many"}) {
        const auto script = parse_script(wrong);
        ASSERT_FALSE(script) << wrong;
        EXPECT_EQ(script.error().code, ErrorCode::invalid_argument) << wrong;
        EXPECT_NE(script.error().text().find("line "), std::string::npos) << script.error().text();
    }
}

TEST(Script, serves_the_first_rule_that_fits) {
    const Responder responder = responder_of(*parse_script(R"(
when user is "hello"
say "is"
when user starts "hello" and system contains "GRUFF"
say "gruff"
when tool contains "found"
say "tool: {{tool}}"
when user contains "twice"
times 2
say "{{user}} {{system}}"
when user contains "e"
say "e"
)"));
    EXPECT_EQ(first_text(responder, asking("Hello")), "is");
    EXPECT_EQ(first_text(responder, asking("hello there", "be gruff")), "gruff");
    EXPECT_EQ(first_text(responder, asking("hello there")), "e");
    EXPECT_EQ(first_text(responder, asking("twice", "S")), "twice S\n");
    EXPECT_EQ(first_text(responder, asking("twice", "S")), "twice S\n");
    EXPECT_EQ(first_text(responder, asking("twice", "S")), "e");
    ChatRequest tool = asking("x");
    tool.messages.push_back({Role::tool, "Found {{tool}}.", {}, {}, "c"});
    EXPECT_EQ(first_text(responder, tool), "tool: Found {{tool}}.");
    const auto nothing = responder(asking("x"));
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().code, ErrorCode::not_found);
}

TEST(Script, splits_into_tokens_without_loss) {
    const std::string text = "  A sentence, with extraordinarily long words.\n";
    std::string joined;
    for (const std::string_view token : script_tokens(text)) joined += token;
    EXPECT_EQ(joined, text);
    EXPECT_EQ(script_tokens("one two").size(), 2U);
    EXPECT_EQ(script_tokens("extraordinarily").size(), 2U);
    EXPECT_TRUE(script_tokens("").empty());
}

}  // namespace
}  // namespace familiar::infer
