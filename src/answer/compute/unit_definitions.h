// Reads the definitions file of GNU units: its text becomes names with what they are defined as. What a definition is
// worth only UnitTable works out, when it is asked for.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <unordered_map>

namespace familiar::answer::computing {

// A unit with a zero of its own, or a curve: "tempC(x) x K + stdtemp ; (tempC +(-stdtemp))/K".
struct UnitFunction {
    std::string parameter;  // "x"
    std::string forward;    // from the number to the quantity, in terms of the parameter
    std::string inverse;    // from the quantity, under the name of the function, to the number
    std::string lowest;     // the smallest number it is defined for; "" if there is none
};

struct UnitDefinitions {
    std::unordered_map<std::string, std::string> units;  // "!" for a primitive, "!dimensionless" for a plain number
    std::unordered_map<std::string, std::string> prefixes;
    std::unordered_map<std::string, UnitFunction> functions;
};

// Files that are included are read too, but for those with rates of currencies: what is stored of them is out of date.
// English measures are those of the United States. Lines that cannot be read are passed over.
Result<UnitDefinitions> read_unit_definitions(const std::filesystem::path& path);

}  // namespace familiar::answer::computing
