#include "serve/http/connection.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace familiar::serve::http {

namespace {

constexpr std::size_t k_lingered_bytes_max = 4U << 20U;
constexpr std::chrono::milliseconds k_busy_retry{50};

std::chrono::milliseconds time_for(std::size_t bytes, std::chrono::seconds at_least) {
    return at_least + std::chrono::seconds(bytes / k_body_bytes_per_second_min);
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, Shared& shared)
    : socket_(std::move(socket)), timer_(*shared.loop), shared_(shared) {
    asio::error_code error;
    const auto endpoint = socket_.remote_endpoint(error);
    if (!error) peer_ = endpoint.address().to_string();
    socket_.set_option(asio::ip::tcp::no_delay(true), error);
    socket_.non_blocking(true, error);  // no write may ever hold the event loop
}

template <class Act>
void Connection::on_loop(Act act) {
    asio::post(*shared_.loop, [self = shared_from_this(), act = std::move(act)]() mutable {
        if (self->phase_ != Phase::closed) act(*self);
    });
}

// -- reading --

void Connection::start() {
    limit_time(k_idle_max, &Connection::close);
    read_more();
}

void Connection::read_more() {
    if (reading_ || input_ended_ || phase_ == Phase::closed) return;
    if (phase_ != Phase::reading && phase_ != Phase::lingering && input_.size() >= k_pipelined_bytes_max) return;
    reading_ = true;
    socket_.async_read_some(asio::buffer(read_buffer_),
                            [self = shared_from_this()](asio::error_code error, std::size_t size) {
                                self->reading_ = false;
                                if (self->phase_ == Phase::closed) return;
                                if (error)
                                    self->on_end_of_input();
                                else
                                    self->on_read(size);
                            });
}

void Connection::on_read(std::size_t size) {
    if (phase_ == Phase::lingering) {
        lingered_ += size;
        if (lingered_ > k_lingered_bytes_max) return close();
        return read_more();
    }
    input_.append(read_buffer_.data(), size);
    if (phase_ == Phase::reading) advance();
    read_more();
}

// The client has closed its side. What it asked is still answered, if it listens; a stream has nobody to read it.
void Connection::on_end_of_input() {
    input_ended_ = true;
    gone_.request_stop();
    switch (phase_) {
        case Phase::reading:
        case Phase::lingering:
        case Phase::streaming: return close();
        default: keep_alive_ = false;
    }
    if (later_) later_->gone();
}

void Connection::advance() {
    while (phase_ == Phase::reading) {
        switch (parser_.state()) {
            case RequestParser::State::decide: decide(); break;
            case RequestParser::State::complete: return hand_over();
            case RequestParser::State::refused: return refuse(parser_.refusal().status, parser_.refusal().message);
            default: {
                if (input_.empty()) return;
                if (!parser_.started()) limit_time(k_head_time_max, &Connection::on_read_timeout);
                input_.erase(0, parser_.feed(input_));
            }
        }
    }
}

void Connection::decide() {
    Request& head = parser_.request();
    head.peer = peer_;
    head.id = shared_.random.token(9);
    gone_ = std::stop_source();
    head.gone = gone_.get_token();
    method_ = head.method;
    keep_alive_ = parser_.keep_alive() && !shared_.draining;
    const std::size_t bytes_max = shared_.application.body_bytes_max(head);
    if (parser_.declared_length().value_or(0) > k_body_bytes_max && *parser_.declared_length() <= bytes_max)
        return admit(bytes_max);
    read_body(std::min(bytes_max, k_body_bytes_max));
}

// A long body is read only for somebody who may send it, and only a few at once.
void Connection::admit(std::size_t bytes_max) {
    if (shared_.large_bodies >= k_large_bodies_max)
        return refuse(503, "too many uploads run now; try again in a moment");
    ++shared_.large_bodies;
    large_body_ = true;
    phase_ = Phase::admitting;
    stop_clock();
    const bool taken = shared_.work([self = shared_from_this(), bytes_max]() mutable {
        auto refused = std::make_shared<std::optional<Response>>(
            self->shared_.application.refuse_large_body(self->parser_.request()));
        self->on_loop(
            [refused, bytes_max](Connection& connection) { connection.on_admitted(bytes_max, std::move(*refused)); });
    });
    if (!taken) refuse(503, "Familiar is busy; try again in a moment");
}

void Connection::on_admitted(std::size_t bytes_max, std::optional<Response> refused) {
    if (input_ended_) return close();
    if (refused) {
        keep_alive_ = false;
        return respond(std::move(*refused));
    }
    phase_ = Phase::reading;
    read_body(bytes_max);
    advance();
    read_more();
}

void Connection::read_body(std::size_t bytes_max) {
    const std::size_t length = parser_.declared_length().value_or(k_body_bytes_max);
    limit_time(time_for(length, k_body_time_max), &Connection::on_read_timeout);
    parser_.allow_body(bytes_max);
    if (parser_.state() != RequestParser::State::body || !parser_.expects_continue()) return;
    // A client whose buffer is full gets no word, and sends the body after a while as HTTP wants it.
    asio::error_code ignored;
    socket_.write_some(asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25), ignored);
}

