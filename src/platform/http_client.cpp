#include "platform/http_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <curl/curl.h>
#include <fmt/format.h>
#include <memory>
#include <netinet/in.h>
#include <stop_token>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace familiar::platform {

namespace {

// What one transfer gathers; libcurl's callbacks get a pointer to it.
struct Transfer {
    const Call& call;
    const HttpRequest& request;
    HttpResponse response;
    bool too_long = false;
    bool address_refused = false;
};

struct CurlCloser {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiCloser {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct ListCloser {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Range4 {
    std::uint32_t network;
    int bits;
};

// RFC 6890 and the registries it started: nothing of this is a server on the public Internet.
constexpr std::array<Range4, 15> k_special4 = {{{0x00000000, 8},
                                                {0x0A000000, 8},
                                                {0x64400000, 10},
                                                {0x7F000000, 8},
                                                {0xA9FE0000, 16},
                                                {0xAC100000, 12},
                                                {0xC0000000, 24},
                                                {0xC0000200, 24},
                                                {0xC0586300, 24},
                                                {0xC0A80000, 16},
                                                {0xC6120000, 15},
                                                {0xC6336400, 24},
                                                {0xCB007100, 24},
                                                {0xE0000000, 4},
                                                {0xF0000000, 4}}};

bool is_special4(std::uint32_t address) {
    return std::ranges::any_of(k_special4, [&](const Range4& range) {
        const std::uint32_t mask = ~std::uint32_t{0} << (32 - range.bits);
        return (address & mask) == range.network;
    });
}

bool is_special6(const in6_addr& address) {
    const unsigned char* b = address.s6_addr;
    const auto embedded4 = [&](int at) {
        return (std::uint32_t{b[at]} << 24U) | (std::uint32_t{b[at + 1]} << 16U) | (std::uint32_t{b[at + 2]} << 8U) |
               b[at + 3];
    };
    const bool zero_prefix = std::all_of(b, b + 10, [](unsigned char x) { return x == 0; });
    if (zero_prefix)
        return (b[10] == 0xFF && b[11] == 0xFF) ? is_special4(embedded4(12)) : true;  // mapped; ::, ::1, compat
    if (b[0] == 0x00 && b[1] == 0x64 && b[2] == 0xFF && b[3] == 0x9B) return true;    // 64:ff9b::/96 NAT64
    if (b[0] == 0x20 && b[1] == 0x02) return is_special4(embedded4(2));               // 6to4
    if (b[0] == 0x20 && b[1] == 0x01 && (b[2] & 0xFEU) == 0) return true;             // 2001::/23
    if (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8) return true;    // documentation
    if (b[0] == 0x3F && b[1] == 0xFF && (b[2] & 0xF0U) == 0) return true;             // likewise (RFC 9637)
    return (b[0] & 0xE0U) != 0x20;  // global unicast is 2000::/3 alone
}

bool is_special_sockaddr(const sockaddr* address) {
    if (address->sa_family == AF_INET) {
        sockaddr_in in{};
        std::memcpy(&in, address, sizeof in);
        return is_special4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        sockaddr_in6 in{};
        std::memcpy(&in, address, sizeof in);
        return is_special6(in.sin6_addr);
    }
    return true;
}

// Refuses the connection itself, after the name was resolved: neither redirects nor names that change can get around
// it.
curl_socket_t open_socket(void* data, curlsocktype /*purpose*/, curl_sockaddr* address) {
    auto& transfer = *static_cast<Transfer*>(data);
    if (transfer.request.addresses == AddressPolicy::public_only && is_special_sockaddr(&address->addr)) {
        transfer.address_refused = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* data) {
    auto& transfer = *static_cast<Transfer*>(data);
    if (transfer.response.body.size() + size * count > transfer.request.body_bytes_max) {
        transfer.too_long = true;
        return 0;
    }
    transfer.response.body.append(bytes, size * count);
    return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* data) {
    static constexpr std::size_t k_headers_max = 200;
    auto& headers = static_cast<Transfer*>(data)->response.headers;
    std::string_view line(bytes, size * count);
    if (line.starts_with("HTTP/")) headers.clear();  // the next response of a redirect chain
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || headers.size() >= k_headers_max) return size * count;
    std::string name(line.substr(0, colon));
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && static_cast<unsigned char>(value.front()) <= ' ') value.remove_prefix(1);
    while (!value.empty() && static_cast<unsigned char>(value.back()) <= ' ') value.remove_suffix(1);
    headers[name] = std::string(value);
    return size * count;
}

// Transfers until it is done or the caller has gone, which is noticed at once.
CURLcode run(CURL* handle, const Call& call) {
    static constexpr int k_look_ms = 100;  // at deadlines
    const std::unique_ptr<CURLM, MultiCloser> multi(curl_multi_init());
    if (!multi || curl_multi_add_handle(multi.get(), handle) != CURLM_OK) return CURLE_OUT_OF_MEMORY;
    CURLcode code = CURLE_ABORTED_BY_CALLBACK;
    {
        const std::stop_callback wake(call.stop_token(), [&] { curl_multi_wakeup(multi.get()); });
        int running = 1;
        while (running != 0 && call.check()) {
            if (curl_multi_perform(multi.get(), &running) != CURLM_OK) break;
            if (running != 0) curl_multi_poll(multi.get(), nullptr, 0, k_look_ms, nullptr);
        }
    }
    int queued = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &queued)) {
        if (message->msg == CURLMSG_DONE) code = message->data.result;
    }
    curl_multi_remove_handle(multi.get(), handle);
    return code;
}

std::string host_of(const std::string& url) {
    const std::size_t begin = url.find("://");
    if (begin == std::string::npos) return url;
    return url.substr(begin + 3, url.find_first_of("/?#", begin + 3) - begin - 3);
}

Failure failure_of(CURLcode code, const Transfer& transfer) {
    const std::string host = host_of(transfer.request.url);
    if (transfer.address_refused) {
        return fail(ErrorCode::denied,
                    fmt::format("{} is an address inside this machine or network; Familiar asks only public servers "
                                "unless fetch.private_addresses is allowed in the configuration",
                                host));
    }
    if (transfer.too_long) {
        return fail(ErrorCode::exhausted,
                    fmt::format("{} sent more than the limit of {} bytes", host, transfer.request.body_bytes_max));
    }
    if (auto state = transfer.call.check(); !state) return Failure(std::move(state).error());
    if (code == CURLE_OPERATION_TIMEDOUT) {
        return fail(ErrorCode::deadline, fmt::format("{} did not answer in time; try again later", host));
    }
    if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("'{}' is not an http or https address", transfer.request.url));
    }
    return fail(ErrorCode::unavailable, fmt::format("cannot reach {}: {}", host, curl_easy_strerror(code)));
}

