#include "infer/openai/connection.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace familiar::infer::openai {

namespace {

constexpr std::string_view k_version = "/v1";

// Without slashes at its end; a Unix socket needs an address only for the form.
std::string base_of(const RemoteOptions& options) {
    std::string base = options.base_url.empty() ? "http://localhost/v1" : options.base_url;
    while (base.ends_with('/')) base.pop_back();
    return base;
}

bool success(int status) { return status >= 200 && status < 300; }

}  // namespace

Connection::Connection(RemoteOptions options, platform::HttpClient& http)
    : options_(std::move(options)),
      base_url_(base_of(options_)),
      endpoint_{options_.name,
                options_.unix_socket.empty() ? platform::host_of_url(base_url_) : std::string("this machine"),
                options_.model},
      http_(http) {}

platform::HttpRequest Connection::request_of(const Wish& wish) const {
    platform::HttpRequest request;
    const bool at_root = wish.path == "/health" && base_url_.ends_with(k_version);
    request.url = base_url_.substr(0, base_url_.size() - (at_root ? k_version.size() : 0)) + wish.path;
    request.method = wish.method;
    request.body = wish.body;
    request.unix_socket = options_.unix_socket;
    request.body_bytes_max = k_reply_bytes_max;
    request.time_max = wish.time_max;
    request.connect_time_max = options_.connect_time_max;
    request.first_byte_time_max = options_.first_byte_time_max;
    request.idle_time_max = options_.idle_time_max;
    request.redirects_max = 0;  // the key goes where it was given for
    request.addresses = options_.addresses;
    if (wish.method == platform::HttpMethod::post) request.headers["Content-Type"] = "application/json";
    if (!options_.key.empty()) request.headers["Authorization"] = "Bearer " + options_.key.reveal();
    return request;
}

Exchange Connection::ask(const Call& call, const Wish& wish, const BodySink& sink) const {
    Exchange exchange;
    platform::HttpRequest request = request_of(wish);
    request.traffic = [&](const platform::HttpTraffic& traffic) {
        exchange.egress.bytes_sent = traffic.bytes_sent;
        exchange.egress.bytes_received = traffic.bytes_received;
    };
    exchange.egress.path = request.url.substr(request.url.find('/', request.url.find("://") + 3));
    std::string body;  // without a sink, or of an error
    std::optional<Error> unreadable;
    bool begun = false;
    auto response = http_.send(call, request, [&](const platform::HttpResponse& head, std::string_view bytes) -> bool {
        begun = true;
        exchange.egress.status = head.status;
        const bool good = success(head.status);
        if (good && sink) {
            const auto more = sink(bytes);
            if (!more) unreadable = more.error();
            return more.value_or(false);
        }
        body += bytes;
        return good || body.size() <= k_error_bytes_max;
    });
    if (unreadable) {
        exchange.failure = ApiFailure{std::move(*unreadable)};
    } else if (!response) {
        exchange.failure = broken(call, response.error(), begun);
    } else {
        exchange.response = std::move(*response);
        exchange.response.body = std::move(body);
        exchange.egress.status = exchange.response.status;
        if (!success(exchange.response.status))
            exchange.failure = failure_of(endpoint_, exchange.response, call.clock().now());
    }
    if (exchange.failure) exchange.failure->error.message = options_.key.taken_out_of(exchange.failure->error.message);
    note_rest(call, exchange);
    return exchange;
}

// What the network did to a request, in the words of engines.
ApiFailure Connection::broken(const Call& call, const Error& error, bool begun) const {
    if (auto state = call.check(); !state) return {std::move(state).error()};
    if (error.code != ErrorCode::unavailable && error.code != ErrorCode::deadline) {
        Error told = error;
        return {std::move(told).in(fmt::format("engine '{}'", options_.name))};
    }
    if (begun) {
        return {fail(ErrorCode::unavailable,
                     fmt::format("engine '{}' at {} broke off in the middle of its answer; ask again", options_.name,
                                 endpoint_.host))
                    .error()};
    }
    return {fail(ErrorCode::unavailable,
                 fmt::format("engine '{}': {}; check that it runs at this address", options_.name, error.message))
                .error()};
}

void Connection::note_rest(const Call& call, const Exchange& exchange) const {
    const platform::Lock lock(mutex_);
    if (!exchange.failure)
        rests_until_.reset();
    else if (exchange.failure->retry_after)
        rests_until_ = call.clock().steady() + *exchange.failure->retry_after;
}

std::optional<platform::Elapsed> Connection::rests_until() const {
    const platform::Lock lock(mutex_);
    return rests_until_;
}

void Connection::tell(Exchange& exchange, std::optional<ErrorCode> error) const {
    exchange.egress.engine = options_.name;
    exchange.egress.host = options_.unix_socket.empty() ? endpoint_.host : std::string();
    exchange.egress.error = error;
    if (options_.told) options_.told(exchange.egress);
}

Result<std::string> Connection::body_of(const Call& call, const Wish& wish) const {
    Exchange exchange = ask(call, wish, {});
    tell(exchange, exchange.failure ? std::optional(exchange.failure->error.code) : std::nullopt);
    if (wish.told) wish.told(exchange.egress);
    if (exchange.failure) return Failure(std::move(exchange.failure->error));
    return std::move(exchange.response.body);
}

}  // namespace familiar::infer::openai
