#include "infer/openai/errors.h"

#include "base/utf8.h"
#include "infer/limits.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace familiar::infer::openai {

namespace {

// What a body tells, in whatever shape.
struct Told {
    std::string message;
    std::string code;
    std::string type;
    std::string param;
    std::optional<std::int64_t> status = std::nullopt;
    std::optional<std::int64_t> prompt_tokens = std::nullopt;
    std::optional<std::int64_t> context_tokens = std::nullopt;
};

// {"error":{"message","type","code","param"}} of OpenAI, {"error":"…"}, {"message":"…"}, {"detail":"…"} or FastAPI's
// {"detail":[{"msg":"…"}]}, {"errors":[{"message":"…"}]}.
std::string message_of(const Json& object) {
    if (object.is_string()) return object.get<std::string>();
    if (object.is_array()) return object.empty() ? std::string() : message_of(object.front());
    for (const char* key : {"message", "msg", "detail", "error", "errors", "title"}) {
        const Json& value = member(object, key);
        if (value.is_null() || value.is_boolean()) continue;
        if (std::string message = message_of(value); !message.empty()) return message;
    }
    return {};
}

Told told_by(const Json& body) {
    const Json& nested = member(body, "error");
    const Json& error = nested.is_object() ? nested : body;
    Told told{message_of(error), text_at(error, "code"), text_at(error, "type"), text_at(error, "param")};
    told.status = integer_at(error, "code");
    if (!told.status) told.status = integer_at(error, "status");
    told.prompt_tokens = integer_at(error, "n_prompt_tokens");
    told.context_tokens = integer_at(error, "n_ctx");
    return told;
}

Told told_by(const std::string& body) {
    if (const auto json = parse_json(body)) return told_by(*json);
    return {body.starts_with('<') ? std::string() : body, {}, {}, {}};  // the page of some proxy says nothing
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

template <std::size_t N>
bool says_any(const std::string& text, const std::array<std::string_view, N>& phrases) {
    return std::ranges::any_of(phrases,
                               [&](std::string_view phrase) { return text.find(phrase) != std::string::npos; });
}

bool too_long(const Told& told) {
    static constexpr std::array<std::string_view, 2> k_codes = {"context_length_exceeded", "exceed_context_size"};
    static constexpr std::array<std::string_view, 9> k_phrases = {
        "context length",    "context size",       "context window",
        "maximum context",   "prompt is too long", "too many tokens",
        "input is too long", "too long for",       "exceeds the available context"};
    return says_any(told.code + ' ' + told.type, k_codes) || says_any(lower(told.message), k_phrases);
}

bool about_model(const Told& told) {
    return told.code == "model_not_found" || told.param == "model" ||
           lower(told.message).find("model") != std::string::npos;
}

// The name of a parameter that the model refuses, if that is what the error says.
std::string unsupported_by(const Told& told) {
    static constexpr std::array<std::string_view, 5> k_phrases = {"unsupported parameter", "unsupported value",
                                                                  "not supported", "unrecognized request argument",
                                                                  "extra inputs are not permitted"};
    static constexpr std::array<std::string_view, 8> k_optional = {
        "max_tokens", "temperature", "top_p", "stop", "seed", "reasoning_effort", "stream_options", "tool_choice"};
    const std::string message = lower(told.message);
    const bool refused =
        told.code == "unsupported_parameter" || told.code == "unsupported_value" || says_any(message, k_phrases);
    if (!refused) return {};
    for (const std::string_view name : k_optional) {
        if (told.param == name || message.find(fmt::format("'{}'", name)) != std::string::npos)
            return std::string(name);
    }
    return {};
}

std::string because(const Told& told) {
    const std::string words = excerpt_of(told.message);
    return words.empty() ? std::string() : fmt::format(": \"{}\"", words);
}

Failure too_long_for(const Endpoint& endpoint, const Told& told) {
    std::string size;
    if (told.prompt_tokens && told.context_tokens)
        size = fmt::format(" ({} tokens; it takes {})", *told.prompt_tokens, *told.context_tokens);
    return fail(ErrorCode::exhausted,
                fmt::format("the conversation is longer than engine '{}' can read{}{}; start a new "
                            "one, or use an engine with a longer context",
                            endpoint.engine, size, because(told)));
}

Failure busy(const Endpoint& endpoint, int status, const Told& told, std::optional<std::chrono::seconds> retry_after) {
    const std::string when =
        retry_after ? fmt::format("try again in {} s", retry_after->count()) : std::string("try again in a moment");
    const char* how = status == 429 ? "has had as many requests as it takes" : "cannot serve now";
    return fail(ErrorCode::unavailable, fmt::format("engine '{}' at {} {} (HTTP {}){}; {}", endpoint.engine,
                                                    endpoint.host, how, status, because(told), when));
}

Failure missing(const Endpoint& endpoint, const Told& told) {
    if (about_model(told)) {
        return fail(ErrorCode::not_found,
                    fmt::format("{} has no model '{}'{}; set the model of engine '{}' to one that it has",
                                endpoint.host, endpoint.model, because(told), endpoint.engine));
    }
    return fail(ErrorCode::not_found,
                fmt::format("{} does not speak OpenAI's protocol at this address (HTTP 404){}; check "
                            "the address of engine '{}': most end in /v1",
                            endpoint.host, because(told), endpoint.engine));
}

Failure error_by_status(const Endpoint& endpoint, int status, const Told& told,
                        std::optional<std::chrono::seconds> retry_after) {
    if ((status == 400 || status == 413 || status == 422 || status == 500) && too_long(told))
        return too_long_for(endpoint, told);
    if (status == 401 || status == 403) {
        return fail(ErrorCode::denied, fmt::format("{} refused the key (HTTP {}){}; check the key of engine '{}'",
                                                   endpoint.host, status, because(told), endpoint.engine));
    }
    if (status == 404) return missing(endpoint, told);
    if (status == 413) {
        return fail(ErrorCode::exhausted,
                    fmt::format("the request is larger than {} takes (HTTP 413); leave out pictures "
                                "or start a new conversation",
                                endpoint.host));
    }
    if (status == 408 || status == 409 || status == 425 || status == 429 || status >= 500)
        return busy(endpoint, status, told, retry_after);
    if (status < 400) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} answers from another address (HTTP {}); give engine '{}' the "
                                "address that it moved to",
                                endpoint.host, status, endpoint.engine));
    }
    return fail(ErrorCode::invalid_argument, fmt::format("{} does not take the request of engine '{}' (HTTP {}){}",
                                                         endpoint.host, endpoint.engine, status, because(told)));
}

