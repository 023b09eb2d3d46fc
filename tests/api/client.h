// A small blocking HTTP client for tests: it sends exactly the bytes it is told to, good or bad, and reads answers
// whole or event by event.
#pragma once

#include "base/json.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::test {

struct Reply {
    int status = 0;                              // 0: the connection closed without an answer
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;                            // with chunks put together

    Json json() const;
    std::string header(const std::string& name) const;
};

struct Asked {
    std::string method = "GET";
    std::string path = "/";
    std::map<std::string, std::string> headers;
    std::string body;
};

struct ServerSent {
    std::int64_t id = 0;
    std::string kind;
    std::string data;

    Json json() const;
    friend bool operator==(const ServerSent&, const ServerSent&) = default;
};

// One connection. Fails the test when the server keeps silent for 30 seconds.
class Connection {
public:
    explicit Connection(std::uint16_t port);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // False when the server has closed.
    bool send(std::string_view bytes);
    void send(const Asked& asked);
    Reply read_reply();
    // The head of an answer; its body is read with read_event().
    Reply read_head();
    // The next event of a stream; an empty kind at its end. Comments are passed over.
    ServerSent read_event();
    std::string read_to_end();

private:
    bool fill();
    bool fill_text();
    std::string take_line(std::string& from, bool (Connection::*more)());

    int socket_ = -1;
    std::string raw_;
    std::string text_;  // of a chunked body
    bool text_ended_ = false;
};

Reply ask(std::uint16_t port, const Asked& asked);
std::vector<ServerSent> events_in(const std::string& body);

}  // namespace familiar::test
