// What GNU units knows, ready to be asked: the worth of any of its names and of expressions of them.
//
// Read once, immutable afterwards; any thread. A look-up follows definitions down to the primitive units and is bounded
// in depth and steps.
#pragma once

#include "answer/compute/quantity.h"
#include "answer/compute/unit_definitions.h"
#include "base/result.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace familiar::answer::computing {

class UnitTable {
public:
    // Without definitions when the file cannot be read; missing() says why.
    static UnitTable read(const std::filesystem::path& definitions);

    const std::optional<Error>& missing() const { return missing_; }

    // One of a unit, or the value of an expression of units: "mile", "km/hour", "5|9 degC", "kilograms".
    std::optional<Quantity> worth(std::string_view expression) const;

    // A number on a scale ("tempC") as a quantity, and back; nothing outside the scale, or if there is no such scale.
    // A unit ("K") is a scale that begins at 0.
    std::optional<Quantity> on_scale(std::string_view scale, const Number& number) const;
    std::optional<Number> to_scale(std::string_view scale, const Quantity& quantity) const;
    // Where the scale begins (-273.15), if it does.
    std::optional<Number> lowest(std::string_view scale) const;

private:
    explicit UnitTable(Result<UnitDefinitions> definitions);

    UnitDefinitions definitions_;
    std::optional<Error> missing_;
};

}  // namespace familiar::answer::computing