void Connection::hand_over() {
    phase_ = Phase::answering;
    stop_clock();
    auto request = std::make_shared<Request>(std::move(parser_.request()));
    release_large_body();
    const bool taken = shared_.work([self = shared_from_this(), request]() mutable {
        auto response = std::make_shared<Response>(self->shared_.application.answer(*request));
        self->on_loop([response](Connection& connection) { connection.respond(std::move(*response)); });
    });
    if (!taken) respond(shared_.application.refusal(*request, 503, "Familiar is busy; try again in a moment"));
}

void Connection::release_large_body() {
    if (std::exchange(large_body_, false)) --shared_.large_bodies;
}

void Connection::refuse(int status, const std::string& message) {
    keep_alive_ = false;
    if (parser_.request().id.empty()) parser_.request().id = shared_.random.token(9);
    parser_.request().peer = peer_;
    respond(shared_.application.refusal(parser_.request(), status, message));
}

// -- answering --

void Connection::respond(Response response) {
    if (shared_.draining) keep_alive_ = false;
    if (auto* stream = std::get_if<std::shared_ptr<Stream>>(&response.body)) {
        if (method_ == Method::head) return write_whole(response, {});
        return write_head_of_stream(response, std::move(*stream));
    }
    if (std::holds_alternative<std::shared_ptr<Later>>(response.body)) return respond_later(std::move(response));
    if (const auto* fixed = std::get_if<std::string_view>(&response.body)) return write_whole(response, *fixed);
    body_out_ = std::move(std::get<std::string>(response.body));
    write_whole(response, body_out_);
}

void Connection::respond_later(Response promised) {
    later_ = std::move(std::get<std::shared_ptr<Later>>(promised.body));
    promised_headers_ = std::move(promised.headers);
    pulling_ = false;
    woken_ = false;
    if (input_ended_) later_->gone();
    later_->on_ready(make_wake(&Connection::poll_later));
}

void Connection::poll_later() {
    if (!later_) return;
    if (pulling_) {
        woken_ = true;
        return;
    }
    pulling_ = true;
    woken_ = false;
    const bool taken = shared_.work([self = shared_from_this(), later = later_]() mutable {
        auto response = std::make_shared<std::optional<Response>>(later->take());
        later.reset();
        self->on_loop([response](Connection& connection) {
            connection.pulling_ = false;
            if (*response) {
                connection.later_.reset();
                for (auto& [name, value] : connection.promised_headers_) {
                    if ((*response)->header(name).empty()) (*response)->with(std::move(name), std::move(value));
                }
                connection.respond(std::move(**response));
            } else if (connection.woken_) {
                connection.poll_later();
            }
        });
    });
    if (!taken) {
        pulling_ = false;
        limit_time(k_busy_retry, &Connection::on_busy_retry);
    }
}

