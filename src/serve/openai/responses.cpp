// POST /v1/responses, whole and as a stream.
#include "serve/api/api.h"
#include "serve/api/common.h"
#include "serve/openai/begin.h"
#include "serve/openai/response_wire.h"
#include "serve/openai/telling.h"
#include "serve/wire/errors.h"
#include "serve/wire/turns.h"

#include <utility>

namespace familiar::serve::openai {

namespace {

// The events of a response: its message opens with the first text, and closes before the calls of tools.
class ResponseWriter final : public EventWriter {
public:
    ResponseWriter(ResponseFrame frame, KnownAnswers& answers, PersonId person)
        : frame_(std::move(frame)), answers_(answers), person_(person) {}

    std::string begin() override {
        event("response.created", {{"response", begun_response_json(frame_)}});
        event("response.in_progress", {{"response", begun_response_json(frame_)}});
        return taken();
    }

    std::string write(const TurnEvent& turn_event) override {
        if (const auto* text = std::get_if<TextEvent>(&turn_event)) {
            open();
            text_ += text->text;
            in_text("response.output_text.delta", {{"delta", text->text}, {"logprobs", Json::array()}});
        } else if (const auto* citation = std::get_if<CitationEvent>(&turn_event)) {
            open();
            annotations_.push_back(response_annotation_json(*citation, text_));
            in_text("response.output_text.annotation.added",
                    {{"annotation_index", annotations_.size() - 1}, {"annotation", annotations_.back()}});
        } else if (const auto* error = std::get_if<ErrorEvent>(&turn_event)) {
            event("response.failed", {{"response", failed_response_json(frame_, error->error)}});
        } else if (const auto* done = std::get_if<DoneEvent>(&turn_event)) {
            last(remembered(answers_, person_, done->turn));
        }
        return taken();
    }

    std::string end() override { return {}; }

private:
    // Events are numbered in the order in which they are written, so each is written by a statement of its own.
    void event(const std::string& type, Json data) {
        data["type"] = type;
        data["sequence_number"] = sequence_++;
        written_ += wire::server_sent(0, type, json_text(data));
    }

    std::string taken() { return std::exchange(written_, {}); }

    void in_text(const std::string& type, Json data) {
        data["item_id"] = frame_.message;
        data["output_index"] = 0;
        data["content_index"] = 0;
        event(type, std::move(data));
    }

    void open() {
        if (open_) return;
        open_ = true;
        event("response.output_item.added",
              {{"output_index", 0}, {"item", message_item_json(frame_, "in_progress", Json::array())}});
        in_text("response.content_part.added", {{"part", output_text_json({}, Json::array())}});
    }

    void close(const Answer& answer) {
        const Json part = output_text_json(answer.text(), annotations_);
        const char* status = answer.cut_short ? "incomplete" : "completed";
        in_text("response.output_text.done", {{"text", answer.text()}, {"logprobs", Json::array()}});
        in_text("response.content_part.done", {{"part", part}});
        event("response.output_item.done",
              {{"output_index", 0}, {"item", message_item_json(frame_, status, Json::array({part}))}});
    }

    void last(const Answer& answer) {
        if (answer.tool_calls.empty()) open();
        if (open_) close(answer);
        std::size_t index = open_ ? 1 : 0;
        for (const ToolCall& call : answer.tool_calls) tell(call, index++);
        event(answer.cut_short ? "response.incomplete" : "response.completed",
              {{"response", response_json(frame_, answer)}});
    }

    void tell(const ToolCall& call, std::size_t index) {
        const Json whole = call_item_json(call, "completed");
        const Json place = {{"item_id", whole["id"]}, {"output_index", index}};
        Json delta = place;
        delta["delta"] = call.arguments;
        Json done = place;
        done["name"] = call.name;
        done["arguments"] = call.arguments;
        event("response.output_item.added", {{"output_index", index}, {"item", call_item_json(call, "in_progress")}});
        event("response.function_call_arguments.delta", std::move(delta));
        event("response.function_call_arguments.done", std::move(done));
        event("response.output_item.done", {{"output_index", index}, {"item", whole}});
    }

    const ResponseFrame frame_;
    KnownAnswers& answers_;
    const PersonId person_;
    std::string written_;
    std::int64_t sequence_ = 0;
    bool open_ = false;
    std::string text_;
    Json annotations_ = Json::array();
};

}  // namespace

Result<http::Response> create_response(Api& api, const Exchange& exchange) {
    const Json json = TRY(api::json_body(exchange.request));
    auto asked = response_request(json, {api.options.sees_pictures});
    if (!asked) return wire::complaint_response(asked.error(), wire::Shape::openai, exchange.request.id);
    Told told = TRY(begin_turn(api, exchange, *asked));
    ResponseFrame frame{"resp_" + api.parts.random.token(18), "msg_" + api.parts.random.token(18),
                        api.parts.clock.now().time_since_epoch().count(), *asked};
    if (asked->stream) {
        return stream_of(std::move(told),
                         std::make_unique<ResponseWriter>(std::move(frame), api.answers, exchange.person()));
    }
    return whole_of(std::move(told),
                    [frame = std::move(frame), &answers = api.answers, person = exchange.person()](const Turn& turn) {
                        return response_json(frame, remembered(answers, person, turn));
                    });
}

}  // namespace familiar::serve::openai
