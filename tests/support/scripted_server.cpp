#include "tests/support/scripted_server.h"

#include "base/json.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <set>

namespace familiar::test {

namespace {

using infer::ChatOutcome;
using infer::ChatRequest;
using infer::Delta;
using Thoughts = ServedScript::Thoughts;

infer::Role role_of(const std::string& name) {
    if (name == "system" || name == "developer") return infer::Role::system;
    if (name == "assistant") return infer::Role::assistant;
    return name == "tool" ? infer::Role::tool : infer::Role::user;
}

// Pictures keep their data URL as it came.
infer::Message message_of(const Json& json) {
    infer::Message message{.role = role_of(text_at(json, "role")), .text = text_at(json, "content")};
    message.tool_call_id = text_at(json, "tool_call_id");
    if (const Json& parts = member(json, "content"); parts.is_array()) {
        for (const Json& part : parts) {
            message.text += text_at(part, "text");
            if (text_at(part, "type") == "image_url")
                message.pictures.push_back({"", text_at(member(part, "image_url"), "url")});
        }
    }
    if (const Json& calls = member(json, "tool_calls"); calls.is_array()) {
        for (const Json& call : calls) {
            const Json& function = member(call, "function");
            message.tool_calls.push_back(
                {text_at(call, "id"), text_at(function, "name"), text_at(function, "arguments")});
        }
    }
    return message;
}

ChatRequest chat_of(const Json& body) {
    ChatRequest request;
    if (const Json& messages = member(body, "messages"); messages.is_array())
        for (const Json& message : messages) request.messages.push_back(message_of(message));
    if (const Json& tools = member(body, "tools"); tools.is_array()) {
        for (const Json& tool : tools) {
            const Json& function = member(tool, "function");
            request.tools.push_back({text_at(function, "name"), text_at(function, "description"),
                                     json_text(member(function, "parameters"))});
        }
    }
    if (const Json& choice = member(body, "tool_choice"); !choice.is_null()) request.tool_choice = json_text(choice);
    if (const Json& format = member(body, "response_format"); !format.is_null())
        request.response_format = json_text(format);
    request.effort = infer::effort_from(text_at(body, "reasoning_effort"));
    for (const char* key : {"max_tokens", "max_completion_tokens"})
        if (const auto limit = integer_at(body, key)) request.tokens_max = *limit;
    if (const Json& stop = member(body, "stop"); stop.is_array())
        for (const Json& text : stop) request.stop.push_back(text.is_string() ? text.get<std::string>() : "");
    request.seed = integer_at(body, "seed");
    // Conversations that begin alike share a cache, as slots do.
    if (!request.messages.empty()) request.cache_key = request.messages.front().text;
    return request;
}

Json usage_json(const ChatOutcome& outcome) {
    const TokenUsage& usage = outcome.usage;
    return {{"prompt_tokens", usage.prompt},
            {"completion_tokens", usage.completion},
            {"total_tokens", usage.prompt + usage.completion},
            {"prompt_tokens_details", {{"cached_tokens", usage.prompt_cached}}},
            {"completion_tokens_details", {{"reasoning_tokens", usage.reasoning}}}};
}

Json timings_json(const ChatOutcome& outcome) {
    return {{"prompt_n", outcome.prompt_evaluated},
            {"cache_n", outcome.usage.prompt_cached},
            {"predicted_n", outcome.usage.completion}};
}

Json tool_calls_json(const ChatOutcome& outcome) {
    Json calls = Json::array();
    for (std::size_t i = 0; i < outcome.tool_calls.size(); ++i) {
        const infer::ToolCall& call = outcome.tool_calls[i];
        calls.push_back({{"index", i},
                         {"id", call.id},
                         {"type", "function"},
                         {"function", {{"name", call.name}, {"arguments", call.arguments}}}});
    }
    return calls;
}

struct Refusal {
    int status;
    std::string type;
};

Refusal refusal_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::denied: return {401, "authentication_error"};
        case ErrorCode::not_found: return {404, "model_not_found"};
        case ErrorCode::invalid_argument: return {400, "invalid_request_error"};
        case ErrorCode::exhausted: return {400, "context_length_exceeded"};
        case ErrorCode::deadline: return {504, "timeout"};
        case ErrorCode::internal: return {500, "server_error"};
        default: return {503, "unavailable_error"};
    }
}

