#include "tests/support/loopback.h"

#include "base/check.h"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace familiar::test {

namespace {

int listen_on_port(int port) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool ready =
        ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && ::listen(listener, 64) == 0;
    CHECK(ready, "loopback has this port free");
    return listener;
}

int listen_on_path(const std::string& path) {
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    CHECK(path.size() < sizeof address.sun_path, "the path of a Unix socket is short");
    std::memcpy(address.sun_path, path.data(), path.size());
    ::unlink(path.c_str());
    const bool ready =
        ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && ::listen(listener, 64) == 0;
    CHECK(ready, "the socket can be made");
    return listener;
}

int port_of(int listener) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    return address.sin_family == AF_INET ? ntohs(address.sin_port) : 0;
}

std::size_t content_length(std::string_view head) {
    static constexpr std::string_view k_name = "\r\nContent-Length: ";
    const std::size_t at = head.find(k_name);
    std::size_t length = 0;
    if (at != std::string_view::npos)
        std::from_chars(head.data() + at + k_name.size(), head.data() + head.size(), length);
    return length;
}

// The next request; what was read beyond it stays in `buffer`. Nothing when the client has gone.
std::optional<HttpText> read_request(int socket, std::string& buffer) {
    std::array<char, 65536> piece{};
    while (true) {
        const std::size_t end = buffer.find("\r\n\r\n");
        if (end != std::string::npos) {
            const std::size_t length = content_length(buffer.substr(0, end));
            if (buffer.size() >= end + 4 + length) {
                HttpText request{buffer.substr(0, end + 4), buffer.substr(end + 4, length)};
                buffer.erase(0, end + 4 + length);
                return request;
            }
        }
        const ssize_t count = ::recv(socket, piece.data(), piece.size(), 0);
        if (count <= 0) return std::nullopt;
        buffer.append(piece.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace

bool Peer::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool Peer::respond(int status, std::string_view body, std::string_view headers) {
    return send(
        fmt::format("HTTP/1.1 {} Status\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(), headers, body));
}

bool Peer::send_chunk(std::string_view bytes) { return send(fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes)); }

void Peer::hang_up() { ::shutdown(socket_, SHUT_RDWR); }

void Peer::while_there(const std::function<void(std::stop_token)>& work) {
    std::stop_source gone;
    std::array<int, 2> done{};
    CHECK(::pipe(done.data()) == 0, "there are pipes");
    std::thread watcher([&] {
        std::array<pollfd, 2> both = {pollfd{socket_, POLLRDHUP, 0}, pollfd{done[0], POLLIN, 0}};
        ::poll(both.data(), both.size(), -1);
        if (both[0].revents != 0) gone.request_stop();
    });
    work(gone.get_token());
    ::close(done[1]);
    watcher.join();
    ::close(done[0]);
}

Loopback::Loopback(int port, const std::string& unix_socket, Answer answer) : answer_(std::move(answer)) {
    listener_ = unix_socket.empty() ? listen_on_port(port) : listen_on_path(unix_socket);
    port_ = port_of(listener_);
    CHECK(::pipe(stop_pipe_) == 0, "there are pipes");
    thread_ = std::thread([this] { accept_all(); });
}

Loopback::~Loopback() {
    ::close(stop_pipe_[1]);
    thread_.join();
    for (Connection& connection : open_) ::shutdown(connection.socket, SHUT_RDWR);
    for (Connection& connection : open_) {
        connection.thread.join();
        ::close(connection.socket);
    }
    ::close(stop_pipe_[0]);
    ::close(listener_);
}

std::vector<std::string> Loopback::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void Loopback::accept_all() {
    while (true) {
        std::array<pollfd, 2> both = {pollfd{listener_, POLLIN, 0}, pollfd{stop_pipe_[0], POLLIN, 0}};
        ::poll(both.data(), both.size(), -1);
        if (both[1].revents != 0) return;
        const int socket = ::accept(listener_, nullptr, nullptr);
        if (socket < 0) continue;
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        ++connections_;
        open_.push_back({socket, std::thread([this, socket] { serve(socket); })});
    }
}

void Loopback::serve(int socket) {
    std::string buffer;
    while (const auto request = read_request(socket, buffer)) {
        {
            const std::lock_guard lock(mutex_);
            requests_.push_back(request->head + request->body);
        }
        Peer peer(socket);
        answer_(peer, *request);
    }
    ::shutdown(socket, SHUT_RDWR);
}

}  // namespace familiar::test
