// One HTTP transfer on libcurl: its options, what it gathers, and what its failure means. Private to the HTTP client.
// One thread; `call`, `request` and `sink` outlive it.
#pragma once

#include "platform/http_client.h"

#include <chrono>
#include <curl/curl.h>
#include <memory>

namespace familiar::platform {

class CurlTransfer {
public:
    CurlTransfer(const Call& call, const HttpRequest& request, HttpMethod method, const HttpSink& sink);

    // Asks on the connections of `line`. Whatever comes of it, traffic() is then known.
    Result<HttpResponse> run(CURLM* line);
    const HttpTraffic& traffic() const { return traffic_; }

private:
    using SteadyTime = std::chrono::steady_clock::time_point;
    enum class End { none, too_long, address_refused, sink, first_byte_late, idle };

    struct EasyCloser {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    };
    struct ListCloser {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };

    void set_limits();
    void set_method();
    void set_callbacks();
    CURLcode perform(CURLM* line);
    // When patience with a silent server ends; far away when there is no limit.
    SteadyTime silence_ends() const;
    Failure failure_of(CURLcode code) const;

    static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* data);
    static std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* data);
    static curl_socket_t open_socket(void* data, curlsocktype purpose, curl_sockaddr* address);
    static int count_traffic(CURL* handle, curl_infotype type, char* bytes, std::size_t size, void* data);

    const Call& call_;
    const HttpRequest& request_;
    const HttpMethod method_;
    const HttpSink& sink_;
    std::unique_ptr<CURL, EasyCloser> handle_;
    std::unique_ptr<curl_slist, ListCloser> headers_;
    HttpResponse response_;
    HttpTraffic traffic_;
    std::size_t body_bytes_ = 0;
    End end_ = End::none;
    SteadyTime last_heard_;
    bool heard_ = false;
};

}  // namespace familiar::platform
