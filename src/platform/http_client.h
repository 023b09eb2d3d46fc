// HTTP and HTTPS requests to the outside and over Unix sockets, with limits on everything and a guard against addresses
// inside the house. Connections are kept and used again. What a request carries (keys above all) is never logged and
// never in an Error.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "platform/call.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::platform {

// Which addresses may be asked. By default no private, loopback, link-local or other special one (RFC 6890), also not
// after a redirect or a name that resolves there: the address is checked at the moment of connecting.
enum class AddressPolicy { public_only, any };

enum class HttpMethod { get, post };

// What went over the wire, heads and all redirects with it, before bodies were unpacked.
struct HttpTraffic {
    std::int64_t bytes_sent = 0;
    std::int64_t bytes_received = 0;
};

struct HttpRequest {
    std::string url;
    std::map<std::string, std::string> headers;
    HttpMethod method = HttpMethod::get;
    std::string body = {};         // of a POST
    std::string unix_socket = {};  // its path, which is asked instead of the host of `url`; always on this machine
    std::size_t body_bytes_max = 16U << 20U;
    std::chrono::milliseconds time_max{20'000};        // for all of it
    std::chrono::milliseconds connect_time_max{0};     // until the server is reached; 0: as long as time_max
    std::chrono::milliseconds first_byte_time_max{0};  // from the start to the first byte that comes; 0 likewise
    std::chrono::milliseconds idle_time_max{0};        // between two pieces that come; 0 likewise
    int redirects_max = 5;
    AddressPolicy addresses = AddressPolicy::public_only;
    // Told once when a transfer is over, also when it failed; on the thread that asked.
    std::function<void(const HttpTraffic&)> traffic = {};
};

struct HttpResponse {
    int status = 0;
    std::map<std::string, std::string> headers = {};  // names in lower case; of the last response of a redirect chain
    std::string body = {};                            // empty when a sink took it
    std::string final_url = {};
    std::int64_t bytes_sent = 0;
    std::int64_t bytes_received = 0;
    bool stopped = false;  // the sink wanted no more
};

// Gets the bytes of a body as they arrive, unpacked, with status and headers of their response. False ends the transfer
// at once, without an error.
using HttpSink = std::function<bool(const HttpResponse& head, std::string_view bytes)>;

// Blocking; any thread. `denied` for an address the policy forbids, `exhausted` when the body is too long, `deadline`,
// `cancelled`, `unavailable` when the server cannot be reached or breaks off. An HTTP error status is a response, not
// an Error. A stop of the call ends a transfer at once.
class HttpClient {
public:
    virtual ~HttpClient() = default;
    // The resource, whatever method and body the request holds.
    virtual Result<HttpResponse> get(const Call& call, const HttpRequest& request) = 0;
    // The request by its method. With a sink the body goes there piece by piece and body_bytes_max limits their sum.
    virtual Result<HttpResponse> send(const Call& call, const HttpRequest& request, const HttpSink& sink) = 0;
};

class CurlPool;

// Keeps the connections of up to k_idle_connections_max destinations.
class CurlClient final : public HttpClient {
public:
    static constexpr std::size_t k_idle_connections_max = 16;

    CurlClient();
    ~CurlClient() override;
    CurlClient(const CurlClient&) = delete;
    CurlClient& operator=(const CurlClient&) = delete;
    Result<HttpResponse> get(const Call& call, const HttpRequest& request) override;
    Result<HttpResponse> send(const Call& call, const HttpRequest& request, const HttpSink& sink) override;

private:
    Result<HttpResponse> transfer(const Call& call, const HttpRequest& request, HttpMethod method,
                                  const HttpSink& sink);

    std::unique_ptr<CurlPool> pool_;
};

// Whether an IP address in text form lies in a range that is not public (RFC 6890 and its updates).
bool is_special_address(const std::string& ip);

// The time that a response asks to be left alone (Retry-After: seconds, or the date from which on); nothing when it
// asks none or cannot be understood. Never negative.
std::optional<std::chrono::seconds> retry_after(const HttpResponse& response, Timestamp now);

// The host of a URL with its port ("example.org:8080"), without user names; the whole text when it is no URL.
std::string host_of_url(std::string_view url);

}  // namespace familiar::platform
