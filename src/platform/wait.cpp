#include "platform/wait.h"

#include "platform/mutex.h"

#include <algorithm>
#include <stop_token>

namespace familiar::platform {

namespace {

// How often the clock is looked at: a virtual one moves without telling.
constexpr std::chrono::milliseconds k_look{10};

// Until nothing is left of the time or the call ends.
template <class Left>
Result<> wait_until(const Call& call, const Left& left) {
    Mutex mutex;
    Condition changed;
    const std::stop_callback wake(call.stop_token(), [&] {
        const Lock lock(mutex);
        changed.notify_all();
    });
    const Lock lock(mutex);
    while (true) {
        TRY(call.check());
        const Elapsed rest = left();
        if (rest <= Elapsed::zero()) return {};
        changed.wait_for(mutex, std::min(std::chrono::ceil<std::chrono::milliseconds>(rest), k_look));
    }
}

}  // namespace

Result<> wait(const Call& call, Elapsed time) {
    const Elapsed end = call.clock().steady() + time;
    return wait_until(call, [&] { return end - call.clock().steady(); });
}

Result<> wait_for_end(const Call& call) {
    return wait_until(call, [] { return Elapsed(k_look); });
}

}  // namespace familiar::platform
