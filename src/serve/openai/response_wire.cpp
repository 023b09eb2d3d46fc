#include "serve/openai/response_wire.h"

#include "serve/openai/begin.h"
#include "serve/wire/errors.h"
#include "serve/wire/offsets.h"

namespace familiar::serve::openai {

namespace {

// Parts of the request stand in every response; those that were not sent with what holds instead.
Json as_sent(const std::string& json, const Json& otherwise) {
    if (json.empty()) return otherwise;
    auto parsed = parse_json(json);
    return parsed ? parsed.release() : otherwise;
}

Json tools_json(const std::vector<ChatTool>& tools) {
    Json list = Json::array();
    for (const ChatTool& tool : tools) {
        list.push_back({{"type", "function"},
                        {"name", tool.name},
                        {"description", tool.description},
                        {"parameters", as_sent(tool.parameters, Json::object())},
                        {"strict", false}});
    }
    return list;
}

Json format_json(const std::string& response_format) {
    Json format = as_sent(response_format, {{"type", "text"}});
    if (!format.contains("json_schema")) return format;
    Json flat = format["json_schema"];
    flat["type"] = "json_schema";
    return flat;
}

// How hard was thought, as the mode says it where the client did not.
std::string_view effort_of(const ChatRequest& asked) {
    if (asked.request.client && asked.request.client->effort) return name_of(*asked.request.client->effort);
    switch (asked.request.mode) {
        case Mode::thinking: return name_of(Effort::medium);
        case Mode::contemplating: return name_of(Effort::high);
        default: return name_of(Effort::low);
    }
}

Json usage_json(const TokenUsage& usage) {
    return {{"input_tokens", usage.prompt},
            {"input_tokens_details", {{"cached_tokens", usage.prompt_cached}, {"cache_write_tokens", 0}}},
            {"output_tokens", usage.completion},
            {"output_tokens_details", {{"reasoning_tokens", usage.reasoning}}},
            {"total_tokens", usage.prompt + usage.completion}};
}

Json optional_number(const std::optional<double>& number) { return number ? Json(*number) : Json(nullptr); }

}  // namespace

Json begun_response_json(const ResponseFrame& frame) {
    const ClientRequest client = frame.asked.request.client.value_or(ClientRequest{});
    return {{"id", frame.id},
            {"object", "response"},
            {"created_at", frame.created},
            {"status", "in_progress"},
            {"error", nullptr},
            {"incomplete_details", nullptr},
            {"instructions", nullptr},
            {"max_output_tokens", client.tokens_max ? Json(*client.tokens_max) : Json(nullptr)},
            {"model", frame.asked.model.id},
            {"output", Json::array()},
            {"parallel_tool_calls", true},
            {"previous_response_id", nullptr},
            {"reasoning", {{"effort", effort_of(frame.asked)}, {"summary", nullptr}}},
            {"store", false},
            {"temperature", optional_number(client.temperature)},
            {"text", {{"format", format_json(client.response_format)}}},
            {"tool_choice", as_sent(client.tool_choice, "auto")},
            {"tools", tools_json(client.tools)},
            {"top_p", optional_number(client.top_p)},
            {"truncation", "disabled"},
            {"usage", nullptr},
            {"metadata", Json::object()}};
}

Json response_json(const ResponseFrame& frame, const Answer& answer) {
    Json response = begun_response_json(frame);
    response["status"] = answer.cut_short ? "incomplete" : "completed";
    if (answer.cut_short) response["incomplete_details"] = {{"reason", "max_output_tokens"}};
    const std::string text = answer.text();
    if (!text.empty() || answer.tool_calls.empty()) {
        Json annotations = Json::array();
        for (const TurnEvent& event : events_of(answer)) {
            if (const auto* citation = std::get_if<CitationEvent>(&event))
                annotations.push_back(response_annotation_json(*citation, text));
        }
        response["output"].push_back(message_item_json(frame, answer.cut_short ? "incomplete" : "completed",
                                                       Json::array({output_text_json(text, std::move(annotations))})));
    }
    for (const ToolCall& call : answer.tool_calls) response["output"].push_back(call_item_json(call, "completed"));
    response["usage"] = usage_json(usage_of(answer, frame.asked.prompt_words));
    return response;
}

Json failed_response_json(const ResponseFrame& frame, const Error& error) {
    Json response = begun_response_json(frame);
    response["status"] = error.code == ErrorCode::cancelled ? "cancelled" : "failed";
    response["error"] = {{"code", "server_error"}, {"message", error.text()}};
    return response;
}

Json response_annotation_json(const CitationEvent& event, std::string_view answer_text) {
    const auto anchor = wire::counted(answer_text, event.citation.anchor, wire::Unit::code_point);
    return {{"type", "url_citation"},        {"start_index", anchor.start}, {"end_index", anchor.end},
            {"url", address_of(event.post)}, {"title", title_of(event)},    {"familiar", familiar_json(event)}};
}

Json output_text_json(const std::string& text, Json annotations) {
    return {
        {"type", "output_text"}, {"text", text}, {"annotations", std::move(annotations)}, {"logprobs", Json::array()}};
}

Json message_item_json(const ResponseFrame& frame, std::string_view status, Json content) {
    return {{"type", "message"},
            {"id", frame.message},
            {"status", status},
            {"role", "assistant"},
            {"content", std::move(content)}};
}

Json call_item_json(const ToolCall& call, std::string_view status) {
    return {{"type", "function_call"},
            {"id", "fc_" + call.id},
            {"call_id", call.id},
            {"name", call.name},
            {"arguments", status == "completed" ? call.arguments : std::string()},
            {"status", status}};
}

}  // namespace familiar::serve::openai
