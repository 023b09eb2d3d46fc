// Questions about days: "how many days until Christmas", "what day is 14 July 2026", "what date is 45 days from now".
// `question` comes without politeness. Pure functions, any thread.
#pragma once

#include "answer/compute.h"
#include "answer/compute/date_words.h"
#include "answer/compute/tokens.h"

#include <optional>
#include <span>

namespace familiar::answer::computing {

// How far a day is away, or two days are from each other.
std::optional<Computation> day_count(std::span<const Token> question, CivilDate today);

// Which weekday or date it is.
std::optional<Computation> which_day(std::span<const Token> question, CivilDate today);

// Ages, ISO weeks, leap years, and how many days a month or a year has.
std::optional<Computation> calendar_fact(std::span<const Token> question, CivilDate today);

}  // namespace familiar::answer::computing
