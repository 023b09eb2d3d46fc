// What is too long, too often, broken, or too slow.
#include "serve/limits.h"

#include "tests/api/world.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace familiar::test {
namespace {

using namespace std::chrono_literals;

class Limits : public testing::Test {
protected:
    Reply raw(const std::string& bytes) const {
        Connection connection(world.port());
        connection.send(bytes);
        return connection.read_reply();
    }
    World world;
};

TEST_F(Limits, TooLongIsSaid) {
    const Reply body = world.ask(world.ana_key, "POST", "/api/v1/turns", std::string(serve::k_body_bytes_max + 1, ' '));
    EXPECT_EQ(body.status, 413);
    EXPECT_FALSE(text_at(body.json()["error"], "message").empty());
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/" + std::string(serve::k_url_bytes_max, 'a')).status, 414);
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/", {}, {{"x-long", std::string(serve::k_head_bytes_max, 'a')}}).status,
              431);
    const Reply upload = raw("POST /api/v1/imports HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer " +
                             world.ana_key + "\r\ncontent-length: 100000000\r\n\r\n");
    EXPECT_EQ(upload.status, 413);
    const Reply openai = raw("POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer " +
                             world.ana_key + "\r\ncontent-length: 100000000\r\n\r\n");
    EXPECT_EQ(openai.status, 413);
    EXPECT_EQ(text_at(openai.json()["error"], "type"), "invalid_request_error");
}

TEST_F(Limits, AnUploadIsNotReadForNobody) {
    const Reply reply = raw("POST /api/v1/imports HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 50000000\r\n\r\n");
    EXPECT_EQ(reply.status, 401);
}

TEST_F(Limits, BrokenBodiesAreSaid) {
    for (const char* body :
         {"{", "[]", "nul", "{\"words\":\"\xff\"}", "{\"words\":1}", "{\"words\":\"a\",\"mode\":\"quick\"}"}) {
        const Reply reply = world.ask(world.ana_key, "POST", "/api/v1/turns", body);
        EXPECT_EQ(reply.status, 400) << body;
        EXPECT_EQ(text_at(reply.json()["error"], "code"), "invalid_argument") << body;
    }
    const std::string deep(5000, '[');
    EXPECT_EQ(world.ask(world.ana_key, "POST", "/api/v1/turns", deep).status, 400);
    EXPECT_EQ(world.ask(world.ana_key, "POST", "/api/v1/turns", "words=a", {{"content-type", "text/plain"}}).status,
              415);
    EXPECT_EQ(world.ask(world.ana_key, "POST", "/api/v1/imports", "x", {{"content-type", "text/plain"}}).status, 415);
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/search?q=%ff").status, 400);
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/search?k=many").status, 400);
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/search?after=yesterday").status, 400);
}

TEST_F(Limits, GarbageIsAnsweredAndClosed) {
    for (const char* bytes :
         {"\x16\x03\x01\x02\x00\x01", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\r\n\r\nhello there\r\n\r\n"}) {
        const Reply reply = raw(bytes);
        EXPECT_GE(reply.status, 400) << bytes;
        EXPECT_EQ(reply.header("connection"), "close");
    }
    Connection connection(world.port());
    connection.send("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n\x01garbage\r\n\r\n");
    EXPECT_EQ(connection.read_reply().status, 200);
    EXPECT_EQ(connection.read_reply().status, 400);
    EXPECT_EQ(connection.read_to_end(), "");
}

// Takes connections and never says a word.
class MuteServer {
public:
    MuteServer() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size), 0);
        EXPECT_EQ(::listen(socket_, 8), 0);
        EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
        url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/feed";
    }
    ~MuteServer() { ::close(socket_); }
    MuteServer(const MuteServer&) = delete;
    MuteServer& operator=(const MuteServer&) = delete;
    std::string url;

private:
    int socket_;
};

// An import that waits for a server that says nothing: its streams stay open.
class OpenStreams : public Limits {
protected:
    std::unique_ptr<Connection> follow(const std::string& key, int status) const {
        auto connection = std::make_unique<Connection>(world.port());
        connection->send({"GET", "/api/v1/imports/i1/events", {{"authorization", "Bearer " + key}}, {}});
        EXPECT_EQ(connection->read_head().status, status);
        if (status == 200) {
            EXPECT_EQ(connection->read_event().kind, "progress");
        }
        return connection;
    }
    void start_import(const std::string& key) const {
        const Reply started = world.ask(key, "POST", "/api/v1/imports", json_text({{"location", mute.url}}));
        EXPECT_EQ(started.status, 202) << started.body;
    }
    MuteServer mute;
};

