// Takes a question apart by its structure: clauses ("the place where …"), belongings ("the sister of …"), two questions
// in one, comparisons, sums, sets. Knows nothing of any world. Pure functions, any thread.
#pragma once

#include "answer/thinking/plan.h"

#include <string_view>
#include <vector>

namespace familiar::answer::thinking {

// A plan of one chain of one step when nothing is to be taken apart.
Plan split(std::string_view question);

// The ways to take one question apart into steps, the likelier first; the last step is the question with its gap. At
// least one, at most k_chains_max.
std::vector<Chain> chains_of(std::string_view question);

}  // namespace familiar::answer::thinking
