// POST /v1/chat/completions, whole and as a stream, with citations as annotations. A client that goes away stops its
// answer: unlike a turn of our own API nobody could come back for it.
#include "serve/api/api.h"
#include "serve/api/common.h"
#include "serve/limits.h"
#include "serve/openai/chat_request.h"
#include "serve/wire/errors.h"
#include "serve/wire/offsets.h"
#include "serve/wire/turns.h"

#include <algorithm>

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

    Answer remembered(const Turn& turn) const {
        Answer answer = turn.answer.value_or(Answer{});
        answers.remember(person, answer);
        return answer;
    }
};

Json annotation_json(const CitationEvent& event, std::string_view answer_text) {
    const Citation& citation = event.citation;
    const Post& post = event.post;
    const auto anchor = wire::counted(answer_text, citation.anchor, wire::Unit::code_point);
    const auto quote = wire::counted(citation.in_title ? post.title : post.text, citation.span, wire::Unit::code_point);
    const std::string url = post.url.empty() ? "familiar:post/" + to_text(post.id) : post.url;
    const std::string title = !post.title.empty()           ? post.title
                              : !event.source_title.empty() ? event.source_title
                                                            : post.author.name;
    return {
        {"type", "url_citation"},
        {"url_citation", {{"start_index", anchor.start}, {"end_index", anchor.end}, {"url", url}, {"title", title}}},
        {"familiar",
         {{"source_id", to_text(post.id)},
          {"external_id", post.external_id},
          {"quote", citation.quote},
          {"quote_start", quote.start},
          {"quote_end", quote.end},
          {"support", name_of(citation.support)}}}};
}

Json usage_json(std::size_t prompt, std::size_t completion) {
    return {{"prompt_tokens", prompt}, {"completion_tokens", completion}, {"total_tokens", prompt + completion}};
}

http::Response refused(const Error& error, const std::string& request_id) {
    return wire::complaint_response(wire::complaint_of(error), wire::Shape::openai, request_id);
}

Json completion_json(const Completion& completion, const Answer& answer) {
    const std::string text = answer.text();
    Json annotations = Json::array();
    for (const TurnEvent& event : events_of(answer)) {
        if (const auto* citation = std::get_if<CitationEvent>(&event))
            annotations.push_back(annotation_json(*citation, text));
    }
    const Json message = {
        {"role", "assistant"}, {"content", text}, {"refusal", nullptr}, {"annotations", std::move(annotations)}};
    return {{"id", completion.id},
            {"object", "chat.completion"},
            {"created", completion.created},
            {"model", completion.model},
            {"choices",
             Json::array({{{"index", 0}, {"message", message}, {"logprobs", nullptr}, {"finish_reason", "stop"}}})},
            {"usage", usage_json(completion.prompt_words, word_count(text))}};
}

class WholeCompletion final : public http::Later {
public:
    WholeCompletion(std::shared_ptr<converse::TurnLog> log, Completion completion, Seats::Seat seat)
        : log_(std::move(log)), completion_(std::move(completion)), seat_(std::move(seat)) {}

    void on_ready(http::Wake wake) override { log_->on_change(std::move(wake)); }

    std::optional<http::Response> take() override {
        if (!log_->ended()) return std::nullopt;
        for (const converse::NumberedEvent& event : log_->after(0, std::chrono::milliseconds(0))) {
            if (const auto* done = std::get_if<DoneEvent>(&event.event)) {
                return api::json_response(completion_json(completion_, completion_.remembered(done->turn)));
            }
            if (const auto* error = std::get_if<ErrorEvent>(&event.event))
                return refused(error->error, completion_.request_id);
        }
        return refused({ErrorCode::internal, "the turn ended without an answer", {}}, completion_.request_id);
    }

    void gone() override { log_->request_stop(); }

private:
    const std::shared_ptr<converse::TurnLog> log_;
    const Completion completion_;
    const Seats::Seat seat_;
};

