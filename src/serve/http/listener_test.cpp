#include "serve/http/listener.h"

#include "platform/channel.h"
#include "serve/limits.h"

#include <asio.hpp>
#include <atomic>
#include <gtest/gtest.h>
#include <thread>

namespace familiar::serve::http {
namespace {

using namespace std::chrono_literals;

// A stream that a test feeds; `stopped` tells that the client has gone.
class FedStream final : public Stream {
public:
    void on_ready(Wake wake) override {
        wake_ = std::move(wake);
        ready_.try_send(true);
    }
    Piece next() override {
        const platform::Lock lock(mutex_);
        return {std::exchange(bytes_, {}), ended_};
    }
    void gone() override { gone_.try_send(true); }

    void feed(std::string_view bytes, bool last = false) {
        {
            const platform::Lock lock(mutex_);
            bytes_ += bytes;
            ended_ = last;
        }
        wake_();
    }
    void wait_until_ready() { ready_.receive(); }
    void wait_until_gone() { gone_.receive(); }

private:
    platform::Mutex mutex_;
    std::string bytes_;
    bool ended_ = false;
    Wake wake_;
    platform::Channel<bool> ready_{1};
    platform::Channel<bool> gone_{1};
};

// A stream without end, which counts what was taken from it.
class EndlessStream final : public Stream {
public:
    void on_ready(Wake wake) override { wake(); }
    Piece next() override {
        taken += k_piece_bytes;
        return {std::string(k_piece_bytes, 'x'), false};
    }
    std::atomic<std::size_t> taken = 0;
};

class SlowAnswer final : public Later {
public:
    void on_ready(Wake wake) override {
        wake_ = std::move(wake);
        ready_.try_send(true);
    }
    std::optional<Response> take() override {
        if (!known_) return std::nullopt;
        return response(200, "text/plain", "late");
    }
    void gone() override { gone_.try_send(true); }
    void know() {
        ready_.receive();
        wake_();  // too early: nothing yet
        known_ = true;
        wake_();
    }
    void wait_until_gone() { gone_.receive(); }

private:
    std::atomic<bool> known_ = false;
    Wake wake_;
    platform::Channel<bool> ready_{1};
    platform::Channel<bool> gone_{1};
};

class Echo final : public Application {
public:
    std::size_t body_bytes_max(const Request& head) const override {
        return head.path == "/large" ? 8U << 20U : k_body_bytes_max;
    }
    std::optional<Response> refuse_large_body(const Request& head) override {
        if (head.header("authorization") == "yes") return std::nullopt;
        return response(401, "text/plain", "who are you?");
    }
    Response answer(const Request& request) override {
        if (request.path == "/stream") return {200, {{"content-type", "text/plain"}}, fed};
        if (request.path == "/endless") return {200, {}, endless};
        if (request.path == "/later") return {200, {{"x-promised", "yes"}, {"content-type", "none"}}, later};
        if (request.path == "/length") return response(200, "text/plain", std::to_string(request.body.size()));
        if (request.path == "/large") return response(200, "text/plain", std::to_string(request.body.size()));
        if (request.path == "/header") return response(200, "text/plain", "").with("x-evil", "a\r\nset-cookie: b");
        return response(200, "text/plain", request.path + " " + request.body);
    }
    Response refusal(const Request&, int status, const std::string& message) override {
        return response(status, "text/plain", message);
    }

