// Plays the scenes of thinking in two modes and counts who is right: how much thinking adds to what one step finds.
#pragma once

#include "scene.h"

#include <string>
#include <vector>

namespace familiar::scenes {

// A table of the scenes whose mode is thinking. Right is what says all that the scene wants said and nothing that it
// does not want said; which posts are cited on the way does not count, since one step cannot cite those of four.
Result<std::string> compared_modes(const std::vector<Scene>& scenes);

}  // namespace familiar::scenes
