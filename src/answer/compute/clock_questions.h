// Questions about the time of day: "what time is it in London", "what time is 3pm New York in Berlin", "in 90 minutes
// what time is it". `question` comes without politeness. Pure functions, any thread.
#pragma once

#include "answer/compute.h"
#include "answer/compute/tokens.h"

#include <optional>
#include <span>

namespace familiar::answer::computing {

// What the clocks show, here or elsewhere, now or at a time that is given.
std::optional<Computation> clock_elsewhere(std::span<const Token> question, const ComputeContext& context);

// What the clocks will show after a stretch of time, and how long it is from one time to another.
std::optional<Computation> clock_later(std::span<const Token> question, const ComputeContext& context);

}  // namespace familiar::answer::computing
