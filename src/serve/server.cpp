#include "serve/server.h"

#include "serve/http/listener.h"
#include "serve/routes/site.h"

#include <fmt/format.h>

namespace familiar::serve {

struct Server::State {
    ServerOptions options;
    ServerParts parts;
    Site site;
    std::unique_ptr<http::Listener> listener;  // last: it stops before what it serves

    State(const ServerOptions& given, const ServerParts& used) : options(given), parts(used), site(options, parts) {}
};

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, const ServerParts& parts) {
    auto state = std::make_unique<State>(options, parts);
    state->listener =
        TRY(http::Listener::open(options.address, options.port, state->site, parts.workers, parts.random));
    return std::unique_ptr<Server>(new Server(std::move(state)));
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;

void Server::stop(std::chrono::milliseconds at_most) { state_->listener->stop(at_most); }

std::uint16_t Server::port() const { return state_->listener->port(); }

Result<std::string> Server::sign_in_link(PersonId person) {
    const std::string token = TRY(state_->site.gate().make_sign_in_token(person));
    const std::string& address = state_->options.address;
    const bool everywhere = address == "0.0.0.0" || address == "::";
    const std::string host = everywhere                               ? "127.0.0.1"
                             : address.find(':') != std::string::npos ? "[" + address + "]"
                                                                      : address;
    return fmt::format("http://{}:{}/sign-in?token={}", host, port(), token);
}

}  // namespace familiar::serve
