// An HTTP server on loopback that says what a test tells it to.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace familiar::test {

// One thread answers one request per connection, in order. The destructor ends it.
class TinyServer {
public:
    // Gets the head of a request and returns the whole response as bytes; k_silence keeps the client waiting until it
    // goes away.
    using Answers = std::function<std::string(const std::string& request)>;
    static constexpr std::string_view k_silence = "silence";

    explicit TinyServer(Answers answers);
    ~TinyServer();
    TinyServer(const TinyServer&) = delete;
    TinyServer& operator=(const TinyServer&) = delete;

    // "http://127.0.0.1:PORT" + path.
    std::string url(std::string_view path) const;
    int port() const { return port_; }
    // The heads of all requests so far.
    std::vector<std::string> requests() const;

private:
    void serve();
    void answer(int connection);

    Answers answers_;
    int listener_ = -1;
    int stop_pipe_[2] = {-1, -1};
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::thread thread_;
};

// A response with a Content-Length; `headers` are whole lines with "\r\n".
std::string response(int status, std::string_view body, std::string_view headers = "");

}  // namespace familiar::test
