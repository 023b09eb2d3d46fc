// Rewrites the answers that scene files hold, in place, from what was answered.
#pragma once

#include "base/result.h"
#include "scene.h"

#include <string>
#include <vector>

namespace familiar::scenes {

struct Rewrite {
    int line = 0;  // of the first line that is replaced
    int lines = 0;
    std::string answer;
};

// Lines of `file` that begin with "= " change, no others.
Result<> rewrite(const std::filesystem::path& file, const std::vector<Rewrite>& rewrites);

}  // namespace familiar::scenes
