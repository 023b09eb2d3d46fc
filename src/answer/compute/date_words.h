// Days as people name them: "14 July 2026", "July 14th", "next Friday", "Easter", "45 days from now", "25.12.2026".
// Pure functions, any thread.
#pragma once

#include "answer/compute/calendar.h"
#include "answer/compute/cursor.h"

#include <optional>
#include <string>

namespace familiar::answer::computing {

// Which year is meant when none is said.
enum class Lean { coming, past, this_year };

struct Day {
    CivilDate date;
    std::string name;  // how it was asked for: "Christmas", "tomorrow"; "" for a plain date
    bool year_said = true;
    bool two_readings = false;  // 3/4/2026

    // "Christmas (Friday 25 December 2026)".
    std::string text() const { return name.empty() ? full_date(date) : name + " (" + full_date(date) + ")"; }
};

// The day that comes next, seen from `today`.
std::optional<Day> read_day(Cursor& in, CivilDate today, Lean lean);

// "days", "weeks", "working days": what days are counted in.
std::optional<Step> read_step(Cursor& in);

// A year of four digits, "this year", "next year", "last year".
std::optional<int> read_year(Cursor& in, CivilDate today);

// "February 2028", "this month", "March": without a year the one that leans right.
std::optional<std::chrono::year_month> read_month(Cursor& in, CivilDate today);

// A plain date without a year, moved to that year.
Day in_year(Day day, int year);

}  // namespace familiar::answer::computing
