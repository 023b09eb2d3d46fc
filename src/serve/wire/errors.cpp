#include "serve/wire/errors.h"

#include "base/json.h"

namespace familiar::serve::wire {

namespace {

// The `type` that OpenAI's API has for a status.
std::string_view openai_type(int status) {
    switch (status) {
        case 401: return "authentication_error";
        case 403: return "permission_error";
        case 429: return "rate_limit_error";
        default: return status >= 500 ? "server_error" : "invalid_request_error";
    }
}

}  // namespace

int status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::not_found: return 404;
        case ErrorCode::invalid_argument: return 400;
        case ErrorCode::denied: return 403;
        case ErrorCode::unavailable: return 503;
        case ErrorCode::deadline: return 504;
        case ErrorCode::cancelled: return 499;
        case ErrorCode::conflict: return 409;
        case ErrorCode::exhausted: return 429;
        case ErrorCode::corrupt:
        case ErrorCode::internal: return 500;
    }
    return 500;
}

Complaint complaint_of(const Error& error) {
    return {status_of(error.code), std::string(name_of(error.code)), error.text()};
}

std::string complaint_json(const Complaint& complaint, Shape shape, std::string_view request_id) {
    if (shape == Shape::openai) {
        return json_text({{"error",
                           {{"message", complaint.message},
                            {"type", openai_type(complaint.status)},
                            {"param", complaint.param.empty() ? Json(nullptr) : Json(complaint.param)},
                            {"code", complaint.code}}}});
    }
    return json_text(
        {{"error", {{"code", complaint.code}, {"message", complaint.message}, {"request_id", request_id}}}});
}

http::Response complaint_response(const Complaint& complaint, Shape shape, std::string_view request_id) {
    auto response = http::response(complaint.status, "application/json", complaint_json(complaint, shape, request_id));
    if (complaint.status == 401) response.with("www-authenticate", "Bearer");
    if (complaint.status == 503) response.with("retry-after", "2");
    return response;
}

}  // namespace familiar::serve::wire
