#include "platform/http_client.h"

#include "platform/curl_pool.h"
#include "platform/curl_transfer.h"

#include <algorithm>
#include <charconv>
#include <curl/curl.h>
#include <utility>

namespace familiar::platform {

namespace {

// Where the connections of a request lead. The policy is part of it: a connection made under the wider one must not
// serve the narrower.
std::string destination_of(const HttpRequest& request) {
    const std::size_t authority = request.url.find("://");
    const std::size_t end = authority == std::string::npos ? 0 : request.url.find_first_of("/?#", authority + 3);
    const char policy = request.addresses == AddressPolicy::any ? 'a' : 'p';
    return policy + request.url.substr(0, end) + ' ' + request.unix_socket;
}

}  // namespace

CurlClient::CurlClient() {
    static const CURLcode k_started = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(k_started);
    pool_ = std::make_unique<CurlPool>(k_idle_connections_max);
}

CurlClient::~CurlClient() = default;

Result<HttpResponse> CurlClient::get(const Call& call, const HttpRequest& request) {
    return transfer(call, request, HttpMethod::get, {});
}

Result<HttpResponse> CurlClient::send(const Call& call, const HttpRequest& request, const HttpSink& sink) {
    return transfer(call, request, request.method, sink);
}

Result<HttpResponse> CurlClient::transfer(const Call& call, const HttpRequest& request, HttpMethod method,
                                          const HttpSink& sink) {
    TRY(call.check());
    const std::string destination = destination_of(request);
    CurlLine line = pool_->take(destination);
    CurlTransfer transfer(call, request, method, sink);
    auto response = transfer.run(line.get());
    if (line) pool_->give_back(destination, std::move(line));
    if (request.traffic) request.traffic(transfer.traffic());
    return response;
}

std::optional<std::chrono::seconds> retry_after(const HttpResponse& response, Timestamp now) {
    const auto found = response.headers.find("retry-after");
    if (found == response.headers.end() || found->second.empty()) return std::nullopt;
    const std::string& value = found->second;
    std::int64_t seconds = 0;
    const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (failed == std::errc() && end == value.data() + value.size())
        return std::chrono::seconds(std::max<std::int64_t>(seconds, 0));
    const auto date = time::parse_rfc2822(value);
    if (!date) return std::nullopt;
    return std::max(*date - now, std::chrono::seconds(0));
}

std::string host_of_url(std::string_view url) {
    const std::size_t begin = url.find("://");
    if (begin == std::string_view::npos) return std::string(url);
    std::string_view authority = url.substr(begin + 3);
    authority = authority.substr(0, authority.find_first_of("/?#"));
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
    return std::string(authority);
}

}  // namespace familiar::platform
