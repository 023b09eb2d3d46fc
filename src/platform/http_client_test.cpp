#include "platform/http_client.h"

#include "tests/support/loopback.h"
#include "tests/support/temp_folder.h"
#include "tests/support/tiny_server.h"

#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <latch>
#include <semaphore>
#include <thread>

namespace familiar::platform {
namespace {

using std::chrono::milliseconds;
using test::HttpText;
using test::Loopback;
using test::Peer;
using test::response;
using test::TinyServer;

class HttpClientTest : public ::testing::Test {
protected:
    HttpClientTest() {
        for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
    }

    static HttpRequest to(const std::string& url) {
        HttpRequest request;
        request.url = url;
        request.addresses = AddressPolicy::any;
        return request;
    }
    Result<HttpResponse> get(const HttpRequest& request) { return client_.get(Call(clock_), request); }

    SystemClock clock_;
    CurlClient client_;
};

TEST_F(HttpClientTest, gets_status_headers_and_body) {
    TinyServer server(
        [](const std::string&) { return response(200, "hello", "ETag: \"v1\"\r\nX-Mixed-CASE:  padded \r\n"); });
    HttpRequest request = to(server.url("/path?q=1"));
    request.headers["If-None-Match"] = "\"v0\"";
    const auto got = get(request);
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ(got->status, 200);
    EXPECT_EQ(got->body, "hello");
    EXPECT_EQ(got->headers.at("etag"), "\"v1\"");
    EXPECT_EQ(got->headers.at("x-mixed-case"), "padded");
    EXPECT_EQ(got->final_url, server.url("/path?q=1"));
    EXPECT_GT(got->bytes_sent, 20);
    EXPECT_GT(got->bytes_received, 50);
    ASSERT_EQ(server.requests().size(), 1U);
    EXPECT_NE(server.requests()[0].find("GET /path?q=1 HTTP/1.1"), std::string::npos);
    EXPECT_NE(server.requests()[0].find("If-None-Match: \"v0\""), std::string::npos);
    EXPECT_NE(server.requests()[0].find("User-Agent: Familiar\r\n"), std::string::npos);
}

TEST_F(HttpClientTest, an_error_status_is_a_response) {
    TinyServer server([](const std::string&) { return response(404, "no such page"); });
    const auto got = get(to(server.url("/")));
    ASSERT_TRUE(got);
    EXPECT_EQ(got->status, 404);
    EXPECT_EQ(got->body, "no such page");
}

TEST_F(HttpClientTest, follows_redirects_as_far_as_allowed) {
    TinyServer server([](const std::string& request) {
        if (request.starts_with("GET /end")) return response(200, "there", "X-Last: yes\r\n");
        if (request.starts_with("GET /loop")) return response(302, "", "Location: /loop\r\n");
        return response(301, "", "Location: /end\r\nX-First: yes\r\n");
    });
    const auto got = get(to(server.url("/start")));
    ASSERT_TRUE(got);
    EXPECT_EQ(got->body, "there");
    EXPECT_EQ(got->final_url, server.url("/end"));
    EXPECT_TRUE(got->headers.contains("x-last"));
    EXPECT_FALSE(got->headers.contains("x-first"));
    EXPECT_EQ(get(to(server.url("/loop"))).error().code, ErrorCode::unavailable);
    EXPECT_EQ(server.requests().size(), 2U + 6U);
    HttpRequest none = to(server.url("/start"));
    none.redirects_max = 0;
    EXPECT_EQ(get(none)->status, 301);
}

TEST_F(HttpClientTest, asks_no_address_inside_the_house) {
    TinyServer server([](const std::string&) { return response(200, "secret"); });
    const std::string port = std::to_string(server.port());
    for (const std::string host :
         {"127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"}) {
        HttpRequest request = to(fmt::format("http://{}:{}/", host, port));
        request.addresses = AddressPolicy::public_only;
        const auto got = get(request);
        ASSERT_FALSE(got) << host;
        EXPECT_EQ(got.error().code, ErrorCode::denied) << host << ": " << got.error().text();
    }
    EXPECT_TRUE(server.requests().empty());
}

TEST_F(HttpClientTest, asks_only_http) {
    for (const char* url :
         {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "nonsense://x", "http://", ""}) {
        const auto got = get(to(url));
        ASSERT_FALSE(got) << url;
        EXPECT_EQ(got.error().code, ErrorCode::invalid_argument) << url << ": " << got.error().text();
    }
    TinyServer server([](const std::string&) { return response(302, "", "Location: file:///etc/passwd\r\n"); });
    EXPECT_FALSE(get(to(server.url("/"))));
}

TEST_F(HttpClientTest, takes_no_more_than_the_limit) {
    TinyServer server([](const std::string&) { return response(200, std::string(5000, 'x')); });
    HttpRequest request = to(server.url("/"));
    request.body_bytes_max = 5000;
    EXPECT_EQ(get(request)->body.size(), 5000U);
    request.body_bytes_max = 4999;
    EXPECT_EQ(get(request).error().code, ErrorCode::exhausted);
}

std::string packed_letters() {
    // A stored block, as gzip writes it when it does not compress: header, 1 + LEN + NLEN, the bytes, CRC32, size.
    return std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff\x01\x05\0\xfa\xff", 15) + "hello" +
           std::string("\x86\xa6\x10\x36\x05\0\0\0", 8);
}

TEST_F(HttpClientTest, unpacks_gzip) {
    TinyServer server([](const std::string&) { return response(200, packed_letters(), "Content-Encoding: gzip\r\n"); });
    const auto got = get(to(server.url("/")));
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ(got->body, "hello");
    EXPECT_NE(server.requests()[0].find("gzip"), std::string::npos);
    HttpRequest small = to(server.url("/"));
    small.body_bytes_max = 4;
    EXPECT_EQ(get(small).error().code, ErrorCode::exhausted);
}

TEST_F(HttpClientTest, waits_no_longer_than_allowed) {
    TinyServer server([](const std::string&) { return std::string(TinyServer::k_silence); });
    HttpRequest request = to(server.url("/"));
    request.time_max = milliseconds(30);
    EXPECT_EQ(get(request).error().code, ErrorCode::deadline);
    const Call short_call(clock_, {}, milliseconds(30), "r");
    EXPECT_EQ(client_.get(short_call, to(server.url("/"))).error().code, ErrorCode::deadline);
}

TEST_F(HttpClientTest, stops_when_the_caller_has_gone) {
    std::latch asked(1);
    TinyServer server([&](const std::string&) {
        asked.count_down();
        return std::string(TinyServer::k_silence);
    });
    std::stop_source source;
    const std::jthread stopper([&] {
        asked.wait();
        source.request_stop();
    });
    const auto before = clock_.steady();
    const auto got = client_.get(Call(clock_, source.get_token(), {}, "r"), to(server.url("/")));
    EXPECT_EQ(got.error().code, ErrorCode::cancelled);
    EXPECT_LT(clock_.steady() - before, std::chrono::seconds(5));
    EXPECT_EQ(client_.get(Call(clock_, source.get_token(), {}, "r"), to(server.url("/"))).error().code,
              ErrorCode::cancelled);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(HttpClientTest, says_when_nobody_is_there) {
    std::string url;
    {
        const TinyServer gone([](const std::string&) { return std::string(); });
        url = gone.url("/");
    }
    const auto got = get(to(url));
    EXPECT_EQ(got.error().code, ErrorCode::unavailable);
    TinyServer rude([](const std::string&) { return std::string("nonsense"); });
    EXPECT_FALSE(get(to(rude.url("/"))));
    TinyServer cut(
        [](const std::string&) { return std::string("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"); });
    EXPECT_EQ(get(to(cut.url("/"))).error().code, ErrorCode::unavailable);
}

class HttpSendTest : public HttpClientTest {
protected:
    static HttpRequest post(const std::string& url, std::string body) {
        HttpRequest request = to(url);
        request.method = HttpMethod::post;
        request.body = std::move(body);
        return request;
    }
    Result<HttpResponse> send(const HttpRequest& request, const HttpSink& sink = {}) {
        return client_.send(Call(clock_), request, sink);
    }
};

TEST_F(HttpSendTest, posts_a_body_and_counts_every_byte) {
    Loopback server(0, "", [](Peer& peer, const HttpText& request) { peer.respond(201, request.body, ""); });
    for (const std::size_t size : {0U, 5U, 3'000'000U}) {
        HttpRequest request = post(fmt::format("http://127.0.0.1:{}/in", server.port()), std::string(size, 'b'));
        request.headers["Content-Type"] = "application/json";
        HttpTraffic traffic;
        request.traffic = [&](const HttpTraffic& told) { traffic = told; };
        const auto got = send(request);
        ASSERT_TRUE(got) << got.error().text();
        EXPECT_EQ(got->status, 201);
        EXPECT_EQ(got->body, request.body);
        const std::string asked = server.requests().back();
        EXPECT_TRUE(asked.starts_with("POST /in HTTP/1.1\r\n")) << asked.substr(0, 200);
        EXPECT_NE(asked.find("Content-Type: application/json\r\n"), std::string::npos);
        EXPECT_EQ(asked.find("Expect"), std::string::npos);
        EXPECT_EQ(got->bytes_sent, static_cast<std::int64_t>(asked.size()));
        const std::string head = fmt::format("HTTP/1.1 201 Status\r\nContent-Length: {}\r\n\r\n", size);
        EXPECT_EQ(got->bytes_received, static_cast<std::int64_t>(head.size() + size));
        EXPECT_EQ(traffic.bytes_sent, got->bytes_sent);
        EXPECT_EQ(traffic.bytes_received, got->bytes_received);
    }
    EXPECT_EQ(server.connections(), 1U);
}

TEST_F(HttpSendTest, hands_out_bytes_as_they_come) {
    std::latch seen(1);
    Loopback server(0, "", [&](Peer& peer, const HttpText&) {
        peer.send("HTTP/1.1 200 OK\r\nX-Kind: stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        peer.send_chunk("first");
        seen.wait();  // the second is sent only when the first was seen
        peer.send_chunk("second");
        peer.send_chunk("");
    });
    std::string all;
    const auto got = send(post(fmt::format("http://127.0.0.1:{}/", server.port()), "x"),
                          [&](const HttpResponse& head, std::string_view bytes) {
                              EXPECT_EQ(head.status, 200);
                              EXPECT_EQ(head.headers.at("x-kind"), "stream");
                              if (all.empty()) seen.count_down();
                              all += bytes;
                              return true;
                          });
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ(all, "firstsecond");
    EXPECT_TRUE(got->body.empty());
    EXPECT_FALSE(got->stopped);
}

TEST_F(HttpSendTest, ends_when_the_sink_wants_no_more) {
    Loopback server(0, "", [](Peer& peer, const HttpText&) {
        peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (peer.send_chunk("more")) {}
    });
    const HttpRequest request = post(fmt::format("http://127.0.0.1:{}/", server.port()), "x");
    const auto got = send(request, [](const HttpResponse&, std::string_view) { return false; });
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_TRUE(got->stopped);
    EXPECT_EQ(got->status, 200);
    HttpRequest small = request;
    small.body_bytes_max = 100;
    std::size_t taken = 0;
    const auto cut = send(small, [&](const HttpResponse&, std::string_view bytes) {
        taken += bytes.size();
        return true;
    });
    EXPECT_EQ(cut.error().code, ErrorCode::exhausted);
    EXPECT_LE(taken, 100U);
}

TEST_F(HttpSendTest, keeps_connections_by_destination) {
    const auto echo = [](Peer& peer, const HttpText& request) { peer.respond(200, request.body); };
    Loopback one(0, "", echo);
    Loopback other(0, "", echo);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(send(post(fmt::format("http://127.0.0.1:{}/a{}", one.port(), i), "x"))->body, "x");
        EXPECT_EQ(send(post(fmt::format("http://127.0.0.1:{}/b{}", other.port(), i), "y"))->body, "y");
    }
    EXPECT_EQ(one.connections(), 1U);
    EXPECT_EQ(other.connections(), 1U);
    // A connection that was allowed does not serve a request that is not.
    HttpRequest narrow = post(fmt::format("http://127.0.0.1:{}/", one.port()), "x");
    narrow.addresses = AddressPolicy::public_only;
    EXPECT_EQ(send(narrow).error().code, ErrorCode::denied);
    EXPECT_EQ(one.requests().size(), 3U);
}

TEST_F(HttpSendTest, asks_again_when_a_kept_connection_was_closed) {
    Loopback server(0, "", [](Peer& peer, const HttpText& request) {
        peer.respond(200, request.body);
        peer.hang_up();
    });
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(send(post(fmt::format("http://127.0.0.1:{}/", server.port()), "x")).value_or(HttpResponse{}).body,
                  "x");
    EXPECT_EQ(server.connections(), 3U);
}

TEST_F(HttpSendTest, asks_a_unix_socket_whatever_the_policy) {
    const test::TempFolder folder;
    const std::string path = (folder.path() / "engine.sock").string();
    Loopback server(0, path, [](Peer& peer, const HttpText& request) { peer.respond(200, request.body); });
    HttpRequest request = post("http://localhost/v1/x", "over a socket");
    request.unix_socket = path;
    request.addresses = AddressPolicy::public_only;
    for (int i = 0; i < 2; ++i) {
        const auto got = send(request);
        ASSERT_TRUE(got) << got.error().text();
        EXPECT_EQ(got->body, "over a socket");
    }
    EXPECT_EQ(server.connections(), 1U);
    request.unix_socket = (folder.path() / "nobody.sock").string();
    const auto nobody = send(request);
    EXPECT_EQ(nobody.error().code, ErrorCode::unavailable);
    EXPECT_NE(nobody.error().text().find("nobody.sock"), std::string::npos);
}

TEST_F(HttpSendTest, loses_patience_by_kind_of_silence) {
    Loopback server(0, "", [](Peer& peer, const HttpText& request) {
        if (request.starts("POST /half")) peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        peer.while_there([](std::stop_token gone) {
            std::binary_semaphore left(0);
            const std::stop_callback wake(gone, [&] { left.release(); });
            left.acquire();
        });
    });
    HttpRequest request = post(fmt::format("http://127.0.0.1:{}/silent", server.port()), "x");
    request.first_byte_time_max = milliseconds(20);
    request.idle_time_max = std::chrono::hours(1);
    HttpTraffic traffic;
    request.traffic = [&](const HttpTraffic& told) { traffic = told; };
    const auto silent = send(request);
    EXPECT_EQ(silent.error().code, ErrorCode::deadline);
    EXPECT_NE(silent.error().text().find("did not answer"), std::string::npos);
    EXPECT_GT(traffic.bytes_sent, 0);
    EXPECT_EQ(traffic.bytes_received, 0);
    request.url = fmt::format("http://127.0.0.1:{}/half", server.port());
    request.first_byte_time_max = std::chrono::hours(1);
    request.idle_time_max = milliseconds(20);
    const auto half = send(request);
    EXPECT_EQ(half.error().code, ErrorCode::deadline);
    EXPECT_NE(half.error().text().find("fell silent"), std::string::npos);
    EXPECT_GT(traffic.bytes_received, 0);
}

TEST_F(HttpSendTest, says_nothing_of_what_a_request_carries) {
    HttpRequest request = post("http://127.0.0.1:1/", "private words");
    request.headers["Authorization"] = "Bearer sk-secret";
    const auto got = send(request);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().text().find("sk-secret"), std::string::npos);
    EXPECT_EQ(got.error().text().find("private"), std::string::npos);
}

TEST(RetryAfter, is_seconds_or_a_date) {
    const Timestamp now = *time::parse_rfc3339("2026-03-01T09:30:00Z");
    const auto asked = [&](const std::string& value) {
        return retry_after({.headers = {{"retry-after", value}}}, now);
    };
    using std::chrono::seconds;
    EXPECT_EQ(asked("12"), seconds(12));
    EXPECT_EQ(asked("0"), seconds(0));
    EXPECT_EQ(asked("-5"), seconds(0));
    EXPECT_EQ(asked("Sun, 01 Mar 2026 09:31:30 GMT"), seconds(90));
    EXPECT_EQ(asked("Sun, 01 Mar 2026 09:00:00 GMT"), seconds(0));
    for (const char* nonsense : {"", "soon", "12 s", "1.5", "99999999999999999999"})
        EXPECT_FALSE(asked(nonsense)) << nonsense;
    EXPECT_FALSE(retry_after({}, now));
}

TEST(HostOfUrl, is_what_is_asked) {
    EXPECT_EQ(host_of_url("https://example.org/v1"), "example.org");
    EXPECT_EQ(host_of_url("http://name:word@example.org:8080?x"), "example.org:8080");
    EXPECT_EQ(host_of_url("http://[::1]:80/"), "[::1]:80");
    EXPECT_EQ(host_of_url("nonsense"), "nonsense");
}

}  // namespace
}  // namespace familiar::platform
