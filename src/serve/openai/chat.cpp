// POST /v1/chat/completions, whole and as a stream, with citations as annotations.
#include "serve/api/api.h"
#include "serve/api/common.h"
#include "serve/openai/begin.h"
#include "serve/openai/chat_request.h"
#include "serve/openai/telling.h"
#include "serve/wire/errors.h"
#include "serve/wire/offsets.h"
#include "serve/wire/turns.h"

namespace familiar::serve::openai {

namespace {

// What all parts of one completion say about it.
struct Completion {
    std::string id;
    std::int64_t created = 0;
    std::string model;
    bool usage_in_stream = false;
    std::size_t prompt_words = 0;
    std::string request_id;
    PersonId person;
    KnownAnswers& answers;
};

Json annotation_json(const CitationEvent& event, std::string_view answer_text) {
    const auto anchor = wire::counted(answer_text, event.citation.anchor, wire::Unit::code_point);
    return {{"type", "url_citation"},
            {"url_citation",
             {{"start_index", anchor.start},
              {"end_index", anchor.end},
              {"url", address_of(event.post)},
              {"title", title_of(event)}}},
            {"familiar", familiar_json(event)}};
}

Json usage_json(const TokenUsage& usage) {
    return {{"prompt_tokens", usage.prompt},
            {"completion_tokens", usage.completion},
            {"total_tokens", usage.prompt + usage.completion},
            {"prompt_tokens_details", {{"cached_tokens", usage.prompt_cached}}},
            {"completion_tokens_details", {{"reasoning_tokens", usage.reasoning}}}};
}

std::string_view finish_reason(const Answer& answer) {
    if (!answer.tool_calls.empty()) return "tool_calls";
    return answer.cut_short ? "length" : "stop";
}

Json call_json(const ToolCall& call) {
    return {{"id", call.id}, {"type", "function"}, {"function", {{"name", call.name}, {"arguments", call.arguments}}}};
}

Json completion_json(const Completion& completion, const Answer& answer) {
    const std::string text = answer.text();
    Json annotations = Json::array();
    for (const TurnEvent& event : events_of(answer)) {
        if (const auto* citation = std::get_if<CitationEvent>(&event))
            annotations.push_back(annotation_json(*citation, text));
    }
    Json message = {{"role", "assistant"},
                    {"content", text.empty() && !answer.tool_calls.empty() ? Json(nullptr) : Json(text)},
                    {"refusal", nullptr},
                    {"annotations", std::move(annotations)}};
    for (const ToolCall& call : answer.tool_calls) message["tool_calls"].push_back(call_json(call));
    return {{"id", completion.id},
            {"object", "chat.completion"},
            {"created", completion.created},
            {"model", completion.model},
            {"choices", Json::array({{{"index", 0},
                                      {"message", std::move(message)},
                                      {"logprobs", nullptr},
                                      {"finish_reason", finish_reason(answer)}}})},
            {"usage", usage_json(usage_of(answer, completion.prompt_words))}};
}

class ChunkWriter final : public EventWriter {
public:
    explicit ChunkWriter(Completion completion) : completion_(std::move(completion)) {}

    std::string begin() override {
        return chunk({{"role", "assistant"}, {"content", ""}, {"refusal", nullptr}}, nullptr);
    }

    std::string write(const TurnEvent& event) override {
        if (const auto* text = std::get_if<TextEvent>(&event)) {
            text_ += text->text;
            return chunk({{"content", text->text}}, nullptr);
        }
        if (const auto* citation = std::get_if<CitationEvent>(&event))
            return chunk({{"annotations", Json::array({annotation_json(*citation, text_)})}}, nullptr);
        if (const auto* error = std::get_if<ErrorEvent>(&event)) {
            return wire::server_sent(
                0, "",
                wire::complaint_json(wire::complaint_of(error->error), wire::Shape::openai, completion_.request_id));
        }
        const auto* done = std::get_if<DoneEvent>(&event);
        return done == nullptr ? std::string() : last(remembered(completion_.answers, completion_.person, done->turn));
    }

    std::string end() override { return wire::server_sent(0, "", "[DONE]"); }

private:
    std::string last(const Answer& answer) const {
        std::string end;
        for (std::size_t i = 0; i < answer.tool_calls.size(); ++i) {
            Json call = call_json(answer.tool_calls[i]);
            call["index"] = i;
            end += chunk({{"tool_calls", Json::array({std::move(call)})}}, nullptr);
        }
        end += chunk(Json::object(), finish_reason(answer));
        if (!completion_.usage_in_stream) return end;
        Json usage = frame();
        usage["choices"] = Json::array();
        usage["usage"] = usage_json(usage_of(answer, completion_.prompt_words));
        return end + wire::server_sent(0, "", json_text(usage));
    }

    Json frame() const {
        Json json = {{"id", completion_.id},
                     {"object", "chat.completion.chunk"},
                     {"created", completion_.created},
                     {"model", completion_.model}};
        if (completion_.usage_in_stream) json["usage"] = nullptr;
        return json;
    }

    std::string chunk(const Json& delta, const Json& finish_reason) const {
        Json json = frame();
        json["choices"] =
            Json::array({{{"index", 0}, {"delta", delta}, {"logprobs", nullptr}, {"finish_reason", finish_reason}}});
        return wire::server_sent(0, "", json_text(json));
    }

    const Completion completion_;
    std::string text_;
};

}  // namespace

Result<http::Response> chat_completion(Api& api, const Exchange& exchange) {
    const Json json = TRY(api::json_body(exchange.request));
    auto chat = chat_request(json, {api.options.sees_pictures});
    if (!chat) return wire::complaint_response(chat.error(), wire::Shape::openai, exchange.request.id);
    Told told = TRY(begin_turn(api, exchange, *chat));
    Completion completion{"chatcmpl-" + api.parts.random.token(18),
                          api.parts.clock.now().time_since_epoch().count(),
                          std::string(chat->model.id),
                          chat->usage_in_stream,
                          chat->prompt_words,
                          exchange.request.id,
                          exchange.person(),
                          api.answers};
    if (chat->stream) return stream_of(std::move(told), std::make_unique<ChunkWriter>(std::move(completion)));
    return whole_of(std::move(told), [completion = std::move(completion)](const Turn& turn) {
        return completion_json(completion, remembered(completion.answers, completion.person, turn));
    });
}

}  // namespace familiar::serve::openai
