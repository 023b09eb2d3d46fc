#include "platform/workers.h"

namespace familiar::platform {

Workers::Workers(std::size_t threads, std::size_t queue_max) : queue_(queue_max) {
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] {
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
