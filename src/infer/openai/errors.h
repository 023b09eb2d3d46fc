// What endpoints say when they cannot: HTTP statuses and error objects in OpenAI's shape and others, as Errors that
// tell a person what to do. Foreign messages are quoted short and without line breaks. Pure, any thread.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "platform/http_client.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::infer::openai {

// Whom an error speaks of.
struct Endpoint {
    std::string engine;  // as the configuration names it
    std::string host;
    std::string model;
};

struct ApiFailure {
    Error error;
    std::optional<std::chrono::seconds> retry_after = std::nullopt;  // as the server asked, within the limit
    std::string unsupported = {};  // a parameter of the request that this model does not take
};

// Of a response whose status is not 2xx.
ApiFailure failure_of(const Endpoint& endpoint, const platform::HttpResponse& response, Timestamp now);

// Of an error object within a reply that began well.
ApiFailure failure_in_reply(const Endpoint& endpoint, const Json& error);

// The beginning of a foreign text on one line: at most k_quoted_bytes_max, well-formed.
std::string excerpt_of(std::string_view foreign);

}  // namespace familiar::infer::openai