    std::shared_ptr<FedStream> fed = std::make_shared<FedStream>();
    std::shared_ptr<EndlessStream> endless = std::make_shared<EndlessStream>();
    std::shared_ptr<SlowAnswer> later = std::make_shared<SlowAnswer>();
};

class Client {
public:
    explicit Client(std::uint16_t port) : socket_(context_) {
        socket_.connect({asio::ip::address_v4::loopback(), port});
    }
    void send(std::string_view bytes) { asio::write(socket_, asio::buffer(bytes.data(), bytes.size())); }
    // Reads until `end` was read; what came up to it.
    std::string read_to(const std::string& end) {
        asio::error_code error;
        const std::size_t size = asio::read_until(socket_, asio::dynamic_buffer(input_), end, error);
        std::string read = input_.substr(0, error ? input_.size() : size);
        input_.erase(0, read.size());
        return read;
    }
    std::string read_all() {
        asio::error_code error;
        asio::read(socket_, asio::dynamic_buffer(input_), error);
        return std::exchange(input_, {});
    }
    void close() { socket_.close(); }
    void end_sending() { socket_.shutdown(asio::ip::tcp::socket::shutdown_send); }

private:
    asio::io_context context_;
    asio::ip::tcp::socket socket_;
    std::string input_;
};

class ListenerTest : public testing::Test {
protected:
    static std::string get(const std::string& path) { return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n"; }
    static std::string get_once(const std::string& path) {
        return "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    }
    std::string ask(const std::string& bytes) {
        Client client(listener->port());
        client.send(bytes);
        return client.read_all();
    }

    Echo echo;
    platform::Workers workers{2, 64};
    platform::SystemRandom random;
    std::unique_ptr<Listener> listener = *Listener::open("127.0.0.1", 0, echo, workers, random);
};

TEST_F(ListenerTest, AnswersAndKeepsTheConnection) {
    Client client(listener->port());
    for (const char* path : {"/one", "/two"}) {
        client.send(get(path));
        const std::string head = client.read_to("\r\n\r\n");
        EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\n")) << head;
        EXPECT_NE(head.find("content-length: 5\r\n"), std::string::npos) << head;
        EXPECT_EQ(client.read_to(" "), std::string(path) + " ");
    }
}

TEST_F(ListenerTest, AnswersPipelinedRequestsInOrderAndThenTheGarbage) {
    const std::string answers = ask(get("/1") + get("/2") + "\x01garbage\r\n\r\n");
    const std::size_t one = answers.find("/1 ");
    const std::size_t two = answers.find("/2 ");
    const std::size_t bad = answers.find("HTTP/1.1 400");
    EXPECT_LT(one, two);
    EXPECT_LT(two, bad);
    EXPECT_NE(bad, std::string::npos) << answers;
    EXPECT_NE(answers.find("connection: close", bad), std::string::npos);
}

TEST_F(ListenerTest, HeadHasTheLengthAndNoBody) {
    const std::string answer = ask("HEAD /four HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    EXPECT_NE(answer.find("content-length: 6\r\n"), std::string::npos) << answer;
    EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST_F(ListenerTest, AHeaderValueCannotBeginAnotherHeader) {
    EXPECT_EQ(ask(get_once("/header")).find("\nset-cookie"), std::string::npos);
}

TEST_F(ListenerTest, ALongBodyIsNotReadForAnybody) {
    Client client(listener->port());
    client.send("POST /large HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n");  // and not a byte of it
    EXPECT_NE(client.read_all().find("401 Unauthorized"), std::string::npos);
    EXPECT_NE(ask("POST /length HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n").find(" 413 "),
              std::string::npos);
}

TEST_F(ListenerTest, ALongBodyIsReadForWhomItMay) {
    Client client(listener->port());
    client.send(
        "POST /large HTTP/1.1\r\nHost: h\r\nAuthorization: yes\r\nExpect: 100-continue\r\nContent-Length: "
        "3000000\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(client.read_to("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send(std::string(3'000'000, 'a'));
    EXPECT_TRUE(client.read_all().ends_with("3000000"));
}

TEST_F(ListenerTest, StreamsPieceByPiece) {
    Client client(listener->port());
    client.send(get("/stream"));
    EXPECT_NE(client.read_to("\r\n\r\n").find("transfer-encoding: chunked"), std::string::npos);
    echo.fed->wait_until_ready();
    echo.fed->feed("first");
    EXPECT_EQ(client.read_to("first\r\n"), "5\r\nfirst\r\n");
    echo.fed->feed("last", true);
    EXPECT_EQ(client.read_to("0\r\n\r\n"), "4\r\nlast\r\n0\r\n\r\n");
    client.send(get("/after"));
    EXPECT_NE(client.read_to("/after ").find("200 OK"), std::string::npos);
}

TEST_F(ListenerTest, OldClientsGetAStreamWithoutChunks) {
    Client client(listener->port());
    client.send("GET /stream HTTP/1.0\r\n\r\n");
    echo.fed->wait_until_ready();
    echo.fed->feed("plain", true);
    const std::string answer = client.read_all();
    EXPECT_TRUE(answer.ends_with("\r\n\r\nplain")) << answer;
}

TEST_F(ListenerTest, AStreamLearnsThatItsClientHasGone) {
    Client client(listener->port());
    client.send(get("/stream"));
    client.read_to("\r\n\r\n");
    echo.fed->wait_until_ready();
    client.close();
    echo.fed->wait_until_gone();
}

TEST_F(ListenerTest, ASlowClientHoldsBackItsStream) {
    Client client(listener->port());
    client.send(get("/endless"));
    client.read_to("\r\n\r\n");
    std::size_t before = 0;
    // The sockets' buffers fill, then nothing more is taken.
    do {
        before = echo.endless->taken;
        ask(get_once("/time passes"));
        ask(get_once("/and passes"));
    } while (echo.endless->taken != before);
    EXPECT_LT(echo.endless->taken, std::size_t{64} << 20U);
    EXPECT_NE(ask(get_once("/others")).find("200 OK"), std::string::npos);
}

TEST_F(ListenerTest, AnAnswerMayComeLater) {
    Client client(listener->port());
    client.send(get_once("/later"));
    echo.later->know();
    const std::string answer = client.read_all();
    EXPECT_TRUE(answer.ends_with("late"));
    EXPECT_NE(answer.find("x-promised: yes\r\n"), std::string::npos);
    EXPECT_NE(answer.find("content-type: text/plain\r\n"), std::string::npos);
    EXPECT_EQ(answer.find("none"), std::string::npos);
}

TEST_F(ListenerTest, ALateAnswerLearnsThatItsClientHasGone) {
    Client client(listener->port());
    client.send(get("/later"));
    client.close();
    echo.later->wait_until_gone();
}

TEST_F(ListenerTest, AClientThatEndsSendingStillGetsItsAnswer) {
    Client client(listener->port());
    client.send(get("/half"));
    client.end_sending();
    EXPECT_TRUE(client.read_all().ends_with("/half "));
}

TEST_F(ListenerTest, StopLetsAStreamFinish) {
    Client client(listener->port());
    Client idle(listener->port());
    client.send(get("/stream"));
    client.read_to("\r\n\r\n");
    echo.fed->wait_until_ready();
    std::thread stopping([this] { listener->stop(60s); });
    EXPECT_EQ(idle.read_all(), "");  // closed: the stop has begun
    echo.fed->feed("the end", true);
    EXPECT_EQ(client.read_all(), "7\r\nthe end\r\n0\r\n\r\n");
    stopping.join();
}

TEST_F(ListenerTest, StopEndsWhatDoesNotFinish) {
    Client client(listener->port());
    client.send(get("/stream"));
    client.read_to("\r\n\r\n");
    listener->stop(1ms);
    echo.fed->wait_until_gone();
    EXPECT_EQ(client.read_all(), "");
}

TEST_F(ListenerTest, ATakenPortIsSaid) {
    const auto second = Listener::open("127.0.0.1", listener->port(), echo, workers, random);
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, ErrorCode::unavailable);
    EXPECT_FALSE(Listener::open("not an address", 0, echo, workers, random).has_value());
}

}  // namespace
}  // namespace familiar::serve::http
