#include "infer/openai/reply.h"

#include <gtest/gtest.h>
#include <vector>

namespace familiar::infer::openai {
namespace {

struct Read {
    Result<ChatOutcome> outcome = fail(ErrorCode::internal, "not read");
    std::string told;  // "t:" and "r:" before each change of kind
};

Read read(const std::vector<std::string>& documents, ReplyReader::End end = ReplyReader::End::stream) {
    Read read;
    std::optional<Delta::Kind> last;
    const DeltaSink sink = [&](const Delta& delta) {
        if (last != delta.kind) read.told += delta.kind == Delta::Kind::text ? "t:" : "r:";
        last = delta.kind;
        read.told += delta.text;
        return true;
    };
    ReplyReader reader({"chat", "example.org", "model"}, ThoughtMarks::opened, sink);
    for (const std::string& document : documents) {
        if (auto more = reader.take(document); !more) {
            read.outcome = Failure(std::move(more).error());
            return read;
        }
    }
    read.outcome = reader.finish(end);
    return read;
}

std::string delta(const std::string& members) { return R"({"choices":[{"index":0,"delta":{)" + members + "}}]}"; }
const std::string k_stop = R"({"model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";

TEST(Reply, tells_text_as_it_comes) {
    const Read got = read({delta(R"("role":"assistant","content":"")"), delta(R"("content":"Hel")"),
                           delta(R"("content":"lo")"), k_stop, "[DONE]"});
    ASSERT_TRUE(got.outcome) << got.outcome.error().text();
    EXPECT_EQ(got.told, "t:Hello");
    EXPECT_EQ(got.outcome->text, "Hello");
    EXPECT_EQ(got.outcome->model, "m-1");
    EXPECT_EQ(got.outcome->finish, Finish::stop);
}

TEST(Reply, knows_reasoning_in_its_usual_shapes) {
    const std::vector<std::vector<std::string>> shapes = {
        {delta(R"("reasoning_content":"why")"), delta(R"("content":"so")")},
        {delta(R"("reasoning":"why","reasoning_details":[{"type":"reasoning.text","text":"why"}])"),
         delta(R"("content":"so")")},
        {delta(R"("reasoning_details":[{"type":"reasoning.summary","summary":"why"}])"), delta(R"("content":"so")")},
        {delta(R"("reasoning":{"content":"why"})"), delta(R"("content":"so")")},
        {delta(R"("content":"<thi")"), delta(R"("content":"nk>why</th")"), delta(R"("content":"ink>\n\nso")")},
        {delta(R"("content":[{"type":"thinking","thinking":[{"type":"text","text":"why"}]}])"),
         delta(R"("content":[{"type":"text","text":"so"}])")},
        {R"({"output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"why"}]},)"
         R"({"type":"message","content":[{"type":"output_text","text":"so"}]}]})"},
        {R"({"output":[{"type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"why"}]},)"
         R"({"type":"message","content":[{"type":"output_text","text":"so"}]}]})"},
        {R"({"type":"response.reasoning_text.delta","delta":"why"})",
         R"({"type":"response.output_text.delta","delta":"so"})"},
        {R"({"type":"response.reasoning_summary_text.delta","delta":"why"})",
         R"({"type":"response.output_text.delta","delta":"so"})"},
        {R"({"choices":[{"message":{"role":"assistant","reasoning_content":"why","content":"so"}}]})"},
    };
    for (auto documents : shapes) {
        documents.emplace_back("[DONE]");
        const Read got = read(documents);
        ASSERT_TRUE(got.outcome) << documents.front();
        EXPECT_EQ(got.told, "r:whyt:so") << documents.front();
        EXPECT_EQ(got.outcome->text, "so") << documents.front();
        EXPECT_EQ(got.outcome->reasoning, "why") << documents.front();
    }
}

struct CallCase {
    std::vector<std::string> deltas;
    std::vector<ToolCall> calls;
};