TEST_F(OpenStreams, ArePerPerson) {
    start_import(world.ben_key);
    std::vector<std::unique_ptr<Connection>> open;
    for (std::size_t i = 0; i < serve::k_streams_per_person_max; ++i) open.push_back(follow(world.ben_key, 200));
    const Reply refused = world.ask(world.ben_key, "GET", "/api/v1/imports/i1/events");
    EXPECT_EQ(refused.status, 429);
    EXPECT_FALSE(refused.header("retry-after").empty());
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/export").status, 200) << "Ana has her own";
    open.clear();
    int status = 0;  // the server learns of each closed connection in its own time
    while (status != 200) status = world.ask(world.ben_key, "GET", "/api/v1/export").status;
}

TEST_F(OpenStreams, EndWhenTheServerStops) {
    start_import(world.ben_key);
    const auto connection = follow(world.ben_key, 200);
    world.server->stop(50ms);
    while (!connection->read_event().kind.empty()) {}
}

TEST_F(OpenStreams, ImportsThatWaitAreBounded) {
    for (std::size_t i = 0; i < serve::k_imports_waiting_per_person_max; ++i) start_import(world.ben_key);
    const Reply refused = world.ask(world.ben_key, "POST", "/api/v1/imports", json_text({{"location", mute.url}}));
    EXPECT_EQ(refused.status, 429);
    EXPECT_FALSE(refused.header("retry-after").empty());
}

class Rates : public testing::Test {
protected:
    static serve::ServerOptions strict() {
        auto options = World::generous();
        options.requests_burst = 5;
        options.requests_per_minute = 1;
        options.turns_burst = 2;
        options.turns_per_minute = 1;
        options.address_burst = 200;
        options.address_per_minute = 1;
        return options;
    }
    World world{strict()};
};

TEST_F(Rates, TooOftenIsSaidWithTheTimeToWait) {
    Reply reply;
    for (int i = 0; i < 5; ++i) {
        reply = world.ask(world.ana_key, "GET", "/api/v1/me");
        EXPECT_EQ(reply.status, 200);
    }
    EXPECT_EQ(reply.header("x-ratelimit-limit-requests"), "5");
    EXPECT_EQ(reply.header("x-ratelimit-remaining-requests"), "0");
    EXPECT_FALSE(reply.header("x-ratelimit-reset-requests").empty());
    reply = world.ask(world.ana_key, "GET", "/api/v1/me");
    EXPECT_EQ(reply.status, 429);
    EXPECT_GT(std::stoi(reply.header("retry-after")), 0);
    EXPECT_EQ(world.ask(world.ben_key, "GET", "/api/v1/me").status, 200) << "Ben pays for himself";
}

TEST_F(Rates, TurnsHaveTheirOwn) {
    const std::string body = R"({"words":"1+1","temporary":true})";
    EXPECT_EQ(world.ask(world.ben_key, "POST", "/api/v1/turns", body).status, 200);
    EXPECT_EQ(world.ask(world.ben_key, "POST", "/api/v1/turns", body).status, 200);
    const Reply refused = world.ask(world.ben_key, "POST", "/v1/chat/completions",
                                    R"({"model":"familiar","messages":[{"role":"user","content":"1+1"}]})");
    EXPECT_EQ(refused.status, 429);
    EXPECT_FALSE(refused.header("retry-after").empty());
    EXPECT_EQ(text_at(refused.json()["error"], "type"), "rate_limit_error");
    EXPECT_EQ(world.ask(world.ben_key, "GET", "/api/v1/me").status, 200);
}

TEST_F(Rates, GuessingKeysRunsDry) {
    int status = 0;
    int tries = 0;
    while (status != 429 && tries < 1000) {
        status = world.ask("fam_guess" + std::to_string(tries++), "GET", "/api/v1/me").status;
    }
    EXPECT_EQ(status, 429);
    EXPECT_LT(tries, 60);
    EXPECT_EQ(world.ask(world.ana_key, "GET", "/api/v1/me").status, 200) << "who has a key is not kept out";
}

}  // namespace
}  // namespace familiar::test
