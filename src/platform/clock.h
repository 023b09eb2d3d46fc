// The one place where time comes in. A whole assistant runs on a virtual clock in tests.
#pragma once

#include "base/time.h"

#include <atomic>
#include <chrono>

namespace familiar::platform {

using Elapsed = std::chrono::nanoseconds;

// Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    // The time on the wall.
    virtual Timestamp now() const = 0;
    // Time since an arbitrary start that never goes back; for durations and deadlines.
    virtual Elapsed steady() const = 0;
};

class SystemClock final : public Clock {
public:
    Timestamp now() const override;
    Elapsed steady() const override;
};

// Stands still until it is told to move.
class VirtualClock final : public Clock {
public:
    explicit VirtualClock(Timestamp start) : now_(start.time_since_epoch().count()) {}
    Timestamp now() const override { return Timestamp(std::chrono::seconds(now_.load())); }
    Elapsed steady() const override { return std::chrono::seconds(now_.load()); }
    void advance(std::chrono::seconds by) { now_ += by.count(); }

private:
    std::atomic<std::int64_t> now_;
};

}  // namespace familiar::platform
