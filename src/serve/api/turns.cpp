// POST /api/v1/turns, and a turn by its number.
#include "serve/wire/turns.h"

#include "serve/api/api.h"
#include "serve/api/common.h"
#include "serve/limits.h"
#include "serve/wire/errors.h"

#include <algorithm>

namespace familiar::serve::api {

namespace {

// The events of a turn after number `after`, live or from the store. When the client goes, the turn runs on and can be
// followed again; only a temporary one has nobody left to read it.
class TurnStream final : public http::Stream {
public:
    TurnStream(std::shared_ptr<converse::TurnLog> log, std::int64_t after, Seats::Seat seat)
        : log_(std::move(log)), after_(after), seat_(std::move(seat)) {}

    // The turn began now: its duration is measured, which is finer than its stored times.
    void measure(const platform::Clock& clock, platform::Elapsed began) {
        clock_ = &clock;
        began_ = began;
    }
    void end_with_client() { ends_with_client_ = true; }

    void on_ready(http::Wake wake) override { log_->on_change(std::move(wake)); }

    Piece next() override {
        Piece piece;
        const bool ended = log_->ended();  // asked first: what is written until then is read below
        bool more = false;
        for (const converse::NumberedEvent& event : log_->after(read_, std::chrono::milliseconds(0))) {
            if (piece.bytes.size() >= k_piece_bytes) {
                more = true;
                break;
            }
            read_ = event.number;
            piece.bytes += rest_of(event);
        }
        piece.last = ended && !more;
        return piece;
    }

    std::string heartbeat() const override { return ": still here\n\n"; }

    void gone() override {
        if (ends_with_client_) log_->request_stop();
    }

private:
    // The event as it is sent; nothing for what the client has.
    std::string rest_of(const converse::NumberedEvent& event) {
        if (after_ == 0 || !log_->told_otherwise()) {
            std::string bytes = writer_.write(event, took());
            return event.number > after_ ? bytes : std::string();
        }
        const bool last =
            std::holds_alternative<DoneEvent>(event.event) || std::holds_alternative<ErrorEvent>(event.event);
        if (!last) return {};
        return writer_.write({std::max(event.number, after_ + 1), event.event}, took());
    }

    std::optional<std::chrono::milliseconds> took() const {
        if (clock_ == nullptr) return std::nullopt;
        return std::chrono::duration_cast<std::chrono::milliseconds>(clock_->steady() - began_);
    }

    const std::shared_ptr<converse::TurnLog> log_;
    const std::int64_t after_;
    const Seats::Seat seat_;
    const platform::Clock* clock_ = nullptr;
    platform::Elapsed began_{0};
    bool ends_with_client_ = false;
    std::int64_t read_ = 0;
    wire::TurnEventWriter writer_;
};

// The finished turn, for a client that wants no stream.
class TurnAtOnce final : public http::Later {
public:
    TurnAtOnce(std::shared_ptr<converse::TurnLog> log, std::string request_id, Seats::Seat seat)
        : log_(std::move(log)), request_id_(std::move(request_id)), seat_(std::move(seat)) {}

    void on_ready(http::Wake wake) override { log_->on_change(std::move(wake)); }

    std::optional<http::Response> take() override {
        if (!log_->ended()) return std::nullopt;
        for (const converse::NumberedEvent& event : log_->after(0, std::chrono::milliseconds(0))) {
            if (const auto* done = std::get_if<DoneEvent>(&event.event))
                return json_response(wire::turn_json(done->turn));
            if (const auto* error = std::get_if<ErrorEvent>(&event.event)) return refused(error->error);
        }
        return refused({ErrorCode::internal, "the turn ended without an answer", {}});
    }

private:
    http::Response refused(const Error& error) const {
        return wire::complaint_response(wire::complaint_of(error), wire::Shape::own, request_id_);
    }

    const std::shared_ptr<converse::TurnLog> log_;
    const std::string request_id_;
    const Seats::Seat seat_;
};

bool wants_json(const http::Request& request) {
    const std::string_view accept = request.header("accept");
    return accept.find("application/json") != std::string_view::npos &&
           accept.find("text/event-stream") == std::string_view::npos;
}

Result<std::int64_t> last_event_of(const http::Request& request) {
    if (const auto after = TRY(number_parameter(request, "after"))) return *after;
    const std::string last(request.header("last-event-id"));
    if (last.empty()) return 0;
    return number_of(last, "event").value_or(0);
}

Result<Id<Turn>> turn_of(const Exchange& exchange) {
    return Id<Turn>{TRY(number_of(exchange.parameters.at(0), "turn"))};
}

}  // namespace

Result<http::Response> start_turn(Api& api, const Exchange& exchange) {
    if (media_type_of(exchange.request) != "application/json") {
        return wire::complaint_response({415, "invalid_argument", "send the turn as application/json"},
                                        wire::Shape::own, exchange.request.id);
    }
    const Request request = TRY(wire::turn_request(TRY(json_body(exchange.request))));
    Seats::Seat seat = TRY(seat_for(api, exchange));
    const platform::Elapsed began = api.parts.clock.steady();
    auto started = api.parts.turns.start(exchange.person(), request, exchange.request.id);
    if (!started && started.error().code == ErrorCode::exhausted) {
        return fail(ErrorCode::unavailable, "Familiar is answering as many questions as it can; try again in a moment");
    }
    const auto turn = TRY(std::move(started));
    if (wants_json(exchange.request)) {
        return http::Response{200, {}, std::make_shared<TurnAtOnce>(turn.log, exchange.request.id, std::move(seat))};
    }
    auto stream = std::make_shared<TurnStream>(turn.log, 0, std::move(seat));
    stream->measure(api.parts.clock, began);
    if (request.temporary) stream->end_with_client();
    return event_stream(std::move(stream));
}

Result<http::Response> get_turn(Api& api, const Exchange& exchange) {
    const auto store = TRY(own_store(api, exchange));
    return json_response(wire::turn_json(TRY(store->turn(TRY(turn_of(exchange))))));
}

Result<http::Response> follow_turn(Api& api, const Exchange& exchange) {
    const std::int64_t after = TRY(last_event_of(exchange.request));
    auto log = TRY(api.parts.turns.log(exchange.person(), TRY(turn_of(exchange))));
    return event_stream(std::make_shared<TurnStream>(std::move(log), after, TRY(seat_for(api, exchange))));
}

Result<http::Response> cancel_turn(Api& api, const Exchange& exchange) {
    TRY(api.parts.turns.cancel(exchange.person(), TRY(turn_of(exchange))));
    return http::no_content();
}

Result<http::Response> answer_turn(Api& api, const Exchange& exchange) {
    TRY(api.parts.turns.answer_now(exchange.person(), TRY(turn_of(exchange))));
    return http::no_content();
}

}  // namespace familiar::serve::api