void set_options(CURL* handle, Transfer& transfer, const curl_slist* headers) {
    const HttpRequest& request = transfer.request;
    auto time_max = request.time_max;
    if (const auto left = transfer.call.left()) time_max = std::min(time_max, *left);
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, request.redirects_max > 0 ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_MAXREDIRS, static_cast<long>(request.redirects_max));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, std::max(1L, static_cast<long>(time_max.count())));
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "Familiar");
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &transfer);
    if (request.addresses == AddressPolicy::public_only) {
        curl_easy_setopt(handle, CURLOPT_PROXY, "");  // a proxy would resolve names behind our back
    }
}

}  // namespace

bool is_special_address(const std::string& ip) {
    in_addr four{};
    in6_addr six{};
    if (inet_pton(AF_INET, ip.c_str(), &four) == 1) return is_special4(ntohl(four.s_addr));
    if (inet_pton(AF_INET6, ip.c_str(), &six) == 1) return is_special6(six);
    return true;
}

CurlClient::CurlClient() {
    static const CURLcode k_started = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(k_started);
}

Result<HttpResponse> CurlClient::get(const Call& call, const HttpRequest& request) {
    TRY(call.check());
    const std::unique_ptr<CURL, CurlCloser> handle(curl_easy_init());
    if (!handle) return fail(ErrorCode::unavailable, "libcurl has no memory for a request");
    curl_slist* list = nullptr;
    for (const auto& [name, value] : request.headers) list = curl_slist_append(list, (name + ": " + value).c_str());
    const std::unique_ptr<curl_slist, ListCloser> headers(list);

    Transfer transfer{call, request, {}, false, false};
    set_options(handle.get(), transfer, headers.get());
    const CURLcode code = run(handle.get(), call);
    if (code != CURLE_OK) return failure_of(code, transfer);

    long status = 0;
    const char* final_url = nullptr;
    long request_size = 0;
    long header_size = 0;
    curl_off_t body_size = 0;  // as sent, before it was unpacked
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle.get(), CURLINFO_EFFECTIVE_URL, &final_url);
    curl_easy_getinfo(handle.get(), CURLINFO_REQUEST_SIZE, &request_size);
    curl_easy_getinfo(handle.get(), CURLINFO_HEADER_SIZE, &header_size);
    curl_easy_getinfo(handle.get(), CURLINFO_SIZE_DOWNLOAD_T, &body_size);
    transfer.response.status = static_cast<int>(status);
    transfer.response.final_url = final_url != nullptr ? final_url : request.url;
    transfer.response.bytes_sent = request_size;
    transfer.response.bytes_received = header_size + body_size;
    return std::move(transfer.response);
}

}  // namespace familiar::platform
