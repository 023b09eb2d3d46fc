// One connection: reads a request, has it answered, writes the answer, and again. Included by listener.cpp alone.
//
// Everything runs on the event loop's thread, except what Shared::work sends to a worker. While a request is being
// answered, reading goes on, so that a client that leaves is noticed at once.
#pragma once

#include "platform/mutex.h"
#include "platform/random.h"
#include "platform/workers.h"
#include "serve/http/listener.h"
#include "serve/http/request_parser.h"
#include "serve/limits.h"

#include <array>
#include <asio.hpp>
#include <functional>
#include <memory>
#include <set>
#include <stop_token>
#include <string>

namespace familiar::serve::http {

class Connection;

// What the connections of a listener have in common.
struct Shared {
    Application& application;
    platform::Workers& workers;
    platform::Random& random;
    std::shared_ptr<asio::io_context> loop = std::make_shared<asio::io_context>(1);
    std::set<std::shared_ptr<Connection>> open = {};  // on the loop's thread alone
    std::size_t large_bodies = 0;                     // likewise
    bool draining = false;                            // likewise

    platform::Mutex mutex = {};
    platform::Condition changed = {};
    std::size_t connections GUARDED_BY(mutex) = 0;
    std::size_t jobs GUARDED_BY(mutex) = 0;  // on workers now

    // Runs `job` on a worker; false when all are busy.
    bool work(std::function<void()> job);
    void count_connections();
    // Waits until there is none, for up to `at_most`.
    void wait_for_connections(std::chrono::milliseconds at_most);
    void wait_for_jobs();
};

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(asio::ip::tcp::socket socket, Shared& shared);

    void start();
    // The listener stops: an idle connection closes, another after its answer.
    void drain();
    void close();
    // One line of refusal for a client beyond the limit of connections, then the end.
    void turn_away();

private:
    enum class Phase { reading, admitting, answering, writing, streaming, lingering, closed };

    void read_more();
    void on_read(std::size_t size);
    void on_end_of_input();
    void advance();
    void decide();
    void admit(std::size_t bytes_max);
    void on_admitted(std::size_t bytes_max, std::optional<Response> refused);
    void read_body(std::size_t bytes_max);
    void hand_over();
    void refuse(int status, const std::string& message);

    void respond(Response response);
    void respond_later(Response promised);
    void poll_later();
    void write_whole(const Response& response, std::string_view body);
    void write_head_of_stream(const Response& response, std::shared_ptr<Stream> stream);
    std::string head_of(const Response& response, std::optional<std::size_t> length, bool chunked) const;
    void pull();
    void on_piece(Stream::Piece piece);
    void send_piece(std::string bytes, bool last);
    void wait_for_wake();
    void on_written();
    void finish_answer();
    void linger();
    void tell_gone();

    using AfterWrite = void (Connection::*)();
    void write(AfterWrite after);
    void limit_time(std::chrono::milliseconds at_most, void (Connection::*on_timeout)());
    void stop_clock();
    void on_read_timeout();
    void on_heartbeat();
    void on_busy_retry();
    void release_large_body();
    Wake make_wake(void (Connection::*woken)());
    // Posts a member function to the loop, keeping the connection alive.
    template <class Act>
    void on_loop(Act act);

    asio::ip::tcp::socket socket_;
    asio::steady_timer timer_;
    Shared& shared_;
    RequestParser parser_;
    Phase phase_ = Phase::reading;
    std::array<char, 16U << 10U> read_buffer_{};
    std::string input_;     // read and not parsed yet
    std::string head_out_;  // being written
    std::string body_out_;
    std::string_view static_out_;
    std::string peer_;
    std::stop_source gone_;
    std::shared_ptr<Stream> stream_;
    std::shared_ptr<Later> later_;
    std::vector<std::pair<std::string, std::string>> promised_headers_;  // of later_
    std::uint64_t timer_round_ = 0;
    std::size_t lingered_ = 0;
    Method method_ = Method::get;
    bool reading_ = false;
    bool input_ended_ = false;
    bool keep_alive_ = true;
    bool chunked_ = false;
    bool pulling_ = false;  // next() or take() runs on a worker
    bool woken_ = false;    // since the last pull began
    bool last_piece_ = false;
    bool large_body_ = false;
};

}  // namespace familiar::serve::http
