// A fixed number of threads that do blocking work from a bounded queue. The destructor finishes what is queued.
#pragma once

#include "platform/channel.h"

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace familiar::platform {

enum class Priority {
    normal,
    background,  // gives way to threads of normal priority, and so do the threads that its work starts
};

// Thread-safe.
class Workers {
public:
    Workers(std::size_t threads, std::size_t queue_max, Priority priority = Priority::normal);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    // False when the queue is full: the caller says "busy" instead of waiting. Work does not throw.
    bool submit(std::function<void()> work);

private:
    Channel<std::function<void()>> queue_;
    std::vector<std::thread> threads_;
};

}  // namespace familiar::platform