Json error_json(const Error& error) {
    const Refusal refusal = refusal_of(error.code);
    return {{"error", {{"message", error.message}, {"type", refusal.type}, {"code", refusal.type}}}};
}

// Writes one reply; the head goes out with the first delta, so that an error before it can have a status.
class Reply {
public:
    Reply(Peer& peer, const ServedScript& options, const infer::ScriptedEngine& engine, const platform::Clock& clock)
        : peer_(peer), options_(options), engine_(engine), clock_(clock) {}

    bool delta(const Delta& delta) {
        if (!options_.streams) return true;
        const bool thought = delta.kind == Delta::Kind::reasoning;
        if (options_.thoughts == Thoughts::reasoning_content || options_.thoughts == Thoughts::reasoning) {
            const char* name = options_.thoughts == Thoughts::reasoning ? "reasoning" : "reasoning_content";
            return chunk({{thought ? name : "content", delta.text}});
        }
        return chunk({{"content", marked(thought) + delta.text}});
    }

    void finish(const ChatOutcome& outcome) {
        if (!options_.streams) return whole(outcome);
        if (!outcome.tool_calls.empty()) chunk({{"tool_calls", tool_calls_json(outcome)}});
        if (const std::string end = marked(false); !end.empty()) chunk({{"content", end}});
        Json last = {{"index", 0}, {"delta", Json::object()}, {"finish_reason", name_of(outcome.finish)}};
        Json usage = {{"choices", Json::array()}, {"usage", usage_json(outcome)}};
        if (options_.llama_server) usage["timings"] = timings_json(outcome);
        event({{"model", outcome.model}, {"choices", {last}}});
        event(usage);
        peer_.send_chunk("data: [DONE]\n\n");
        peer_.send_chunk("");
    }

    void fail(const Error& error) {
        if (error.message == infer::ScriptedEngine::k_cut_message) return peer_.hang_up();
        if (error.code == ErrorCode::corrupt && !begun_) {
            peer_.respond(200, "<html>nothing of yours</html>");
        } else if (begun_) {
            event(error_json(error));
            peer_.send_chunk("");
        } else {
            peer_.respond(refusal_of(error.code).status, json_text(error_json(error)), headers_of_failure());
        }
    }

private:
    // Text with the tag that has to come before it.
    std::string marked(bool thought) {
        if (thought == thinking_) return {};
        const bool opens = std::exchange(thinking_, thought), unopened = options_.thoughts == Thoughts::unopened;
        if (options_.thoughts != Thoughts::tags && !unopened) return {};
        return opens ? "\n</think>\n\n" : (unopened ? "" : "<think>\n");
    }

    bool chunk(const Json& delta) {
        return event({{"object", "chat.completion.chunk"},
                      {"model", engine_.card().model},
                      {"choices", {{{"index", 0}, {"delta", delta}, {"finish_reason", nullptr}}}}});
    }

    bool event(const Json& json) {
        if (!std::exchange(begun_, true))
            peer_.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        return peer_.send_chunk(fmt::format("data: {}\n\n", json_text(json)));
    }

    void whole(const ChatOutcome& outcome) {
        std::string text = outcome.text;
        Json message = {{"role", "assistant"}};
        if (options_.thoughts == Thoughts::reasoning_content) message["reasoning_content"] = outcome.reasoning;
        if (options_.thoughts == Thoughts::reasoning) message["reasoning"] = outcome.reasoning;
        if (options_.thoughts == Thoughts::tags) text = "<think>\n" + outcome.reasoning + "\n</think>\n\n" + text;
        if (options_.thoughts == Thoughts::unopened) text = outcome.reasoning + "\n</think>\n\n" + text;
        message["content"] = text;
        if (!outcome.tool_calls.empty()) message["tool_calls"] = tool_calls_json(outcome);
        Json reply = {{"object", "chat.completion"},
                      {"model", outcome.model},
                      {"usage", usage_json(outcome)},
                      {"choices", {{{"index", 0}, {"message", message}, {"finish_reason", name_of(outcome.finish)}}}}};
        if (options_.llama_server) reply["timings"] = timings_json(outcome);
        peer_.respond(200, json_text(reply));
    }

