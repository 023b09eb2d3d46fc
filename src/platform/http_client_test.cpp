#include "platform/http_client.h"

#include "tests/support/tiny_server.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <latch>
#include <thread>

namespace familiar::platform {
namespace {

using std::chrono::milliseconds;
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
        HttpRequest request = to("http://" + host + ":" + port + "/");
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

// RFC 6890 and the IANA registries behind it.
TEST(SpecialAddress, is_every_one_that_is_not_public) {
    for (const char* ip : {"0.0.0.0",
                           "0.255.255.255",
                           "10.0.0.1",
                           "10.255.255.255",
                           "100.64.0.1",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.255.255",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.0.0.1",
                           "192.0.2.5",
                           "192.88.99.1",
                           "192.168.1.1",
                           "198.18.0.1",
                           "198.19.255.255",
                           "198.51.100.7",
                           "203.0.113.9",
                           "224.0.0.1",
                           "239.255.255.250",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::127.0.0.1",
                           "::ffff:10.0.0.1",
                           "::ffff:127.0.0.1",
                           "::ffff:0:127.0.0.1",
                           "64:ff9b::7f00:1",
                           "64:ff9b:1::1",
                           "100::1",
                           "2001::1",
                           "2001:10::1",
                           "2001:db8::1",
                           "2002:7f00:1::",
                           "2002:c0a8:101::1",
                           "3fff::1",
                           "5f00::1",
                           "fc00::1",
                           "fd12:3456::1",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1",
                           "",
                           "nonsense",
                           "1.2.3",
                           "1.2.3.4.5",
                           "127.0.0.1 ",
                           "0x7f.0.0.1",
                           "::1%lo"}) {
        EXPECT_TRUE(is_special_address(ip)) << ip;
    }
}

TEST(SpecialAddress, is_no_public_one) {
    for (const char* ip : {"1.1.1.1",         "8.8.8.8",
                           "9.255.255.255",   "11.0.0.1",
                           "100.63.255.255",  "100.128.0.1",
                           "126.255.255.255", "128.0.0.1",
                           "169.253.1.1",     "172.15.255.255",
                           "172.32.0.1",      "192.0.1.1",
                           "192.167.1.1",     "192.169.1.1",
                           "198.17.1.1",      "198.20.0.1",
                           "223.255.255.255", "::ffff:8.8.8.8",
                           "2606:4700::1111", "2a00:1450::1",
                           "2001:200::1",     "2001:4860:4860::8888",
                           "2002:808:808::1", "3ffe::1",
                           "3fff:1000::1"}) {
        EXPECT_FALSE(is_special_address(ip)) << ip;
    }
}

}  // namespace
}  // namespace familiar::platform