TEST(Reply, puts_tool_calls_together) {
    const std::vector<CallCase> cases = {
        {{R"("tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"find","arguments":""}}])",
          R"("tool_calls":[{"index":0,"function":{"arguments":"{\"q\":"}}])",
          R"("tool_calls":[{"index":0,"function":{"arguments":"1}"}}])"},
         {{"a", "find", R"({"q":1})"}}},
        {{R"("tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"1"}},{"index":1,"id":"b",)"
          R"("function":{"name":"g","arguments":"2"}}])",
          R"("tool_calls":[{"index":1,"function":{"arguments":"2"}},{"index":0,"function":{"arguments":"1"}}])"},
         {{"a", "f", "11"}, {"b", "g", "22"}}},
        // Without index, with the arguments as an object, without an id.
        {{R"("tool_calls":[{"id":"a","function":{"name":"f","arguments":{"q":1}}}])",
          R"("tool_calls":[{"id":"b","function":{"name":"g"}}])"},
         {{"a", "f", R"({"q":1})"}, {"b", "g", ""}}},
        {{R"("tool_calls":[{"function":{"name":"f","arguments":"{}"}}])"}, {{"call_0", "f", "{}"}}},
        // Every whole call with the index 0; the name repeated with each piece.
        {{R"("tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}])",
          R"("tool_calls":[{"index":0,"id":"b","function":{"name":"f","arguments":"[]"}}])"},
         {{"a", "f", "{}"}, {"b", "f", "[]"}}},
        {{R"("tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}])",
          R"("tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"}"}}])"},
         {{"a", "f", "{}"}}},
        // Broken ones: what is no call is none, what is broken JSON stays as it is.
        {{R"("tool_calls":[null,7,{"function":7},{"index":-3,"id":"x"},{"index":0,"id":"a",)"
          R"("function":{"name":"f","arguments":"{\"q\":"}}])"},
         {{"a", "f", R"({"q":)"}}},
        {{R"("tool_calls":{"index":0})"}, {}},
        {{R"("function_call":{"name":"f","arguments":"{"})", R"("function_call":{"arguments":"}"})"},
         {{"call_0", "f", "{}"}}},
    };
    for (const CallCase& one : cases) {
        std::vector<std::string> documents;
        documents.reserve(one.deltas.size() + 1);
        for (const std::string& members : one.deltas) documents.push_back(delta(members));
        documents.emplace_back(R"({"choices":[{"delta":{},"finish_reason":"tool_calls"}]})");
        const Read got = read(documents);
        ASSERT_TRUE(got.outcome);
        EXPECT_EQ(got.outcome->tool_calls, one.calls) << one.deltas.front();
        EXPECT_EQ(got.outcome->finish, one.calls.empty() ? Finish::stop : Finish::tool_calls) << one.deltas.front();
    }
    const Read item =
        read({R"({"type":"response.output_item.done","item":{"type":"function_call","call_id":"a","name":"f",)"
              R"("arguments":"{}"}})",
              R"({"type":"response.completed","response":{"usage":{"input_tokens":5,"output_tokens":2}}})"});
    ASSERT_TRUE(item.outcome);
    EXPECT_EQ(item.outcome->tool_calls, (std::vector<ToolCall>{{"a", "f", "{}"}}));
    EXPECT_EQ(item.outcome->usage, (TokenUsage{5, 0, 2, 0}));
}

TEST(Reply, keeps_a_limit_of_tool_calls) {
    std::vector<std::string> documents;
    documents.reserve(101);
    for (int i = 0; i < 100; ++i)
        documents.push_back(delta(R"("tool_calls":[{"index":)" + std::to_string(i) + R"(,"function":{"name":"f"}}])"));
    documents.emplace_back("[DONE]");
    EXPECT_EQ(read(documents).outcome->tool_calls.size(), 64U);
}

struct UsageCase {
    const char* document;
    TokenUsage usage;
    std::int64_t evaluated;
};

TEST(Reply, believes_usage_and_timings_as_far_as_they_can_be) {
    const std::vector<UsageCase> cases = {
        {R"({"usage":{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":64},)"
         R"("completion_tokens_details":{"reasoning_tokens":5}}})",
         {100, 64, 20, 5},
         36},
        {R"({"usage":{"prompt_tokens":100,"completion_tokens":20}})", {100, 0, 20, 0}, 0},
        {R"({"usage":{"prompt_tokens":100,"completion_tokens":20},"timings":{"prompt_n":7,"predicted_n":20,)"
         R"("cache_n":93}})",
         {100, 93, 20, 0},
         7},
        {R"({"timings":{"prompt_n":7,"predicted_n":20,"cache_n":93}})", {100, 93, 20, 0}, 7},
        {R"({"usage":{"prompt_tokens":100,"completion_tokens":20},"timings":{"prompt_n":7}})", {100, 93, 20, 0}, 7},
        {R"({"usage":{"prompt_tokens":100,"prompt_tokens_details":{"cached_tokens":0}},"timings":{"prompt_n":7,)"
         R"("cache_n":93}})",
         {100, 93, 0, 0},
         7},
        {R"({"usage":{"prompt_tokens":-5,"completion_tokens":1e300,"prompt_tokens_details":{"cached_tokens":9e9}}})",
         {0, 0, 0, 0},
         0},
        {R"({"usage":"none","timings":[]})", {0, 0, 0, 0}, 0},
        {R"({"usage":null})", {0, 0, 0, 0}, 0},
    };
    for (const UsageCase& one : cases) {
        const Read got = read({delta(R"("content":"x")"), one.document, "[DONE]"});
        ASSERT_TRUE(got.outcome) << one.document;
        EXPECT_EQ(got.outcome->usage, one.usage) << one.document;
        EXPECT_EQ(got.outcome->prompt_evaluated, one.evaluated) << one.document;
    }
}

