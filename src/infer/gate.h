// The places of an engine: so many chats run at once, the others wait their turn.
//
// Thread-safe. A Ticket holds a place until it goes; the gate outlives its tickets.
#pragma once

#include "base/result.h"
#include "platform/call.h"
#include "platform/mutex.h"

#include <cstddef>
#include <utility>

namespace familiar::infer {

class Gate {
public:
    class Ticket {
    public:
        explicit Ticket(Gate& gate) : gate_(&gate) {}
        Ticket(Ticket&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Ticket& operator=(Ticket&&) = delete;
        ~Ticket() {
            if (gate_ != nullptr) gate_->leave();
        }

    private:
        Gate* gate_;
    };

    explicit Gate(std::size_t places) : places_(places) {}

    // Waits for a place; the call's error when it ends first, `unavailable` when too many wait already.
    Result<Ticket> enter(const Call& call);
    std::size_t inside() const;

private:
    void leave();

    const std::size_t places_;
    mutable platform::Mutex mutex_;
    platform::Condition changed_;
    std::size_t inside_ GUARDED_BY(mutex_) = 0;
    std::size_t waiting_ GUARDED_BY(mutex_) = 0;
};

}  // namespace familiar::infer
