// Dates inside text: "Saturday 6 June", "June 6th, 2026", "22. April", "16 de abril", "2026-06-06", "6/6/2026" is left
// alone because its order is not known. Pure functions, any thread.
#pragma once

#include "base/span.h"
#include "base/time.h"
#include "base/words.h"

#include <optional>
#include <string_view>
#include <vector>

namespace familiar {

struct DateMention {
    CivilDate date;
    bool year_said = false;
    Span span;
};

// Dates in the order of the text. A date without a year is the one nearest to `written_on` that lies at most three
// months before it and otherwise after it: people write of what comes.
std::vector<DateMention> dates_in(std::string_view text, CivilDate written_on);

// 1…12 for the name or usual abbreviation of a month in English, German, Spanish or Portuguese (folded); else 0.
unsigned month_named(std::string_view folded_word);
// 1 (Monday) … 7 for the English name of a weekday (folded); else 0.
unsigned weekday_named(std::string_view folded_word);
// The number of a day of the month: "6", "6th", "22"; else 0.
unsigned day_of_month(std::string_view folded_word);

}  // namespace familiar
