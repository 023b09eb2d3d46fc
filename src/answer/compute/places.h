// Which time zone a place or an abbreviation keeps: cities by the names of the IANA zones, and a table of capitals,
// countries and large cities that no zone is named for. Pure functions, any thread.
#pragma once

#include "answer/compute/cursor.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace familiar::answer::computing {

struct Place {
    std::string name;           // "New York", "EST"
    std::string zone;           // an IANA name, or "GMT-05:00"
    std::string note = {};      // "Australia keeps several times; this is Canberra's."
    bool abbreviation = false;  // a zone by itself ("CET"), not a place
};

// The place that comes next.
std::optional<Place> read_place(Cursor& in);

struct ZoneNames {
    std::string_view zone;
    std::string_view names;  // folded, separated by "|"
};
std::span<const ZoneNames> zone_names();

}  // namespace familiar::answer::computing
