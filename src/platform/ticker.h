// Does something again and again on a thread of its own, until it is destroyed. Does nothing once more when destroyed
// while it waits. The work does not throw and is not long.
#pragma once

#include "platform/mutex.h"

#include <chrono>
#include <functional>
#include <thread>
#include <utility>

namespace familiar::platform {

class Ticker {
public:
    Ticker(std::chrono::milliseconds every, std::function<void()> work) : every_(every), work_(std::move(work)) {
        thread_ = std::thread([this] { run(); });
    }
    ~Ticker() {
        {
            Lock lock(mutex_);
            ended_ = true;
            changed_.notify_all();
        }
        thread_.join();
    }
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

private:
    // False when it is over.
    bool wait() {
        Lock lock(mutex_);
        while (!ended_) {
            if (!changed_.wait_for(mutex_, every_)) return !ended_;
        }
        return false;
    }
    void run() {
        while (wait()) work_();
    }

    const std::chrono::milliseconds every_;
    const std::function<void()> work_;
    Mutex mutex_;
    Condition changed_;
    bool ended_ GUARDED_BY(mutex_) = false;
    std::thread thread_;
};

}  // namespace familiar::platform
