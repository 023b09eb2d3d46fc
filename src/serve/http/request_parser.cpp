#include "serve/http/request_parser.h"

#include "base/check.h"
#include "base/utf8.h"
#include "serve/http/url.h"
#include "serve/limits.h"

#include <algorithm>
#include <array>
#include <http_parser.h>

namespace familiar::serve::http {

namespace {

// Headers that may stand only once, because two of them mean a confused or hostile client.
constexpr std::array<std::string_view, 6> k_single = {"host",           "authorization", "content-type",
                                                      "content-length", "x-csrf-token",  "transfer-encoding"};

Method method_of(unsigned method) {
    switch (method) {
        case HTTP_GET: return Method::get;
        case HTTP_HEAD: return Method::head;
        case HTTP_POST: return Method::post;
        case HTTP_PUT: return Method::put;
        case HTTP_PATCH: return Method::patch;
        case HTTP_DELETE: return Method::remove;
        case HTTP_OPTIONS: return Method::options;
        default: return Method::other;
    }
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

}  // namespace

struct RequestParser::Parts {
    http_parser parser{};
    State state = State::head;
    Request request;
    Refusal refusal;
    std::string url;
    std::string name;
    std::string value;
    std::size_t head_bytes = 0;
    std::size_t headers = 0;
    std::size_t body_bytes_max = 0;
    bool started = false;
    bool in_value = false;
    bool keep_alive = false;
    bool expects_continue = false;

    int refuse(int status, std::string message) {
        state = State::refused;
        refusal = {status, std::move(message)};
        return -1;
    }

    int grow_head(std::string& into, const char* at, std::size_t size) {
        head_bytes += size;
        if (head_bytes > k_head_bytes_max) {
            return refuse(431, "the headers are longer than " + std::to_string(k_head_bytes_max) + " bytes");
        }
        into.append(at, size);
        return 0;
    }

    int end_header() {
        if (name.empty()) return 0;
        std::string key = lower_case(name);
        name.clear();
        if (state != State::head) return 0;  // a trailer
        if (++headers > k_headers_max)
            return refuse(431, "there are more than " + std::to_string(k_headers_max) + " headers");
        if (!utf8::valid(value)) value = utf8::repaired(value);
        const auto [place, is_new] = request.headers.try_emplace(key, value);
        if (!is_new) {
            if (std::ranges::find(k_single, key) != k_single.end())
                return refuse(400, "the header " + key + " is there twice");
            place->second += (key == "cookie" ? "; " : ", ") + value;
        }
        value.clear();
        return 0;
    }

    int end_head() {
        if (end_header() != 0) return -1;
        request.method = method_of(parser.method);
        auto target = parse_target(url);
        if (!target) return refuse(400, target.error().message);
        request.path = std::move(target->path);
        request.query = std::move(target->query);
        keep_alive = http_should_keep_alive(&parser) != 0;
        if (parser.http_major != 1) return refuse(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
        const bool modern = parser.http_minor >= 1;
        if (modern && !request.headers.contains("host")) return refuse(400, "the header Host is missing");
        expects_continue = modern && lower_case(request.header("expect")) == "100-continue";
        state = State::decide;
        http_parser_pause(&parser, 1);
        return 0;
    }
};

namespace {

template <class Act>
int act_on(http_parser* parser, Act act) {
    return act(*static_cast<RequestParser::Parts*>(parser->data));
}

using Parts = RequestParser::Parts;

int on_url(http_parser* parser, const char* at, std::size_t size) {
    return act_on(parser, [&](Parts& parts) {
        if (parts.url.size() + size > k_url_bytes_max) return parts.refuse(414, "the URL is longer than 8 KiB");
        parts.url.append(at, size);
        return 0;
    });
}

int on_name(http_parser* parser, const char* at, std::size_t size) {
    return act_on(parser, [&](Parts& parts) {
        if (parts.in_value && parts.end_header() != 0) return -1;
        parts.in_value = false;
        return parts.grow_head(parts.name, at, size);
    });
}

int on_value(http_parser* parser, const char* at, std::size_t size) {
    return act_on(parser, [&](Parts& parts) {
        parts.in_value = true;
        return parts.grow_head(parts.value, at, size);
    });
}

int on_head(http_parser* parser) {
    return act_on(parser, [](Parts& parts) { return parts.end_head(); });
}

int on_body(http_parser* parser, const char* at, std::size_t size) {
    return act_on(parser, [&](Parts& parts) {
        if (parts.request.body.size() + size > parts.body_bytes_max) {
            return parts.refuse(413, "the body is longer than " + std::to_string(parts.body_bytes_max) + " bytes");
        }
        parts.request.body.append(at, size);
        return 0;
    });
}

int on_complete(http_parser* parser) {
    return act_on(parser, [&](Parts& parts) {
        parts.state = RequestParser::State::complete;
        http_parser_pause(parser, 1);
        return 0;
    });
}

const http_parser_settings& settings() {
    static const http_parser_settings k_settings = [] {
        http_parser_settings made;
        http_parser_settings_init(&made);
        made.on_url = on_url;
        made.on_header_field = on_name;
        made.on_header_value = on_value;
        made.on_headers_complete = on_head;
        made.on_body = on_body;
        made.on_message_complete = on_complete;
        return made;
    }();
    return k_settings;
}

}  // namespace

RequestParser::RequestParser() : parts_(std::make_unique<Parts>()) { reset(); }
RequestParser::~RequestParser() = default;

void RequestParser::reset() {
    *parts_ = Parts();
    http_parser_init(&parts_->parser, HTTP_REQUEST);
    parts_->parser.data = parts_.get();
}

std::size_t RequestParser::feed(std::string_view bytes) {
    Parts& parts = *parts_;
    if (bytes.empty() || (parts.state != State::head && parts.state != State::body)) return 0;
    parts.started = true;
    const std::size_t taken = http_parser_execute(&parts.parser, &settings(), bytes.data(), bytes.size());
    const auto error = HTTP_PARSER_ERRNO(&parts.parser);
    if (error != HPE_OK && error != HPE_PAUSED && parts.state != State::refused) {
        const bool overflow = error == HPE_HEADER_OVERFLOW;
        parts.refuse(overflow ? 431 : 400, overflow ? "the headers are too long" : "this is not an HTTP/1.1 request");
    }
    return std::min(taken, bytes.size());
}

void RequestParser::allow_body(std::size_t bytes_max) {
    Parts& parts = *parts_;
    CHECK(parts.state == State::decide, "allow_body answers a complete head");
    if (const auto length = declared_length(); length && *length > bytes_max) {
        parts.refuse(413, "the body is longer than " + std::to_string(bytes_max) + " bytes");
        return;
    }
    parts.body_bytes_max = bytes_max;
    parts.state = State::body;
    http_parser_pause(&parts.parser, 0);
}

RequestParser::State RequestParser::state() const { return parts_->state; }
bool RequestParser::started() const { return parts_->started; }
Request& RequestParser::request() { return parts_->request; }
const RequestParser::Refusal& RequestParser::refusal() const { return parts_->refusal; }
bool RequestParser::keep_alive() const { return parts_->keep_alive; }
bool RequestParser::minor_version_0() const { return parts_->parser.http_minor == 0; }
bool RequestParser::expects_continue() const { return parts_->expects_continue; }

std::optional<std::uint64_t> RequestParser::declared_length() const {
    const bool chunked = (parts_->parser.flags & F_CHUNKED) != 0;
    if (chunked || (parts_->parser.flags & F_CONTENTLENGTH) == 0) return std::nullopt;
    return parts_->parser.content_length;
}

}  // namespace familiar::serve::http
