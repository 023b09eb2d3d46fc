#include "platform/call.h"

#include <algorithm>
#include <utility>

namespace familiar::platform {

namespace {

// Longer than anybody waits, and short enough to be added to any time.
constexpr std::chrono::hours k_longest{24 * 365};

Elapsed from_now(const Clock& clock, std::chrono::milliseconds at_most) {
    return clock.steady() + std::min<std::chrono::milliseconds>(at_most, k_longest);
}

}  // namespace

Call::Call(const Clock& clock, std::stop_token stop, std::optional<std::chrono::milliseconds> at_most,
           std::string request_id)
    : clock_(&clock), stop_(std::move(stop)), request_id_(std::move(request_id)) {
    if (at_most) deadline_ = from_now(clock, *at_most);
}

Result<> Call::check() const {
    if (stop_.stop_requested()) return fail(ErrorCode::cancelled, "The request was stopped.");
    if (deadline_ && clock_->steady() >= *deadline_) {
        return fail(ErrorCode::deadline, "This took longer than allowed. Ask for less at once, or try again later.");
    }
    return {};
}

std::optional<std::chrono::milliseconds> Call::left() const {
    if (!deadline_) return std::nullopt;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*deadline_ - clock_->steady());
    return std::max(left, std::chrono::milliseconds(0));
}

Call Call::within(std::chrono::milliseconds at_most) const {
    Call inner = *this;
    const Elapsed deadline = from_now(*clock_, at_most);
    inner.deadline_ = deadline_ ? std::min(*deadline_, deadline) : deadline;
    return inner;
}

}  // namespace familiar::platform
