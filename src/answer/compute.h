// Questions that need no search and no model, only working out: sums and percentages, units, dates and times, bills and
// prices. The answer always shows its working.
//
// Pure but for one file: GNU units' definitions, read once. Deterministic: the present moment comes in. Any thread.
// Never guesses: a question with a single word that is not part of the sum or of politeness is no computation.
#pragma once

#include "base/time.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer {

namespace computing {
class UnitTable;
}

// Where Debian's package `units` puts what GNU units knows.
inline constexpr std::string_view k_units_file = "/usr/share/units/definitions.units";

// The units of a definitions file. A file that cannot be read gives a table without units, which says why when asked.
std::shared_ptr<const computing::UnitTable> read_units(const std::filesystem::path& definitions);

// What a computation may know of the world.
struct ComputeContext {
    Timestamp now;
    std::string time_zone;                                        // where the person is, an IANA name
    std::shared_ptr<const computing::UnitTable> units = nullptr;  // null: k_units_file, read when first needed
};

struct Computation {
    std::string result;                // "12.68"
    std::string sentence;              // "15% of 84.50 is 12.675, or 12.68 to two decimals."
    std::vector<std::string> working;  // steps, a line each: "84.50 × 15 / 100 = 12.675"
    double certainty = 1;              // 1 when the question is nothing but this computation, less when a word or
                                       // a date can be read in two ways
};

// The computation that a question asks for, if it is one. A question about the person's world ("how much is the boat
// trip?") gives nothing. What has no result (5 / 0) or no short one (9^9^9) is answered with a sentence that says so.
std::optional<Computation> compute(std::string_view question, const ComputeContext& context);

}  // namespace familiar::answer
