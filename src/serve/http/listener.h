// A listening socket and its connections, on one event-loop thread. Requests are answered on workers, never on that
// thread; bodies and streams are written with back-pressure. Asio and the connection stay behind this header.
#pragma once

#include "base/result.h"
#include "platform/random.h"
#include "platform/workers.h"
#include "serve/http/message.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace familiar::serve::http {

// What answers. Thread-safe; outlives the listener.
class Application {
public:
    virtual ~Application() = default;
    // The longest body this head may bring. Called on the event loop: quick, no I/O.
    virtual std::size_t body_bytes_max(const Request& head) const = 0;
    // On a worker, before a body longer than k_body_bytes_max is read: a response if it is not wanted from this client.
    virtual std::optional<Response> refuse_large_body(const Request& head) = 0;
    // On a worker.
    virtual Response answer(const Request& request) = 0;
    // For a request that is refused before anybody could answer it. Called on the event loop: quick, no I/O.
    virtual Response refusal(const Request& head, int status, const std::string& message) = 0;
};

class Listener {
public:
    // `unavailable` when the address cannot be bound. Everything given outlives the listener.
    static Result<std::unique_ptr<Listener>> open(const std::string& address, std::uint16_t port,
                                                  Application& application, platform::Workers& workers,
                                                  platform::Random& random);
    // Accepts no more, lets requests and streams end for up to `at_most`, closes the rest, waits for the workers.
    void stop(std::chrono::milliseconds at_most);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    std::uint16_t port() const;

private:
    struct State;
    explicit Listener(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace familiar::serve::http
