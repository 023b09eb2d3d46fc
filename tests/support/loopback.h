// A listener of HTTP/1.1 for servers that tests play: a thread for each connection, kept alive between requests.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace familiar::test {

struct HttpText {
    std::string head;  // with its blank line
    std::string body;

    bool starts(std::string_view method_and_path) const { return head.starts_with(method_and_path); }
};

// The other side of a connection, while one of its requests is answered.
class Peer {
public:
    explicit Peer(int socket) : socket_(socket) {}

    // False when it has gone.
    bool send(std::string_view bytes);
    // A response with a Content-Length; `headers` are whole lines.
    bool respond(int status, std::string_view body, std::string_view headers = "Content-Type: application/json\r\n");
    // One piece of a body in chunks; the empty one ends it.
    bool send_chunk(std::string_view bytes);
    // Cuts the connection.
    void hang_up();
    // Runs `work` with a token that is stopped when the peer goes away.
    void while_there(const std::function<void(std::stop_token)>& work);

private:
    int socket_;
};

class Loopback {
public:
    using Answer = std::function<void(Peer& peer, const HttpText& request)>;

    // On 127.0.0.1, port 0 for any, or on a Unix socket whose path is not empty.
    Loopback(int port, const std::string& unix_socket, Answer answer);
    ~Loopback();
    Loopback(const Loopback&) = delete;
    Loopback& operator=(const Loopback&) = delete;

    int port() const { return port_; }
    std::size_t connections() const { return connections_; }
    std::vector<std::string> requests() const;

private:
    struct Connection {
        int socket;
        std::thread thread;
    };

    void accept_all();
    void serve(int socket);

    const Answer answer_;
    int listener_ = -1;
    int stop_pipe_[2] = {-1, -1};
    int port_ = 0;
    std::atomic<std::size_t> connections_ = 0;
    mutable std::mutex mutex_;
    std::list<Connection> open_;
    std::vector<std::string> requests_;
    std::thread thread_;
};

}  // namespace familiar::test
