// HTTP and HTTPS requests to the outside, with limits on everything and a guard against addresses inside the house.
#pragma once

#include "base/result.h"
#include "platform/call.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace familiar::platform {

// Which addresses may be asked. By default no private, loopback, link-local or other special one (RFC 6890), also not
// after a redirect or a name that resolves there: the address is checked at the moment of connecting.
enum class AddressPolicy { public_only, any };

struct HttpRequest {
    std::string url;
    std::map<std::string, std::string> headers;
    std::size_t body_bytes_max = 16U << 20U;
    std::chrono::milliseconds time_max{20'000};
    int redirects_max = 5;
    AddressPolicy addresses = AddressPolicy::public_only;
};

struct HttpResponse {
    int status = 0;
    std::map<std::string, std::string> headers;  // names in lower case; of the last response of a redirect chain
    std::string body;
    std::string final_url;
    std::int64_t bytes_sent = 0;
    std::int64_t bytes_received = 0;
};

// Blocking; any thread. `denied` for an address the policy forbids, `exhausted` when the body is too long, `deadline`,
// `cancelled`, `unavailable` when the server cannot be reached. An HTTP error status is a response, not an Error.
class HttpClient {
public:
    virtual ~HttpClient() = default;
    virtual Result<HttpResponse> get(const Call& call, const HttpRequest& request) = 0;
};

class CurlClient final : public HttpClient {
public:
    CurlClient();
    Result<HttpResponse> get(const Call& call, const HttpRequest& request) override;
};

// Whether an IP address in text form lies in a range that is not public (RFC 6890 and its updates).
bool is_special_address(const std::string& ip);

}  // namespace familiar::platform