    std::string headers_of_failure() const {
        std::string headers = "Content-Type: application/json\r\n";
        const auto rest = engine_.rests_until();
        if (rest && *rest > clock_.steady()) {
            const auto seconds = std::chrono::ceil<std::chrono::seconds>(*rest - clock_.steady());
            headers += fmt::format("Retry-After: {}\r\n", seconds.count());
        }
        return headers;
    }

    Peer& peer_;
    const ServedScript& options_;
    const infer::ScriptedEngine& engine_;
    const platform::Clock& clock_;
    bool begun_ = false;
    bool thinking_ = false;
};

// A direction for a text: its bytes, counted.
Json vector_of(const std::string& text) {
    std::vector<float> vector(8, 0.0F);
    for (std::size_t i = 0; i < text.size(); ++i) vector[static_cast<unsigned char>(text[i]) % 8] += 1.0F;
    return vector;
}

Json embeddings(const Json& body) {
    Json list = Json::array();
    for (const Json& text : member(body, "input"))
        list.push_back({{"index", list.size()}, {"embedding", vector_of(text.get<std::string>())}});
    std::reverse(list.begin(), list.end());  // the index counts, not the order
    return {{"object", "list"}, {"data", list}};
}

// By how many different letters a text shares with the question; the best first, as the endpoints have it.
Json scores(const Json& body) {
    const std::string question = text_at(body, "query");
    const std::set<char> wanted(question.begin(), question.end());
    std::vector<std::pair<double, std::size_t>> order;
    for (const Json& text : member(body, "documents")) {
        const std::string words = text.get<std::string>();
        const std::set<char> letters(words.begin(), words.end());
        const auto shared = std::ranges::count_if(letters, [&](char c) { return wanted.contains(c); });
        order.emplace_back(static_cast<double>(shared), order.size());
    }
    std::ranges::sort(order, std::greater());
    Json list = Json::array();
    for (const auto& [score, index] : order) list.push_back({{"index", index}, {"relevance_score", score}});
    return {{"results", list}};
}

}  // namespace

ScriptedServer::ScriptedServer(infer::ScriptedEngine& engine, ServedScript options)
    : engine_(engine),
      options_(std::move(options)),
      listener_(options_.port, options_.unix_socket,
                [this](Peer& peer, const HttpText& request) { answer(peer, request); }) {}

std::string ScriptedServer::base_url() const { return fmt::format("http://127.0.0.1:{}/v1", port()); }

void ScriptedServer::answer(Peer& peer, const HttpText& request) {
    const bool known =
        options_.key.empty() || request.head.find("Bearer " + options_.key + "\r\n") != std::string::npos;
    if (!known) {
        // Some servers repeat what they refuse.
        peer.respond(401, json_text({{"error", {{"message", "Incorrect API key provided: " + request.head}}}}));
    } else if (request.starts("POST /v1/chat/completions ")) {
        chat(peer, request);
    } else if (request.starts("GET /v1/models ") || request.starts("GET /health ")) {
        const auto up = engine_.probe(Call(clock_));
        Json models = {{"object", "list"}, {"data", {{{"id", engine_.card().model}, {"object", "model"}}}}};
        peer.respond(up ? 200 : 503, json_text(up ? models : error_json(up.error())));
    } else if (request.starts("POST /v1/embeddings ") || request.starts("POST /v1/rerank ")) {
        const auto body = parse_json(request.body);
        const bool rerank = request.starts("POST /v1/rerank ");
        peer.respond(body ? 200 : 400, body ? json_text(rerank ? scores(*body) : embeddings(*body)) : "{}");
    } else {
        peer.respond(404, R"({"detail":"Not Found"})");
    }
}

void ScriptedServer::chat(Peer& peer, const HttpText& request) {
    const auto body = parse_json(request.body);
    if (!body) {
        peer.respond(400, json_text(error_json(body.error())));
        return;
    }
    ServedScript options = options_;
    options.streams = options_.streams && member(*body, "stream") == Json(true);
    Reply reply(peer, options, engine_, clock_);
    peer.while_there([&](std::stop_token gone) {
        const Call call(clock_, std::move(gone), {}, "scripted");
        const auto outcome = engine_.chat(call, chat_of(*body), [&](const Delta& delta) { return reply.delta(delta); });
        if (outcome)
            reply.finish(*outcome);
        else
            reply.fail(outcome.error());
    });
}

}  // namespace familiar::test
