// Dates and times as feeds and archives write them, and names of zones.
#include "base/time.h"

#include "base/check.h"

#include <cstdint>

namespace familiar {
namespace {

void try_moment(const Result<Timestamp>& t, std::string_view zone) {
    if (!t) return;
    const auto again = time::parse_rfc3339(time::rfc3339(*t));
    CHECK(again && *again == *t, "a moment that was read is written and read again");
    const CivilTime shown = time::civil(*t, zone);
    CHECK(time::moment(shown, zone) <= *t, "what a clock shows twice is taken as the first time");
    static_cast<void>(time::day(shown.date, zone));
    static_cast<void>(time::long_date_time(*t, zone));
}

}  // namespace
}  // namespace familiar

// The first line is a zone, the rest a time.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const std::size_t line = text.find('\n');
    const std::string_view zone =
        line == std::string_view::npos ? std::string_view("Europe/Berlin") : text.substr(0, line);
    const std::string_view time = line == std::string_view::npos ? text : text.substr(line + 1);
    familiar::try_moment(familiar::time::parse_rfc3339(time), zone);
    familiar::try_moment(familiar::time::parse_rfc2822(time), zone);
    return 0;
}
