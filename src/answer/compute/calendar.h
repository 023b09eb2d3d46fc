// Days of the Gregorian calendar: weekdays, ISO weeks, feasts, and steps between days. Pure functions, any thread.
#pragma once

#include "base/time.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::answer::computing {

inline constexpr int k_year_min = 1583;  // the first whole year of this calendar
inline constexpr int k_year_max = 9999;

std::string_view weekday_name(std::chrono::weekday weekday);
std::string_view month_name(std::chrono::month month);
std::optional<std::chrono::weekday> weekday_named(std::string_view folded_word);
std::optional<std::chrono::month> month_named(std::string_view folded_word);

std::chrono::weekday weekday_of(CivilDate date);
// "Monday 1 June 2026".
std::string full_date(CivilDate date);

// The date if there is such a day, in a year of the calendar.
std::optional<CivilDate> valid_date(std::int64_t year, std::int64_t month, std::int64_t day);

struct IsoWeek {
    int year = 0;
    int week = 0;
};
// ISO 8601: weeks begin on Monday, the first has the year's first Thursday.
IsoWeek iso_week(CivilDate date);

enum class Step { day, workday, week, month, year };

std::int64_t days_between(CivilDate from, CivilDate to);
// `count` steps on; months and years end on the last day of a shorter month. Nothing outside the calendar.
std::optional<CivilDate> moved(CivilDate from, std::int64_t count, Step step);
// Whole months or years from `from` to `to`, with the days that remain.
struct Whole {
    std::int64_t count = 0;
    std::int64_t days = 0;
};
Whole whole_steps(CivilDate from, CivilDate to, Step step);

bool leap_year(int year);
int days_in(std::chrono::year_month month);

// Sunday of Easter in the Western churches (Oudin 1940, as the US Naval Observatory gives it).
CivilDate easter(int year);

// A feast by its folded name, which may be of several words.
struct Feast {
    std::string_view name;  // "Christmas Eve"
    CivilDate (*in_year)(int year);
};
const Feast* feast_named(std::string_view folded_name);
inline constexpr std::size_t k_feast_words_max = 4;

}  // namespace familiar::answer::computing
