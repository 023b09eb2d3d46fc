#include "platform/curl_transfer.h"

#include "platform/http_address.h"

#include <algorithm>
#include <fmt/format.h>
#include <stop_token>
#include <string_view>
#include <sys/socket.h>

namespace familiar::platform {

namespace {

constexpr std::size_t k_headers_max = 200;
constexpr std::chrono::milliseconds k_look{100};  // how often deadlines are looked at

long in_milliseconds(std::chrono::milliseconds time) { return std::max(1L, static_cast<long>(time.count())); }

bool blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

}  // namespace

CurlTransfer::CurlTransfer(const Call& call, const HttpRequest& request, HttpMethod method, const HttpSink& sink)
    : call_(call), request_(request), method_(method), sink_(sink), handle_(curl_easy_init()) {
    curl_slist* list = nullptr;
    for (const auto& [name, value] : request.headers)
        list = curl_slist_append(list, fmt::format("{}: {}", name, value).c_str());
    if (method == HttpMethod::post) list = curl_slist_append(list, "Expect:");  // no round trip before the body
    headers_.reset(list);
}

Result<HttpResponse> CurlTransfer::run(CURLM* line) {
    if (!handle_ || line == nullptr) return fail(ErrorCode::unavailable, "libcurl has no memory for a request");
    set_limits();
    set_method();
    set_callbacks();
    const CURLcode code = perform(line);
    long status = 0;
    const char* final_url = nullptr;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(handle_.get(), CURLINFO_EFFECTIVE_URL, &final_url);
    if (code != CURLE_OK && end_ != End::sink) return failure_of(code);
    response_.status = static_cast<int>(status);
    response_.final_url = final_url != nullptr ? final_url : request_.url;
    response_.bytes_sent = traffic_.bytes_sent;
    response_.bytes_received = traffic_.bytes_received;
    response_.stopped = end_ == End::sink;
    return std::move(response_);
}

void CurlTransfer::set_limits() {
    CURL* handle = handle_.get();
    const auto time_max = request_.time_max;  // the call's own time is looked at while waiting
    auto connect_max = time_max;
    if (request_.connect_time_max.count() > 0) connect_max = std::min(connect_max, request_.connect_time_max);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, in_milliseconds(time_max));
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, in_milliseconds(connect_max));
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, request_.redirects_max > 0 ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_MAXREDIRS, static_cast<long>(request_.redirects_max));
    if (request_.addresses == AddressPolicy::public_only || !request_.unix_socket.empty()) {
        curl_easy_setopt(handle, CURLOPT_PROXY, "");  // a proxy would resolve names behind our back
    }
}

void CurlTransfer::set_method() {
    CURL* handle = handle_.get();
    curl_easy_setopt(handle, CURLOPT_URL, request_.url.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "Familiar");
    if (!request_.unix_socket.empty()) curl_easy_setopt(handle, CURLOPT_UNIX_SOCKET_PATH, request_.unix_socket.c_str());
    if (method_ != HttpMethod::post) return;
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request_.body.data());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
}

void CurlTransfer::set_callbacks() {
    CURL* handle = handle_.get();
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, count_traffic);  // sizes alone are looked at
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, this);
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
}

// Transfers until it is done or the caller has gone, which is noticed at once.
CURLcode CurlTransfer::perform(CURLM* line) {
    if (curl_multi_add_handle(line, handle_.get()) != CURLM_OK) return CURLE_OUT_OF_MEMORY;
    CURLcode code = CURLE_ABORTED_BY_CALLBACK;
    last_heard_ = std::chrono::steady_clock::now();
    {
        const std::stop_callback wake(call_.stop_token(), [&] { curl_multi_wakeup(line); });
        int running = 1;
        while (running != 0 && call_.check()) {
            if (curl_multi_perform(line, &running) != CURLM_OK) break;
            if (running == 0) break;
            const auto patience = silence_ends() - std::chrono::steady_clock::now();
            if (patience.count() <= 0) {
                end_ = heard_ ? End::idle : End::first_byte_late;
                break;
            }
            auto wait = std::min(std::chrono::ceil<std::chrono::milliseconds>(patience), k_look);
            if (const auto left = call_.left()) wait = std::min(wait, *left + std::chrono::milliseconds(1));
            curl_multi_poll(line, nullptr, 0, static_cast<int>(wait.count()), nullptr);
        }
    }
    int queued = 0;
    while (const CURLMsg* message = curl_multi_info_read(line, &queued)) {
        if (message->msg == CURLMSG_DONE) code = message->data.result;
    }
    curl_multi_remove_handle(line, handle_.get());
    return code;
}

