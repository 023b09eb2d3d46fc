// What contradicts what: statements of the same thing with different values. Where the newer one says of itself that
// something is new, or takes back what was said, that is a change. Pure.
#pragma once

#include "answer/contemplating/statement.h"

#include <vector>

namespace familiar::answer::contemplating {

// Refers to the statements it was made of.
struct Link {
    const Statement* now = nullptr;
    const Statement* before = nullptr;
    bool is_change = false;  // else the two contradict each other
    double likeness = 0;     // how surely both speak of the same thing
};

// The likeliest first, each statement in at most one.
std::vector<Link> links_in(const std::vector<Statement>& statements, const Subject& subject);

}  // namespace familiar::answer::contemplating