std::string Connection::head_of(const Response& response, std::optional<std::size_t> length, bool chunked) const {
    std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
    for (const auto& [name, value] : response.headers) {
        // A line end inside a value would begin a header of its own.
        std::string plain = value;
        std::ranges::replace_if(plain, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
        head += name + ": " + plain + "\r\n";
    }
    if (length && response.status != 204 && response.status != 304)
        head += fmt::format("content-length: {}\r\n", *length);
    if (chunked) head += "transfer-encoding: chunked\r\n";
    head += keep_alive_ ? "connection: keep-alive\r\n\r\n" : "connection: close\r\n\r\n";
    return head;
}

void Connection::write_whole(const Response& response, std::string_view body) {
    phase_ = Phase::writing;
    head_out_ = head_of(response, body.size(), false);
    const bool silent = method_ == Method::head || response.status == 204 || response.status == 304;
    static_out_ = silent ? std::string_view() : body;
    write(&Connection::finish_answer);
}

void Connection::write_head_of_stream(const Response& response, std::shared_ptr<Stream> stream) {
    phase_ = Phase::streaming;
    stream_ = std::move(stream);
    if (input_ended_) return close();
    chunked_ = !parser_.minor_version_0();
    if (!chunked_) keep_alive_ = false;
    last_piece_ = pulling_ = woken_ = false;
    head_out_ = head_of(response, std::nullopt, chunked_);
    static_out_ = {};
    pulling_ = true;  // nothing is pulled before the head is written
    stream_->on_ready(make_wake(&Connection::pull));
    write(&Connection::on_written);
}

// The next piece, unless one is on its way already.
void Connection::pull() {
    if (!stream_ || phase_ != Phase::streaming) return;
    if (pulling_) {
        woken_ = true;
        return;
    }
    pulling_ = true;
    woken_ = false;
    stop_clock();
    const bool taken = shared_.work([self = shared_from_this(), stream = stream_]() mutable {
        auto piece = std::make_shared<Stream::Piece>(stream->next());
        stream.reset();
        self->on_loop([piece](Connection& connection) { connection.on_piece(std::move(*piece)); });
    });
    if (!taken) {
        pulling_ = false;
        limit_time(k_busy_retry, &Connection::on_busy_retry);
    }
}

void Connection::on_piece(Stream::Piece piece) {
    if (piece.broken) return close();
    if (!piece.bytes.empty() || piece.last) return send_piece(std::move(piece.bytes), piece.last);
    wait_for_wake();
}

void Connection::wait_for_wake() {
    pulling_ = false;
    if (woken_) return pull();
    limit_time(k_heartbeat, &Connection::on_heartbeat);
}

void Connection::send_piece(std::string bytes, bool last) {
    last_piece_ = last;
    head_out_.clear();
    body_out_ = std::move(bytes);
    if (chunked_) {
        if (!body_out_.empty()) {
            head_out_ = fmt::format("{:x}\r\n", body_out_.size());
            body_out_ += "\r\n";
        }
        if (last) body_out_ += "0\r\n\r\n";
    }
    static_out_ = body_out_;
    write(&Connection::on_written);
}

void Connection::on_written() {
    if (last_piece_) {
        stream_.reset();
        return finish_answer();
    }
    pulling_ = false;
    pull();
}

void Connection::finish_answer() {
    body_out_.clear();
    static_out_ = {};
    if (!keep_alive_ || input_ended_) return linger();
    phase_ = Phase::reading;
    parser_.reset();
    limit_time(k_idle_max, &Connection::close);
    advance();
    read_more();
}

// Closing with unread bytes would send a reset that can overtake the answer: say that no more comes, then read on.
void Connection::linger() {
    if (input_ended_ || (shared_.draining && input_.empty())) return close();
    phase_ = Phase::lingering;
    release_large_body();
    asio::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    limit_time(k_linger_max, &Connection::close);
    read_more();
}

void Connection::write(AfterWrite after) {
    const std::array<asio::const_buffer, 2> buffers = {asio::buffer(head_out_),
                                                       asio::buffer(static_out_.data(), static_out_.size())};
    limit_time(time_for(static_out_.size(), k_write_time_max), &Connection::close);
    asio::async_write(socket_, buffers, [self = shared_from_this(), after](asio::error_code error, std::size_t) {
        if (self->phase_ == Phase::closed) return;
        self->stop_clock();
        if (error)
            self->close();
        else
            ((*self).*after)();
    });
}

// -- time and the end --

void Connection::limit_time(std::chrono::milliseconds at_most, void (Connection::*on_timeout)()) {
    const std::uint64_t round = ++timer_round_;
    timer_.expires_after(at_most);
    timer_.async_wait([self = shared_from_this(), round, on_timeout](asio::error_code error) {
        if (!error && round == self->timer_round_ && self->phase_ != Phase::closed) ((*self).*on_timeout)();
    });
}

void Connection::stop_clock() {
    ++timer_round_;
    timer_.cancel();
}

void Connection::on_read_timeout() { refuse(408, "the request did not arrive in time"); }

void Connection::on_busy_retry() {
    if (later_)
        poll_later();
    else
        pull();
}

void Connection::on_heartbeat() {
    if (phase_ != Phase::streaming || pulling_) return;
    std::string beat = stream_->heartbeat();
    if (beat.empty()) return limit_time(k_heartbeat, &Connection::on_heartbeat);
    pulling_ = true;
    send_piece(std::move(beat), false);
}

Wake Connection::make_wake(void (Connection::*woken)()) {
    return [loop = std::weak_ptr(shared_.loop), weak = weak_from_this(), woken] {
        const auto context = loop.lock();
        if (!context) return;
        asio::post(*context, [weak, woken] {
            const auto self = weak.lock();
            if (self && self->phase_ != Phase::closed) ((*self).*woken)();
        });
    };
}

void Connection::drain() {
    keep_alive_ = false;
    if (phase_ == Phase::reading && !parser_.started()) close();
}

void Connection::turn_away() {
    keep_alive_ = false;
    read_more();
    refuse(503, "too many connections; try again in a moment");
}

void Connection::tell_gone() {
    gone_.request_stop();
    if (stream_) std::exchange(stream_, nullptr)->gone();
    if (later_) std::exchange(later_, nullptr)->gone();
}

void Connection::close() {
    if (phase_ == Phase::closed) return;
    release_large_body();
    phase_ = Phase::closed;
    stop_clock();
    asio::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
    tell_gone();
    shared_.open.erase(shared_from_this());
    shared_.count_connections();
}

}  // namespace familiar::serve::http
