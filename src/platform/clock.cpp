#include "platform/clock.h"

namespace familiar::platform {

Timestamp SystemClock::now() const {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Elapsed SystemClock::steady() const { return std::chrono::steady_clock::now().time_since_epoch(); }

}  // namespace familiar::platform
