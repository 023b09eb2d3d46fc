// How an error looks on the wire: one table from ErrorCode to HTTP status, and the two shapes of its JSON.
#pragma once

#include "base/result.h"
#include "serve/http/message.h"

#include <string>
#include <string_view>

namespace familiar::serve::wire {

enum class Shape { own, openai };

int status_of(ErrorCode code);

// What is said to a client. `code` is ours ("not_found"); `param` names the part of an OpenAI request that was wrong.
struct Complaint {
    int status = 500;
    std::string code;
    std::string message;
    std::string param = {};
};

Complaint complaint_of(const Error& error);
std::string complaint_json(const Complaint& complaint, Shape shape, std::string_view request_id);
http::Response complaint_response(const Complaint& complaint, Shape shape, std::string_view request_id);

}  // namespace familiar::serve::wire
