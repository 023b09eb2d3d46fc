// Connections that are kept after a transfer, for the next one to the same destination. Private to the HTTP client.
//
// A line is one libcurl multi handle, which holds the connections that were made on it; one thread uses a line at a
// time. The pool is thread-safe and owns the lines nobody uses.
#pragma once

#include "platform/mutex.h"

#include <cstddef>
#include <curl/curl.h>
#include <deque>
#include <memory>
#include <string>

namespace familiar::platform {

struct MultiCloser {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using CurlLine = std::unique_ptr<CURLM, MultiCloser>;

class CurlPool {
public:
    explicit CurlPool(std::size_t idle_max) : idle_max_(idle_max) {}

    // The line that last served `destination`, or a new one; null when libcurl has no memory.
    CurlLine take(const std::string& destination);
    // Keeps a line for the next; the one that was idle longest goes when there are too many.
    void give_back(std::string destination, CurlLine line);

private:
    struct Idle {
        std::string destination;
        CurlLine line;
    };

    const std::size_t idle_max_;
    Mutex mutex_;
    std::deque<Idle> idle_ GUARDED_BY(mutex_);  // the longest idle first
};

}  // namespace familiar::platform