class StreamedCompletion final : public http::Stream {
public:
    StreamedCompletion(std::shared_ptr<converse::TurnLog> log, Completion completion, Seats::Seat seat)
        : log_(std::move(log)), completion_(std::move(completion)), seat_(std::move(seat)) {}

    void on_ready(http::Wake wake) override { log_->on_change(std::move(wake)); }

    Piece next() override {
        Piece piece;
        if (!begun_) piece.bytes += chunk({{"role", "assistant"}, {"content", ""}, {"refusal", nullptr}}, nullptr);
        begun_ = true;
        const bool ended = log_->ended();
        bool more = false;
        for (const converse::NumberedEvent& event : log_->after(read_, std::chrono::milliseconds(0))) {
            if (piece.bytes.size() >= k_piece_bytes) {
                more = true;
                break;
            }
            read_ = event.number;
            piece.bytes += write(event.event);
        }
        piece.last = ended && !more;
        if (piece.last) piece.bytes += wire::server_sent(0, "", "[DONE]");
        return piece;
    }

    std::string heartbeat() const override { return ": still here\n\n"; }
    void gone() override { log_->request_stop(); }

private:
    std::string write(const TurnEvent& event) {
        if (const auto* text = std::get_if<TextEvent>(&event)) {
            text_ += text->text;
            return chunk({{"content", text->text}}, nullptr);
        }
        if (const auto* citation = std::get_if<CitationEvent>(&event)) {
            return chunk({{"annotations", Json::array({annotation_json(*citation, text_)})}}, nullptr);
        }
        if (const auto* error = std::get_if<ErrorEvent>(&event)) {
            return wire::server_sent(
                0, "",
                wire::complaint_json(wire::complaint_of(error->error), wire::Shape::openai, completion_.request_id));
        }
        const auto* done = std::get_if<DoneEvent>(&event);
        if (done == nullptr) return {};
        (void)completion_.remembered(done->turn);
        std::string end = chunk(Json::object(), "stop");
        if (!completion_.usage_in_stream) return end;
        Json last = frame();
        last["choices"] = Json::array();
        last["usage"] = usage_json(completion_.prompt_words, word_count(text_));
        return end + wire::server_sent(0, "", json_text(last));
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

    const std::shared_ptr<converse::TurnLog> log_;
    const Completion completion_;
    const Seats::Seat seat_;
    bool begun_ = false;
    std::int64_t read_ = 0;
    std::string text_;
};

}  // namespace

Result<http::Response> chat_completion(Api& api, const Exchange& exchange) {
    const std::string& request_id = exchange.request.id;
    const Json json = TRY(api::json_body(exchange.request));
    auto chat = chat_request(json);
    if (!chat) return wire::complaint_response(chat.error(), wire::Shape::openai, request_id);
    for (familiar::Exchange& earlier : chat->request.earlier) {
        if (!earlier.answer) continue;
        if (auto known = api.answers.find(exchange.person(), earlier.answer->text())) earlier.answer = std::move(known);
    }
    Seats::Seat seat = TRY(api::seat_for(api, exchange));
    auto started = api.parts.turns.start(exchange.person(), chat->request, request_id);
    if (!started && started.error().code == ErrorCode::exhausted) {
        return fail(ErrorCode::unavailable, "Familiar is answering as many questions as it can; try again in a moment");
    }
    const auto turn = TRY(std::move(started));
    Completion completion{"chatcmpl-" + api.parts.random.token(18),
                          api.parts.clock.now().time_since_epoch().count(),
                          std::string(chat->model.id),
                          chat->usage_in_stream,
                          chat->prompt_words,
                          request_id,
                          exchange.person(),
                          api.answers};
    if (chat->stream)
        return api::event_stream(
            std::make_shared<StreamedCompletion>(turn.log, std::move(completion), std::move(seat)));
    return http::Response{200, {}, std::make_shared<WholeCompletion>(turn.log, std::move(completion), std::move(seat))};
}

}  // namespace familiar::serve::openai
