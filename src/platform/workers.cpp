#include "platform/workers.h"

#include <sys/resource.h>

namespace familiar::platform {

namespace {

// Under Linux a niceness is a thread's own, and threads that it starts have it too. Something is still done when all
// processors are busy, so a lock that is held meanwhile is given back.
void give_way() {
    constexpr int k_nicer_by = 10;
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + k_nicer_by);
}

}  // namespace

Workers::Workers(std::size_t threads, std::size_t queue_max, Priority priority) : queue_(queue_max) {
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this, priority] {
            if (priority == Priority::background) give_way();
            while (auto work = queue_.receive()) (*work)();
        });
    }
}

Workers::~Workers() {
    queue_.close();
    for (std::thread& thread : threads_) thread.join();
}

bool Workers::submit(std::function<void()> work) { return queue_.try_send(std::move(work)); }

}  // namespace familiar::platform
