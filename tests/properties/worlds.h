// How many random worlds a property is tried in, and how one of them is played again.
//
//   FAMILIAR_SEED=N     only the world of this seed: what a failure prints
//   FAMILIAR_WORLDS=N   so many times more worlds
#pragma once

#include "tests/properties/home.h"

#include <cstdint>
#include <functional>
#include <string>

namespace familiar::properties {

// Calls `property` with the chances of one seed after the other and ends with the first that fails, whose seed it
// names.
void for_worlds(std::uint64_t worlds, const std::function<void(Chance&)>& property);

// "the same" or the first place where two texts differ, with what stands around it.
std::string difference(const std::string& before, const std::string& after);

}  // namespace familiar::properties
