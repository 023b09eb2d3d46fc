// A number of something: an amount and the powers of the primitive units it is made of. Values, any thread.
#pragma once

#include "answer/compute/number.h"

#include <map>
#include <string>

namespace familiar::answer::computing {

// Primitive unit → exponent, never 0: {"m": 1, "s": -1} is a speed. Empty for a plain number.
using Dimension = std::map<std::string, int, std::less<>>;

struct Quantity {
    Number amount;
    Dimension dimension;
};

// Nothing when an exponent would leave every measure (m^41).
std::optional<Quantity> product(const Quantity& a, const Quantity& b);
std::optional<Quantity> ratio(const Quantity& a, const Quantity& b);
std::optional<Quantity> raised(const Quantity& base, const Number& exponent);

// The dimension of 1 / something.
Dimension inverse(const Dimension& dimension);

}  // namespace familiar::answer::computing
