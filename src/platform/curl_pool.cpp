#include "platform/curl_pool.h"

#include <algorithm>
#include <utility>

namespace familiar::platform {

CurlLine CurlPool::take(const std::string& destination) {
    {
        const Lock lock(mutex_);
        const auto found = std::find_if(idle_.rbegin(), idle_.rend(),
                                        [&](const Idle& idle) { return idle.destination == destination; });
        if (found != idle_.rend()) {
            CurlLine line = std::move(found->line);
            idle_.erase(std::prev(found.base()));
            return line;
        }
    }
    return CurlLine(curl_multi_init());
}

void CurlPool::give_back(std::string destination, CurlLine line) {
    CurlLine oldest;  // closed after the lock was let go: it may talk to the network
    const Lock lock(mutex_);
    idle_.push_back({std::move(destination), std::move(line)});
    if (idle_.size() <= idle_max_) return;
    oldest = std::move(idle_.front().line);
    idle_.pop_front();
}

}  // namespace familiar::platform
