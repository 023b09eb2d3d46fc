#include "serve/http/request_parser.h"

#include "serve/limits.h"

#include <gtest/gtest.h>

namespace familiar::serve::http {
namespace {

using State = RequestParser::State;

// Feeds all bytes, allowing bodies up to `body_max`; returns what was not taken.
std::string_view feed_all(RequestParser& parser, std::string_view bytes, std::size_t body_max = 100) {
    while (!bytes.empty() && parser.state() != State::refused && parser.state() != State::complete) {
        if (parser.state() == State::decide)
            parser.allow_body(body_max);
        else
            bytes.remove_prefix(parser.feed(bytes));
    }
    return bytes;
}

TEST(RequestParser, ReadsARequestByteByByte) {
    const std::string bytes =
        "POST /a%20b?x=1 HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\nX-Two: a\r\nx-two: b\r\n\r\nhello";
    RequestParser parser;
    for (const char c : bytes) feed_all(parser, std::string_view(&c, 1));
    ASSERT_EQ(parser.state(), State::complete);
    const Request& request = parser.request();
    EXPECT_EQ(request.method, Method::post);
    EXPECT_EQ(request.path, "/a b");
    EXPECT_EQ(request.parameter("x"), "1");
    EXPECT_EQ(request.header("x-two"), "a, b");
    EXPECT_EQ(request.body, "hello");
    EXPECT_TRUE(parser.keep_alive());
}

TEST(RequestParser, LeavesTheNextRequestAlone) {
    const std::string_view bytes = "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n";
    RequestParser parser;
    const std::string_view rest = feed_all(parser, bytes);
    EXPECT_EQ(parser.request().path, "/1");
    parser.reset();
    EXPECT_EQ(feed_all(parser, rest), "");
    EXPECT_EQ(parser.request().path, "/2");
}

TEST(RequestParser, ReadsChunksAndForgetsTrailers) {
    RequestParser parser;
    feed_all(parser,
             "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nHost: "
             "other\r\n\r\n");
    ASSERT_EQ(parser.state(), State::complete) << parser.refusal().message;
    EXPECT_EQ(parser.request().body, "abcde");
    EXPECT_EQ(parser.request().header("host"), "h");
}

struct Refused {
    std::string bytes;
    int status;
};

TEST(RequestParser, RefusesWithAStatus) {
    const std::string head = "GET / HTTP/1.1\r\nHost: h\r\n";
    std::string many = head;
    for (std::size_t i = 0; i <= k_headers_max; ++i) many += "x-" + std::to_string(i) + ": 1\r\n";
    const std::vector<Refused> cases = {
        {"\x16\x03\x01 TLS", 400},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505},
        {"GET /" + std::string(k_url_bytes_max, 'a') + " HTTP/1.1\r\n", 414},
        {"GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        {head + "Host: other\r\n\r\n", 400},
        {head + "Cookie: " + std::string(k_head_bytes_max, 'a') + "\r\n\r\n", 431},
        {many + "\r\n", 431},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 101\r\n\r\n", 413},
        {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + std::string(101, 'a') + "\r\n",
         413},
    };
    for (const Refused& refused : cases) {
        RequestParser parser;
        feed_all(parser, refused.bytes);
        if (parser.state() == State::decide) parser.allow_body(100);
        EXPECT_EQ(parser.state(), State::refused) << refused.bytes.substr(0, 60);
        EXPECT_EQ(parser.refusal().status, refused.status) << refused.bytes.substr(0, 60);
    }
}

TEST(RequestParser, KnowsOldClients) {
    RequestParser parser;
    feed_all(parser, "GET / HTTP/1.0\r\n\r\n");
    ASSERT_EQ(parser.state(), State::complete);
    EXPECT_TRUE(parser.minor_version_0());
    EXPECT_FALSE(parser.keep_alive());
}

TEST(RequestParser, FindsCookies) {
    RequestParser parser;
    feed_all(parser, "GET / HTTP/1.1\r\nHost: h\r\nCookie: a=1; familiar_session=secret; b=2\r\n\r\n");
    EXPECT_EQ(parser.request().cookie("familiar_session"), "secret");
    EXPECT_EQ(parser.request().cookie("session"), "");
}

}  // namespace
}  // namespace familiar::serve::http
