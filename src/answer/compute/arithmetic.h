// Questions that are sums: "what is 12 × (3 + 4)", "fifteen percent of eighty", "the average of 3, 5 and 9".
// `question` comes without politeness. Pure functions, any thread.
#pragma once

#include "answer/compute.h"
#include "answer/compute/expression.h"
#include "answer/compute/tokens.h"

#include <optional>
#include <span>

namespace familiar::answer::computing {

std::optional<Computation> arithmetic(std::span<const Token> question);

// "the average of 3, 5 and 9", "largest of 2/3 and 3/5"; also sum, product, median, smallest.
std::optional<Computation> gathering(std::span<const Token> question);

// Shares and changes in percent: "20 is what percent of 50", "increase 200 by 5%", "percentage change from 80 to 100".
std::optional<Computation> percentage(std::span<const Token> question);

// A sum worked out and put into a sentence; also when it has no result.
Computation worked_out(const Parsed& sum);

}  // namespace familiar::answer::computing
