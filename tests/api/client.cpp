#include "tests/api/client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace familiar::test {

namespace {

constexpr int k_silence_max_s = 30;

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

Json json_of(const std::string& text) {
    auto json = parse_json(text);
    if (!json) ADD_FAILURE() << json.error().message << " in: " << text.substr(0, 300);
    return json.value_or(Json());
}

}  // namespace

Json Reply::json() const { return json_of(body); }
Json ServerSent::json() const { return json_of(data); }

std::string Reply::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

Connection::Connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval silence{k_silence_max_s, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &silence, sizeof silence);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        ADD_FAILURE() << "cannot connect";
}

Connection::~Connection() { ::close(socket_); }

bool Connection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Connection::send(const Asked& asked) {
    std::string bytes = asked.method + " " + asked.path + " HTTP/1.1\r\n";
    if (!asked.headers.contains("host")) bytes += "host: 127.0.0.1\r\n";
    for (const auto& [name, value] : asked.headers) bytes += name + ": " + value + "\r\n";
    if (!asked.body.empty() || asked.method == "POST")
        bytes += "content-length: " + std::to_string(asked.body.size()) + "\r\n";
    send(bytes + "\r\n" + asked.body);
}

bool Connection::fill() {
    char buffer[16384];
    const ssize_t size = ::recv(socket_, buffer, sizeof buffer, 0);
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) ADD_FAILURE() << "the server kept silent";
    if (size <= 0) return false;
    raw_.append(buffer, static_cast<std::size_t>(size));
    return true;
}

// One more chunk of a body.
bool Connection::fill_text() {
    if (text_ended_) return false;
    const std::string line = take_line(raw_, &Connection::fill);
    std::size_t size = 0;
    std::from_chars(line.data(), line.data() + line.size(), size, 16);
    text_ended_ = size == 0;
    while (raw_.size() < size + 2 && fill()) {}
    text_ += raw_.substr(0, size);
    raw_.erase(0, std::min(raw_.size(), size + 2));
    return !text_ended_;
}

std::string Connection::take_line(std::string& from, bool (Connection::*more)()) {
    std::size_t end = 0;
    while ((end = from.find('\n')) == std::string::npos) {
        if (!(this->*more)()) return std::exchange(from, {});
    }
    std::string line = from.substr(0, end);
    from.erase(0, end + 1);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

Reply Connection::read_head() {
    Reply reply;
    const std::string first = take_line(raw_, &Connection::fill);
    if (first.size() > 12) std::from_chars(first.data() + 9, first.data() + 12, reply.status);
    for (std::string line = take_line(raw_, &Connection::fill); !line.empty();
         line = take_line(raw_, &Connection::fill)) {
        const std::size_t colon = line.find(": ");
        if (colon == std::string::npos) continue;
        reply.headers[lower_case(line.substr(0, colon))] = line.substr(colon + 2);
    }
    text_.clear();
    text_ended_ = false;
    return reply;
}

Reply Connection::read_reply() {
    Reply reply = read_head();
    if (reply.header("transfer-encoding") == "chunked") {
        while (fill_text()) {}
        reply.body = std::exchange(text_, {});
        return reply;
    }
    std::size_t length = 0;
    const std::string declared = reply.header("content-length");
    std::from_chars(declared.data(), declared.data() + declared.size(), length);
    while (raw_.size() < length && fill()) {}
    reply.body = raw_.substr(0, length);
    raw_.erase(0, length);
    return reply;
}

ServerSent Connection::read_event() {
    ServerSent event;
    while (true) {
        const bool ended = text_ended_ && text_.empty();
        if (ended) return {};
        const std::string line = take_line(text_, &Connection::fill_text);
        if (line.empty() && !event.data.empty()) return event;
        if (line.empty() && text_ended_ && text_.empty()) return {};
        if (line.starts_with("id: ")) std::from_chars(line.data() + 4, line.data() + line.size(), event.id);
        if (line.starts_with("event: ")) event.kind = line.substr(7);
        if (line.starts_with("data: ")) event.data = line.substr(6);
    }
}

std::string Connection::read_to_end() {
    while (fill()) {}
    return std::exchange(raw_, {});
}

Reply ask(std::uint16_t port, const Asked& asked) {
    Connection connection(port);
    connection.send(asked);
    return asked.method == "HEAD" ? connection.read_head() : connection.read_reply();
}

std::vector<ServerSent> events_in(const std::string& body) {
    std::vector<ServerSent> events;
    ServerSent event;
    std::size_t begin = 0;
    while (begin < body.size()) {
        const std::size_t end = std::min(body.find('\n', begin), body.size());
        const std::string line = body.substr(begin, end - begin);
        begin = end + 1;
        if (line.starts_with("id: ")) std::from_chars(line.data() + 4, line.data() + line.size(), event.id);
        if (line.starts_with("event: ")) event.kind = line.substr(7);
        if (line.starts_with("data: ")) event.data = line.substr(6);
        if (line.empty() && !event.data.empty()) events.push_back(std::exchange(event, {}));
    }
    return events;
}

}  // namespace familiar::test