ApiFailure made(const Endpoint& endpoint, int status, const Told& told,
                std::optional<std::chrono::seconds> retry_after) {
    Failure failure = error_by_status(endpoint, status, told, retry_after);
    ApiFailure out{std::move(failure.error()), retry_after};
    if (status == 400 || status == 422) out.unsupported = unsupported_by(told);
    return out;
}

// An error object in a stream has no status of its own; its code or type tells one.
int status_told(const Told& told) {
    if (told.status && *told.status >= 400 && *told.status < 600) return static_cast<int>(*told.status);
    const std::string kind = lower(told.code + ' ' + told.type);
    const auto has = [&](std::string_view word) { return kind.find(word) != std::string::npos; };
    if (has("rate_limit") || has("overload") || has("insufficient_quota")) return 429;
    if (has("authentication") || has("permission") || has("api_key")) return 401;
    if (has("not_found")) return 404;
    if (has("invalid_request") || has("context")) return 400;
    return 500;
}

}  // namespace

ApiFailure failure_of(const Endpoint& endpoint, const platform::HttpResponse& response, Timestamp now) {
    auto retry_after = platform::retry_after(response, now);
    if (retry_after) retry_after = std::min(*retry_after, k_retry_after_max);
    return made(endpoint, response.status, told_by(response.body), retry_after);
}

ApiFailure failure_in_reply(const Endpoint& endpoint, const Json& error) {
    const Told told = error.is_string() ? Told{error.get<std::string>(), {}, {}, {}} : told_by(error);
    return made(endpoint, too_long(told) ? 400 : status_told(told), told, std::nullopt);
}

std::string excerpt_of(std::string_view foreign) {
    const std::string text = utf8::repaired(foreign.substr(0, 4 * k_quoted_bytes_max));
    std::string out;
    for (const char c : text) {
        const bool blank = static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (out.size() > k_quoted_bytes_max) out = std::string(utf8::prefix(out, k_quoted_bytes_max)) + "…";
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

}  // namespace familiar::infer::openai