CurlTransfer::SteadyTime CurlTransfer::silence_ends() const {
    const auto limit = heard_ ? request_.idle_time_max : request_.first_byte_time_max;
    return limit.count() > 0 ? last_heard_ + limit : SteadyTime::max();
}

Failure CurlTransfer::failure_of(CURLcode code) const {
    const std::string host = request_.unix_socket.empty() ? host_of_url(request_.url) : request_.unix_socket;
    if (end_ == End::address_refused) {
        return fail(ErrorCode::denied,
                    fmt::format("{} is an address inside this machine or network; Familiar asks only public servers "
                                "unless fetch.private_addresses is allowed in the configuration",
                                host));
    }
    if (end_ == End::too_long) {
        return fail(ErrorCode::exhausted,
                    fmt::format("{} sent more than the limit of {} bytes", host, request_.body_bytes_max));
    }
    if (auto state = call_.check(); !state) return Failure(std::move(state).error());
    if (code == CURLE_OPERATION_TIMEDOUT || end_ == End::first_byte_late) {
        return fail(ErrorCode::deadline, fmt::format("{} did not answer in time; try again later", host));
    }
    if (end_ == End::idle) {
        return fail(ErrorCode::deadline, fmt::format("{} fell silent before it was done; try again later", host));
    }
    if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL) {
        return fail(ErrorCode::invalid_argument, fmt::format("'{}' is not an http or https address", request_.url));
    }
    return fail(ErrorCode::unavailable, fmt::format("cannot reach {}: {}", host, curl_easy_strerror(code)));
}

std::size_t CurlTransfer::take_body(char* bytes, std::size_t size, std::size_t count, void* data) {
    auto& self = *static_cast<CurlTransfer*>(data);
    const std::size_t length = size * count;
    if (length > self.request_.body_bytes_max - self.body_bytes_) {
        self.end_ = End::too_long;
        return 0;
    }
    self.body_bytes_ += length;
    if (!self.sink_) {
        self.response_.body.append(bytes, length);
        return length;
    }
    long status = 0;
    curl_easy_getinfo(self.handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    self.response_.status = static_cast<int>(status);
    if (self.sink_(self.response_, {bytes, length})) return length;
    self.end_ = End::sink;
    return 0;
}

std::size_t CurlTransfer::take_header(char* bytes, std::size_t size, std::size_t count, void* data) {
    auto& headers = static_cast<CurlTransfer*>(data)->response_.headers;
    std::string_view line(bytes, size * count);
    if (line.starts_with("HTTP/")) headers.clear();  // the next response of a redirect chain
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || headers.size() >= k_headers_max) return size * count;
    std::string name(line.substr(0, colon));
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && blank(value.front())) value.remove_prefix(1);
    while (!value.empty() && blank(value.back())) value.remove_suffix(1);
    headers[name] = std::string(value);
    return size * count;
}

// Refuses the connection itself, after the name was resolved: neither redirects nor names that change can get around
// it. A Unix socket is on this machine and was named by whoever configured it.
curl_socket_t CurlTransfer::open_socket(void* data, curlsocktype /*purpose*/, curl_sockaddr* address) {
    auto& self = *static_cast<CurlTransfer*>(data);
    const bool ours = address->family == AF_UNIX && !self.request_.unix_socket.empty();
    if (!ours && self.request_.addresses == AddressPolicy::public_only && is_special_sockaddr(&address->addr)) {
        self.end_ = End::address_refused;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int CurlTransfer::count_traffic(CURL* /*handle*/, curl_infotype type, char* /*bytes*/, std::size_t size, void* data) {
    auto& self = *static_cast<CurlTransfer*>(data);
    const auto count = static_cast<std::int64_t>(size);
    if (type == CURLINFO_HEADER_OUT || type == CURLINFO_DATA_OUT) self.traffic_.bytes_sent += count;
    if (type != CURLINFO_HEADER_IN && type != CURLINFO_DATA_IN) return 0;
    self.traffic_.bytes_received += count;
    self.heard_ = true;
    self.last_heard_ = std::chrono::steady_clock::now();
    return 0;
}

}  // namespace familiar::platform
