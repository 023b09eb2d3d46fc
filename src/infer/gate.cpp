#include "infer/gate.h"

#include "infer/limits.h"

#include <chrono>
#include <fmt/format.h>
#include <stop_token>

namespace familiar::infer {

namespace {

constexpr std::chrono::milliseconds k_look{50};  // how often a waiting chat looks at its deadline

}  // namespace

Result<Gate::Ticket> Gate::enter(const Call& call) {
    TRY(call.check());
    const std::stop_callback wake(call.stop_token(), [&] {
        const platform::Lock lock(mutex_);
        changed_.notify_all();
    });
    const platform::Lock lock(mutex_);
    if (inside_ >= places_ && waiting_ >= k_waiting_chats_max) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} chats wait for the engine already; try again in a moment", waiting_));
    }
    ++waiting_;
    Result<> state = call.check();
    while (state && inside_ >= places_) {
        changed_.wait_for(mutex_, k_look);
        state = call.check();
    }
    --waiting_;
    if (!state) return Failure(std::move(state).error());
    ++inside_;
    return Ticket(*this);
}

std::size_t Gate::inside() const {
    const platform::Lock lock(mutex_);
    return inside_;
}

void Gate::leave() {
    const platform::Lock lock(mutex_);
    --inside_;
    changed_.notify_all();
}

}  // namespace familiar::infer