TEST(Reply, knows_why_it_ended) {
    for (const auto& [reason, finish] :
         std::vector<std::pair<std::string, Finish>>{{"stop", Finish::stop},
                                                     {"length", Finish::length},
                                                     {"content_filter", Finish::content_filter},
                                                     {"eos_token", Finish::stop}}) {
        const Read got =
            read({delta(R"("content":"x")"), R"({"choices":[{"delta":{},"finish_reason":")" + reason + R"("}]})"});
        EXPECT_EQ(got.outcome->finish, finish) << reason;
    }
    EXPECT_EQ(read({delta(R"("content":"x")")}, ReplyReader::End::stopped).outcome->finish, Finish::ended_early);
}

TEST(Reply, that_breaks_off_is_no_answer) {
    const Read got = read({delta(R"("content":"half an ans")")});
    ASSERT_FALSE(got.outcome);
    EXPECT_EQ(got.outcome.error().code, ErrorCode::unavailable);
    EXPECT_NE(got.outcome.error().text().find("broke off"), std::string::npos);
    EXPECT_EQ(read({R"({"hello":1})", "[DONE]"}).outcome.error().code, ErrorCode::corrupt);
    EXPECT_EQ(read({"{}"}, ReplyReader::End::document).outcome.error().code, ErrorCode::corrupt);
    for (const char* nonsense : {"", "null", "[]", "7", "{", "<html>"})
        EXPECT_EQ(read({nonsense}).outcome.error().code, ErrorCode::corrupt) << nonsense;
}

TEST(Reply, passes_over_what_has_the_wrong_type) {
    const Read got = read({R"({"choices":7})", R"({"choices":[7,null,{"delta":7}]})", delta(R"("content":7)"),
                           delta(R"("content":null)"), delta(R"("content":[7,null,{"type":7},"x"])"),
                           delta(R"("reasoning_content":[],"tool_calls":7)"),
                           R"({"choices":[{"index":1,"delta":{"content":"another choice"}}]})", "[DONE]"});
    ASSERT_TRUE(got.outcome);
    EXPECT_EQ(got.outcome->text, "x");
}

TEST(Reply, ends_when_no_more_is_wanted) {
    int told = 0;
    const DeltaSink sink = [&](const Delta&) { return ++told < 2; };
    ReplyReader reader({"chat", "example.org", "model"}, ThoughtMarks::opened, sink);
    EXPECT_TRUE(*reader.take(delta(R"("content":"a")")));
    EXPECT_FALSE(*reader.take(delta(R"("content":"b")")));
    EXPECT_FALSE(*reader.take(delta(R"("content":"c")")));
    const auto outcome = reader.finish(ReplyReader::End::stopped);
    EXPECT_EQ(outcome->text, "ab");
    EXPECT_EQ(outcome->finish, Finish::ended_early);
    EXPECT_EQ(told, 2);
}

TEST(Reply, tells_an_error_in_mid_stream) {
    for (const char* document : {R"({"error":{"message":"out of memory","type":"server_error"}})",
                                 R"({"error":"out of memory"})", R"({"type":"error","message":"out of memory"})",
                                 R"({"type":"response.failed","response":{"error":{"message":"out of memory"}}})"}) {
        const Read got = read({delta(R"("content":"x")"), document});
        ASSERT_FALSE(got.outcome) << document;
        EXPECT_EQ(got.outcome.error().code, ErrorCode::unavailable) << document;
        EXPECT_NE(got.outcome.error().text().find("out of memory"), std::string::npos) << document;
    }
}

}  // namespace
}  // namespace familiar::infer::openai
