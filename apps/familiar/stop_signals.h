// SIGINT and SIGTERM, waited for instead of handled.
#pragma once

#include <csignal>
#include <functional>
#include <thread>

namespace familiar::app {

// Blocks both for this thread and all that begin afterwards: make it before any thread.
class StopSignals {
public:
    StopSignals();
    // The signal that came.
    int wait() const;
    // The same on a thread of its own for as long as what is returned lives: `heard` is called there with the number of
    // the signal, counted from 1. From the one after `at_most` on, a signal ends the process at once.
    std::jthread watch(int at_most, std::function<void(int nth)> heard) const;
    // From here on a signal ends the process at once.
    void release() const;

private:
    sigset_t signals_{};
};

}  // namespace familiar::app
