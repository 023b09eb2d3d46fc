// Time as values: a moment, a civil date, a range, and reading and writing them. Which moment it is now only platform's
// Clock knows. Time zones come from ICU. Pure functions, any thread.
#pragma once

#include "base/result.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace familiar {

// Seconds since 1970-01-01T00:00:00Z.
using Timestamp = std::chrono::sys_seconds;
using CivilDate = std::chrono::year_month_day;

// From `begin` up to, not including, `end`.
struct TimeRange {
    Timestamp begin;
    Timestamp end;

    bool contains(Timestamp t) const { return begin <= t && t < end; }
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

struct CivilTime {
    CivilDate date;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

namespace time {

// RFC 3339 ("2026-03-01T09:30:00Z", also with a space, without seconds, date alone).
Result<Timestamp> parse_rfc3339(std::string_view text);
// RFC 2822 and its relatives in feeds ("Sun, 01 Mar 2026 09:30:00 +0100", two-digit years, zone names).
Result<Timestamp> parse_rfc2822(std::string_view text);

// "2026-03-01T09:30:00Z".
std::string rfc3339(Timestamp t);
// "1 March 2026" and "1 March 2026, 09:30" as seen in `zone` (an IANA name; UTC if unknown).
std::string long_date(Timestamp t, std::string_view zone);
std::string long_date_time(Timestamp t, std::string_view zone);
std::string long_date(CivilDate date);

bool known_zone(std::string_view zone);
// Seconds east of UTC that `zone` keeps at `t`.
std::chrono::seconds offset_at(Timestamp t, std::string_view zone);
CivilTime civil(Timestamp t, std::string_view zone);
// The moment that clocks in `zone` show as `c`; in a gap or overlap of daylight saving the earlier offset holds.
Timestamp moment(const CivilTime& c, std::string_view zone);
// The day from midnight to midnight in `zone`.
TimeRange day(CivilDate date, std::string_view zone);

}  // namespace time
}  // namespace familiar
