#include "serve/http/listener.h"

#include "serve/http/connection.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace familiar::serve::http {

namespace {

constexpr std::chrono::milliseconds k_accept_pause{100};  // when the system has no more descriptors

}  // namespace

bool Shared::work(std::function<void()> job) {
    {
        const platform::Lock lock(mutex);
        ++jobs;
    }
    const auto done = [this] {
        const platform::Lock lock(mutex);
        --jobs;
        changed.notify_all();
    };
    const bool taken = workers.submit([job = std::move(job), done]() mutable {
        job();
        job = nullptr;  // what it holds goes before the count does
        done();
    });
    if (!taken) done();
    return taken;
}

void Shared::count_connections() {
    const platform::Lock lock(mutex);
    connections = open.size();
    changed.notify_all();
}

void Shared::wait_for_connections(std::chrono::milliseconds at_most) {
    constexpr std::chrono::milliseconds k_step{20};
    const platform::Lock lock(mutex);
    for (auto left = at_most; connections > 0 && left.count() > 0;) {
        if (!changed.wait_for(mutex, std::min(k_step, left))) left -= std::min(k_step, left);
    }
}

void Shared::wait_for_jobs() {
    const platform::Lock lock(mutex);
    while (jobs > 0) changed.wait(mutex);
}

struct Listener::State {
    Shared shared;
    asio::ip::tcp::acceptor acceptor;
    asio::steady_timer pause;
    asio::executor_work_guard<asio::io_context::executor_type> alive;
    std::unique_ptr<platform::Workers> thread = std::make_unique<platform::Workers>(1, 1);
    std::uint16_t port = 0;
    bool stopped = false;

    State(Application& application, platform::Workers& workers, platform::Random& random)
        : shared{application, workers, random},
          acceptor(*shared.loop),
          pause(*shared.loop),
          alive(shared.loop->get_executor()) {}

    void accept();
    void welcome(asio::ip::tcp::socket socket);
};

void Listener::State::accept() {
    acceptor.async_accept([this](asio::error_code error, asio::ip::tcp::socket socket) {
        if (error == asio::error::operation_aborted || !acceptor.is_open()) return;
        if (!error) {
            welcome(std::move(socket));
            return accept();
        }
        pause.expires_after(k_accept_pause);
        pause.async_wait([this](asio::error_code aborted) {
            if (!aborted) accept();
        });
    });
}

void Listener::State::welcome(asio::ip::tcp::socket socket) {
    const auto connection = std::make_shared<Connection>(std::move(socket), shared);
    const bool full = shared.open.size() >= k_connections_max;
    if (shared.open.size() >= k_connections_max + k_connections_max / 8) return;  // not even a word for these
    shared.open.insert(connection);
    shared.count_connections();
    if (full)
        connection->turn_away();
    else
        connection->start();
}

Result<std::unique_ptr<Listener>> Listener::open(const std::string& address, std::uint16_t port,
                                                 Application& application, platform::Workers& workers,
                                                 platform::Random& random) {
    auto state = std::make_unique<State>(application, workers, random);
    asio::error_code error;
    const auto ip = asio::ip::make_address(address == "localhost" ? "127.0.0.1" : address, error);
    if (error) return fail(ErrorCode::invalid_argument, fmt::format("'{}' is not an IP address to listen on", address));
    const asio::ip::tcp::endpoint endpoint(ip, port);
    auto& acceptor = state->acceptor;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        return fail(ErrorCode::unavailable, fmt::format("cannot listen on {} port {}: {}; choose another with --listen",
                                                        address, port, error.message()));
    }
    state->port = acceptor.local_endpoint(error).port();
    state->accept();
    state->thread->submit([loop = state->shared.loop] { loop->run(); });
    return std::unique_ptr<Listener>(new Listener(std::move(state)));
}

Listener::Listener(std::unique_ptr<State> state) : state_(std::move(state)) {}

Listener::~Listener() { stop(std::chrono::milliseconds(0)); }

std::uint16_t Listener::port() const { return state_->port; }

void Listener::stop(std::chrono::milliseconds at_most) {
    if (std::exchange(state_->stopped, true)) return;
    Shared& shared = state_->shared;
    const auto each = [&shared](void (Connection::*act)()) {
        const auto open = shared.open;
        for (const auto& connection : open) ((*connection).*act)();
    };
    asio::post(*shared.loop, [this, &shared, each] {
        asio::error_code ignored;
        state_->acceptor.close(ignored);
        state_->pause.cancel();
        shared.draining = true;
        each(&Connection::drain);
    });
    shared.wait_for_connections(at_most);
    asio::post(*shared.loop, [each] { each(&Connection::close); });
    state_->alive.reset();
    state_->thread.reset();  // the loop has ended when its last handler has run; only it begins jobs
    shared.wait_for_jobs();
    shared.loop->restart();
    shared.loop->poll();  // what the last jobs posted, so that it lets go of its connections
}

}  // namespace familiar::serve::http
