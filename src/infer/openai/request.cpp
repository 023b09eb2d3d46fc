#include "infer/openai/request.h"

#include "base/json.h"
#include "infer/limits.h"

#include <fmt/format.h>
#include <string_view>

namespace familiar::infer::openai {

namespace {

std::string_view name_of(Role role) {
    switch (role) {
        case Role::system: return "system";
        case Role::user: return "user";
        case Role::assistant: return "assistant";
        case Role::tool: return "tool";
    }
    return "user";
}

Json content_of(const Message& message) {
    if (message.pictures.empty()) return message.text;
    Json parts = Json::array();
    if (!message.text.empty()) parts.push_back({{"type", "text"}, {"text", message.text}});
    for (const Picture& picture : message.pictures) {
        const std::string url = fmt::format("data:{};base64,{}", picture.media_type, to_base64(picture.bytes));
        parts.push_back({{"type", "image_url"}, {"image_url", {{"url", url}}}});
    }
    return parts;
}

Json message_json(const Message& message) {
    Json out = {{"role", name_of(message.role)}, {"content", content_of(message)}};
    if (message.role == Role::tool) out["tool_call_id"] = message.tool_call_id;
    if (message.tool_calls.empty()) return out;
    if (message.text.empty()) out["content"] = nullptr;
    Json calls = Json::array();
    for (const ToolCall& call : message.tool_calls) {
        // Templates of models read the arguments; what a model broke would break the whole request.
        const bool whole = parse_json(call.arguments).has_value();
        calls.push_back({{"id", call.id},
                         {"type", "function"},
                         {"function", {{"name", call.name}, {"arguments", whole ? call.arguments : "{}"}}}});
    }
    out["tool_calls"] = std::move(calls);
    return out;
}

Result<Json> json_of(std::string_view name, const std::string& text) {
    auto json = parse_json(text);
    if (!json) return fail(ErrorCode::invalid_argument, fmt::format("{} is {}", name, json.error().message));
    return json;
}

Result<Json> tools_json(const std::vector<Tool>& tools) {
    Json out = Json::array();
    for (const Tool& tool : tools) {
        Json function = {{"name", tool.name}, {"description", tool.description}};
        if (!tool.parameters.empty())
            function["parameters"] = TRY(json_of(fmt::format("the schema of tool '{}'", tool.name), tool.parameters));
        out.push_back({{"type", "function"}, {"function", std::move(function)}});
    }
    return out;
}

// OpenAI's JSON, where the words alone are often written without quotes.
Result<Json> tool_choice_json(const std::string& choice) {
    if (choice == "auto" || choice == "none" || choice == "required") return Json(choice);
    return json_of("tool_choice", choice);
}

void add_sampling(Json& body, const ChatRequest& request, const Dialect& dialect) {
    const auto add = [&](const char* name, const auto& value) {
        if (value && !dialect.unsupported.contains(name)) body[name] = *value;
    };
    add("temperature", request.temperature);
    add("top_p", request.top_p);
    add("seed", request.seed);
    if (!request.stop.empty() && !dialect.unsupported.contains("stop")) body["stop"] = request.stop;
    body[dialect.unsupported.contains("max_tokens") ? "max_completion_tokens" : "max_tokens"] = request.tokens_max;
    if (request.effort && !dialect.unsupported.contains("reasoning_effort"))
        body["reasoning_effort"] = infer::name_of(*request.effort);
}

void add_llama_server(Json& body, const ChatRequest& request, const Dialect& dialect) {
    body["cache_prompt"] = true;
    if (dialect.slot) body["id_slot"] = *dialect.slot;
    if (request.effort == Effort::none) body["chat_template_kwargs"] = {{"enable_thinking", false}};
    if (request.reasoning_tokens_max) body["thinking_budget_tokens"] = *request.reasoning_tokens_max;
}

}  // namespace

Result<std::string> chat_body(const ChatRequest& request, const Dialect& dialect) {
    Json body = {{"stream", true}, {"messages", Json::array()}};
    if (!dialect.unsupported.contains("stream_options")) body["stream_options"] = {{"include_usage", true}};
    if (!dialect.model.empty()) body["model"] = dialect.model;
    for (const Message& message : request.messages) body["messages"].push_back(message_json(message));
    if (!request.tools.empty()) {
        body["tools"] = TRY(tools_json(request.tools));
        if (!request.tool_choice.empty() && !dialect.unsupported.contains("tool_choice"))
            body["tool_choice"] = TRY(tool_choice_json(request.tool_choice));
    }
    if (!request.response_format.empty())
        body["response_format"] = TRY(json_of("response_format", request.response_format));
    add_sampling(body, request, dialect);
    if (dialect.server == Server::llama_server) add_llama_server(body, request, dialect);
    std::string text = json_text(body);
    if (text.size() > k_request_bytes_max) {
        return fail(ErrorCode::exhausted,
                    fmt::format("the conversation and its pictures are {} MB; engines are sent at "
                                "most {} MB: leave out pictures",
                                text.size() >> 20U, k_request_bytes_max >> 20U));
    }
    return text;
}

std::string embedding_body(std::span<const std::string> texts, const std::string& model) {
    Json body = {{"input", texts}, {"encoding_format", "float"}};
    if (!model.empty()) body["model"] = model;
    return json_text(body);
}

// llama-server, Jina and vLLM read the same names.
std::string rerank_body(const std::string& question, std::span<const std::string> texts, const std::string& model) {
    Json body = {{"query", question}, {"documents", texts}, {"top_n", texts.size()}, {"return_documents", false}};
    if (!model.empty()) body["model"] = model;
    return json_text(body);
}

std::string to_base64(std::string_view bytes) {
    static constexpr std::string_view k_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t at) {
            return at < bytes.size() ? std::uint32_t{static_cast<unsigned char>(bytes[at])} : 0U;
        };
        const std::uint32_t three = (byte(i) << 16U) | (byte(i + 1) << 8U) | byte(i + 2);
        out += k_letters[three >> 18U];
        out += k_letters[(three >> 12U) & 63U];
        out += i + 1 < bytes.size() ? k_letters[(three >> 6U) & 63U] : '=';
        out += i + 2 < bytes.size() ? k_letters[three & 63U] : '=';
    }
    return out;
}

}  // namespace familiar::infer::openai
