// What every blocking function is given first: until when, whether anybody still waits, and for which request.
#pragma once

#include "base/result.h"
#include "platform/clock.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

namespace familiar::platform {

// Cheap to copy. Thread-safe. The clock outlives it.
class Call {
public:
    // A call that nobody stops and that has no deadline: command lines and tests.
    explicit Call(const Clock& clock) : clock_(&clock) {}
    Call(const Clock& clock, std::stop_token stop, std::optional<std::chrono::milliseconds> at_most,
         std::string request_id);

    // An error when the caller has gone or time is up. Long loops ask every few milliseconds of work.
    Result<> check() const;
    bool stopped() const { return stop_.stop_requested(); }
    const std::stop_token& stop_token() const { return stop_; }
    // Time left; nothing when there is no deadline. Never negative.
    std::optional<std::chrono::milliseconds> left() const;
    // The same call with less time.
    Call within(std::chrono::milliseconds at_most) const;
    const std::string& request_id() const { return request_id_; }
    const Clock& clock() const { return *clock_; }

private:
    const Clock* clock_;
    std::stop_token stop_;
    std::optional<Elapsed> deadline_;
    std::string request_id_;
};

}  // namespace familiar::platform

namespace familiar {
using platform::Call;
}
