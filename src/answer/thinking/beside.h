// Puts what two sides gave beside each other: compares, subtracts, adds; the least of a set; who is in both of two.
#pragma once

#include "answer/thinking/trail.h"
#include "nouns/answer.h"

#include <optional>
#include <vector>

namespace familiar::answer::thinking {

// Nothing when a side gave no value; `breaks` then says which.
Result<std::optional<Answer>> put_together(const Plan& plan, Finder& finder, std::vector<Break>& breaks);

}  // namespace familiar::answer::thinking
