#include "stop_signals.h"

#include <ctime>

namespace familiar::app {

namespace {

constexpr timespec k_look_every{.tv_sec = 0, .tv_nsec = 20'000'000};  // whether anybody still watches

}  // namespace

StopSignals::StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
}

int StopSignals::wait() const {
    int signal = 0;
    while (sigwait(&signals_, &signal) != 0) {}
    return signal;
}

std::jthread StopSignals::watch(int at_most, std::function<void(int nth)> heard) const {
    return std::jthread([this, at_most, heard = std::move(heard)](const std::stop_token& stop) {
        for (int nth = 0; nth < at_most && !stop.stop_requested();) {
            if (sigtimedwait(&signals_, nullptr, &k_look_every) > 0) heard(++nth);
        }
        if (!stop.stop_requested()) release();
    });
}

void StopSignals::release() const { pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr); }

}  // namespace familiar::app
