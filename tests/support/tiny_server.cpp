#include "tests/support/tiny_server.h"

#include "base/check.h"

#include <arpa/inet.h>
#include <array>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace familiar::test {

namespace {

// Waits until `socket` has something to read; false when the server is to stop.
bool readable(int socket, int stop) {
    std::array<pollfd, 2> both = {pollfd{socket, POLLIN, 0}, pollfd{stop, POLLIN, 0}};
    ::poll(both.data(), both.size(), -1);
    return both[1].revents == 0;
}

}  // namespace

TinyServer::TinyServer(Answers answers) : answers_(std::move(answers)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    const bool ready = ::bind(listener_, generic, size) == 0 && ::listen(listener_, 16) == 0 &&
                       ::getsockname(listener_, generic, &size) == 0 && ::pipe(stop_pipe_) == 0;
    CHECK(ready, "loopback has a free port");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

TinyServer::~TinyServer() {
    ::close(stop_pipe_[1]);
    thread_.join();
    ::close(stop_pipe_[0]);
    ::close(listener_);
}

std::string TinyServer::url(std::string_view path) const { return fmt::format("http://127.0.0.1:{}{}", port_, path); }

std::vector<std::string> TinyServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void TinyServer::serve() {
    while (readable(listener_, stop_pipe_[0])) {
        const int connection = ::accept(listener_, nullptr, nullptr);
        if (connection < 0) continue;
        answer(connection);
        ::close(connection);
    }
}

void TinyServer::answer(int connection) {
    std::string head;
    std::array<char, 4096> buffer{};
    while (head.find("\r\n\r\n") == std::string::npos) {
        if (!readable(connection, stop_pipe_[0])) return;
        const ssize_t count = ::recv(connection, buffer.data(), buffer.size(), 0);
        if (count <= 0) return;
        head.append(buffer.data(), static_cast<std::size_t>(count));
    }
    {
        const std::lock_guard lock(mutex_);
        requests_.push_back(head);
    }
    const std::string out = answers_(head);
    if (out == k_silence) {
        static_cast<void>(readable(connection, stop_pipe_[0]));
        return;
    }
    for (std::size_t sent = 0; sent < out.size();) {
        const ssize_t count = ::send(connection, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return;
        sent += static_cast<std::size_t>(count);
    }
}

std::string response(int status, std::string_view body, std::string_view headers) {
    return fmt::format("HTTP/1.1 {} Status\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n{}", status, body.size(),
                       headers, body);
}

}  // namespace familiar::test
