// Units as people name them: symbols, words, plurals, in five languages, and what they mean when they are said without
// saying which (an ounce weighs, a gallon is from the United States). GNU units knows what each is worth.
// Constant data and pure functions, any thread.
#pragma once

#include "answer/compute/cursor.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace familiar::answer::computing {

struct UnitName {
    std::string_view definition;      // as GNU units has it: "km", "usgallon"; of a scale the function: "tempC"
    std::string_view symbol;          // "km"
    std::string_view singular;        // "kilometre"
    std::string_view plural;          // "kilometres"
    std::string_view also = {};       // other names, separated by "|"
    std::string_view imperial = {};   // the definition when "imperial" or "UK" is said
    std::string_view of_volume = {};  // the definition when the other side is a volume ("ounce")
    std::string_view note = {};       // what was assumed when nothing was said
    bool scale = false;               // a temperature, with a zero of its own
};

// A unit as it was asked for: "km/h", "square feet", "imperial pints".
struct Unit {
    std::string definition;          // an expression for GNU units
    std::string one;                 // "mile"; the symbol where the symbol was used
    std::string many;                // "miles"
    const UnitName* name = nullptr;  // if it is a single name of ours
    bool known = true;               // all of its names are ours; else GNU units is to be asked
    bool terse = false;              // "c", "f", "k": a temperature only next to another
    bool chosen = false;             // which of several was said ("US", "imperial")
};

// The unit that comes next.
std::optional<Unit> read_unit(Cursor& in);

// The unit itself, for those that name it by its symbol ("ft").
Unit unit_named(std::string_view symbol);

// A unit with the other of its meanings, if it has one for volumes.
std::optional<Unit> as_volume(const Unit& unit);

std::span<const UnitName> unit_names();

}  // namespace familiar::answer::computing
