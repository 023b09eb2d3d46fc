#include "serve/openai/telling.h"

#include "serve/api/common.h"
#include "serve/limits.h"
#include "serve/wire/errors.h"

namespace familiar::serve::openai {

namespace {

class Whole final : public http::Later {
public:
    Whole(Told told, std::function<Json(const Turn&)> write) : told_(std::move(told)), write_(std::move(write)) {}

    void on_ready(http::Wake wake) override { told_.log->on_change(std::move(wake)); }

    std::optional<http::Response> take() override {
        if (!told_.log->ended()) return std::nullopt;
        for (const converse::NumberedEvent& event : told_.log->after(0, std::chrono::milliseconds(0))) {
            if (const auto* done = std::get_if<DoneEvent>(&event.event)) return api::json_response(write_(done->turn));
            if (const auto* error = std::get_if<ErrorEvent>(&event.event)) return refused(error->error);
        }
        return refused({ErrorCode::internal, "the turn ended without an answer", {}});
    }

    void gone() override { told_.log->request_stop(); }

private:
    http::Response refused(const Error& error) const {
        return wire::complaint_response(wire::complaint_of(error), wire::Shape::openai, told_.request_id);
    }

    const Told told_;
    const std::function<Json(const Turn&)> write_;
};

class Pieces final : public http::Stream {
public:
    Pieces(Told told, std::unique_ptr<EventWriter> writer) : told_(std::move(told)), writer_(std::move(writer)) {}

    void on_ready(http::Wake wake) override { told_.log->on_change(std::move(wake)); }

    Piece next() override {
        Piece piece;
        if (!begun_) piece.bytes += writer_->begin();
        begun_ = true;
        const bool ended = told_.log->ended();  // asked first: what is written until then is read below
        bool more = false;
        for (const converse::NumberedEvent& event : told_.log->after(read_, std::chrono::milliseconds(0))) {
            if (piece.bytes.size() >= k_piece_bytes) {
                more = true;
                break;
            }
            read_ = event.number;
            piece.bytes += writer_->write(event.event);
        }
        piece.last = ended && !more;
        if (piece.last) piece.bytes += writer_->end();
        return piece;
    }

    std::string heartbeat() const override { return ": still here\n\n"; }
    void gone() override { told_.log->request_stop(); }

private:
    const Told told_;
    const std::unique_ptr<EventWriter> writer_;
    bool begun_ = false;
    std::int64_t read_ = 0;
};

}  // namespace

http::Response stream_of(Told told, std::unique_ptr<EventWriter> writer) {
    return api::event_stream(std::make_shared<Pieces>(std::move(told), std::move(writer)));
}

http::Response whole_of(Told told, std::function<Json(const Turn&)> write) {
    return http::Response{200, {}, std::make_shared<Whole>(std::move(told), std::move(write))};
}

}  // namespace familiar::serve::openai
