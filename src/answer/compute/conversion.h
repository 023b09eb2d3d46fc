// Questions that turn a measure into another: "how many ounces are in two pounds", "6 ft 2 in in cm", "100 f in c".
// Pure functions, any thread.
#pragma once

#include "answer/compute.h"
#include "answer/compute/tokens.h"
#include "answer/compute/unit_names.h"
#include "answer/compute/unit_table.h"

#include <optional>
#include <span>
#include <vector>

namespace familiar::answer::computing {

struct Measure {
    Number count;
    Unit unit;
};

struct Conversion {
    std::vector<Measure> from;  // parts that add up: 6 ft, 2 in
    std::vector<Unit> to;       // "in hours and minutes" has two
    bool counted = false;       // a number was said, or "how many"; "miles to km" is asked without
};

// The measure that comes next. `inches_understood`: a number behind feet stands for inches ("5 ft 10").
std::optional<std::vector<Measure>> read_measure(Cursor& in, bool inches_understood);

// The conversion that a question without politeness asks for, by its form alone.
std::optional<Conversion> read_conversion(std::span<const Token> question);

// The answer; nothing when GNU units does not know a name, or when names that are not clearly units do not fit.
std::optional<Computation> convert(const Conversion& conversion, const UnitTable& table);

// Between currencies nothing is converted; this says so.
std::optional<Computation> exchange_refused(std::span<const Token> question);

}  // namespace familiar::answer::computing
