// Waiting on the clock of a call: until its time has come, or nobody waits any more.
#pragma once

#include "platform/call.h"

namespace familiar::platform {

// Returns when `time` has passed on the call's clock, or at once with the call's error when it is stopped or its
// deadline passes. On a VirtualClock somebody else must move it.
Result<> wait(const Call& call, Elapsed time);

// Returns only with the call's error: when it is stopped or its deadline passes.
Result<> wait_for_end(const Call& call);

}  // namespace familiar::platform
