#include "infer/openai/errors.h"

#include "base/utf8.h"
#include "infer/limits.h"

#include <gtest/gtest.h>
#include <vector>

namespace familiar::infer::openai {
namespace {

const Endpoint k_endpoint{"chat", "example.org", "big-1"};
const Timestamp k_now = *time::parse_rfc3339("2026-03-01T09:30:00Z");

ApiFailure failure(int status, const std::string& body, const std::map<std::string, std::string>& headers = {}) {
    platform::HttpResponse response;
    response.status = status;
    response.body = body;
    response.headers = headers;
    return failure_of(k_endpoint, response, k_now);
}

struct Case {
    int status;
    const char* body;
    ErrorCode code;
    const char* says;
};

TEST(ApiErrors, become_errors_that_say_what_to_do) {
    const std::vector<Case> cases = {
        {401, R"({"error":{"message":"Incorrect API key","type":"invalid_request_error"}})", ErrorCode::denied,
         "check the key"},
        {403, R"({"detail":"Forbidden"})", ErrorCode::denied, "Forbidden"},
        {404, R"({"error":{"message":"The model `x` does not exist","code":"model_not_found"}})", ErrorCode::not_found,
         "no model 'big-1'"},
        {404, R"({"error":"model 'big-1' not found, try pulling it first"})", ErrorCode::not_found, "no model 'big-1'"},
        {404, R"({"detail":"Not Found"})", ErrorCode::not_found, "most end in /v1"},
        {404, "<html>nginx</html>", ErrorCode::not_found, "most end in /v1"},
        {400, R"({"error":{"message":"too big","code":"context_length_exceeded"}})", ErrorCode::exhausted,
         "start a new one"},
        {400,
         R"({"error":{"code":400,"message":"the request exceeds the available context size",)"
         R"("type":"exceed_context_size_error","n_prompt_tokens":900,"n_ctx":512}})",
         ErrorCode::exhausted, "(900 tokens; it takes 512)"},
        {400, R"({"object":"error","message":"This model's maximum context length is 4096 tokens.","code":400})",
         ErrorCode::exhausted, "longer than"},
        {400, R"({"error":{"message":"bad temperature"}})", ErrorCode::invalid_argument, "bad temperature"},
        {422, R"({"detail":[{"loc":["body"],"msg":"field required"}]})", ErrorCode::invalid_argument, "field required"},
        {413, "", ErrorCode::exhausted, "pictures"},
        {429, R"({"error":{"message":"Rate limit","type":"requests"}})", ErrorCode::unavailable,
         "try again in a moment"},
        {500, R"({"error":{"message":"out of memory"}})", ErrorCode::unavailable, "out of memory"},
        {502, "<html>Bad gateway</html>", ErrorCode::unavailable, "HTTP 502"},
        {503, R"({"error":{"message":"Loading model","type":"unavailable_error","code":503}})", ErrorCode::unavailable,
         "Loading model"},
        {301, "", ErrorCode::unavailable, "moved to"},
        {418, "", ErrorCode::invalid_argument, "HTTP 418"},
    };
    for (const Case& one : cases) {
        const ApiFailure got = failure(one.status, one.body);
        EXPECT_EQ(got.error.code, one.code) << one.status << ' ' << got.error.text();
        EXPECT_NE(got.error.text().find(one.says), std::string::npos) << one.status << ' ' << got.error.text();
        EXPECT_EQ(got.error.text().find('<'), std::string::npos) << got.error.text();
    }
}

TEST(ApiErrors, tell_when_to_come_back) {
    const ApiFailure seconds = failure(429, "", {{"retry-after", "7"}});
    EXPECT_EQ(seconds.retry_after, std::chrono::seconds(7));
    EXPECT_NE(seconds.error.text().find("try again in 7 s"), std::string::npos);
    EXPECT_EQ(failure(503, "", {{"retry-after", "Sun, 01 Mar 2026 09:32:00 GMT"}}).retry_after,
              std::chrono::seconds(120));
    EXPECT_EQ(failure(503, "", {{"retry-after", "999999999"}}).retry_after, k_retry_after_max);
    EXPECT_FALSE(failure(503, "", {{"retry-after", "later"}}).retry_after);
}

TEST(ApiErrors, name_a_parameter_that_a_model_does_not_take) {
    EXPECT_EQ(
        failure(400,
                R"({"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use )"
                R"('max_completion_tokens' instead.","param":"max_tokens","code":"unsupported_parameter"}})")
            .unsupported,
        "max_tokens");
    EXPECT_EQ(failure(400, R"({"error":{"message":"Unsupported value: 'temperature' does not support 0.2",)"
                           R"("code":"unsupported_value"}})")
                  .unsupported,
              "temperature");
    EXPECT_EQ(failure(400, R"({"error":{"message":"'messages' is not supported"}})").unsupported, "");
    EXPECT_EQ(failure(400, R"({"error":{"message":"'seed' must be positive"}})").unsupported, "");
    EXPECT_EQ(failure(500, R"({"error":{"message":"'seed' is not supported"}})").unsupported, "");
}

TEST(ApiErrors, in_a_stream_tell_their_kind_themselves) {
    EXPECT_EQ(
        failure_in_reply(k_endpoint, *parse_json(R"({"message":"slow down","code":"rate_limit_exceeded"})")).error.code,
        ErrorCode::unavailable);
    EXPECT_EQ(failure_in_reply(k_endpoint, *parse_json(R"({"message":"no","code":401})")).error.code,
              ErrorCode::denied);
    EXPECT_EQ(failure_in_reply(k_endpoint, *parse_json(R"({"message":"context size exceeded","code":500})")).error.code,
              ErrorCode::exhausted);
    EXPECT_EQ(failure_in_reply(k_endpoint, *parse_json(R"("gone wrong")")).error.code, ErrorCode::unavailable);
    EXPECT_EQ(failure_in_reply(k_endpoint, *parse_json("null")).error.code, ErrorCode::unavailable);
}

TEST(ApiErrors, quote_little_and_on_one_line) {
    EXPECT_EQ(excerpt_of("  a\r\n\tb\x01"
                         "c  "),
              "a b c");
    EXPECT_EQ(excerpt_of("bad \xff byte"), "bad \xEF\xBF\xBD byte");
    const std::string cut = excerpt_of(std::string(5000, 'x'));
    EXPECT_LE(cut.size(), k_quoted_bytes_max + 3);
    EXPECT_TRUE(utf8::valid(excerpt_of(std::string(199, 'x') + "ééééé")));
}

}  // namespace
}  // namespace familiar::infer::openai
