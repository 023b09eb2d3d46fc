#include "base/time.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t k_year_1 = -62135596800;
constexpr std::int64_t k_year_10000 = 253402300800;

Timestamp at(std::int64_t count) { return Timestamp(seconds(count)); }

std::string read_3339(std::string_view text) {
    const auto t = time::parse_rfc3339(text);
    return t ? time::rfc3339(*t) : "error";
}

std::string read_2822(std::string_view text) {
    const auto t = time::parse_rfc2822(text);
    return t ? time::rfc3339(*t) : "error";
}

TEST(Rfc3339, is_read_with_its_relatives) {
    EXPECT_EQ(read_3339("2026-03-01T09:30:00Z"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_3339("2026-03-01t09:30:00z"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_3339("2026-03-01 09:30"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_3339("2026-03-01T09:30:00.123456789Z"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_3339("2026-03-01T09:30:00,5+01:00"), "2026-03-01T08:30:00Z");
    EXPECT_EQ(read_3339("2026-03-01T00:30:00+0100"), "2026-02-28T23:30:00Z");
    EXPECT_EQ(read_3339("2026-03-01T09:30:00-03:30"), "2026-03-01T13:00:00Z");
    EXPECT_EQ(read_3339("2026-03-01T09:30:00-00:00"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_3339("2026-03-01 09:30:00 UTC"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_3339("2026-03-01 09:30:00 +0200"), "2026-03-01T07:30:00Z");
    EXPECT_EQ(read_3339(" 2026-03-01 \n"), "2026-03-01T00:00:00Z");
    EXPECT_EQ(read_3339("2026-03"), "2026-03-01T00:00:00Z");
    EXPECT_EQ(read_3339("2026"), "2026-01-01T00:00:00Z");
    EXPECT_EQ(read_3339("20260301T093015Z"), "2026-03-01T09:30:15Z");
    EXPECT_EQ(read_3339("2026-12-31T24:00:00Z"), "2027-01-01T00:00:00Z");
    EXPECT_EQ(read_3339("2016-12-31T23:59:60Z"), "2016-12-31T23:59:59Z");
    EXPECT_EQ(read_3339("0001-01-01T00:00:00Z"), "0001-01-01T00:00:00Z");
    EXPECT_EQ(read_3339("9999-12-31T23:59:59Z"), "9999-12-31T23:59:59Z");
}

TEST(Rfc3339, knows_leap_years) {
    EXPECT_EQ(read_3339("2024-02-29"), "2024-02-29T00:00:00Z");
    EXPECT_EQ(read_3339("2000-02-29"), "2000-02-29T00:00:00Z");
    EXPECT_EQ(read_3339("2023-02-29"), "error");
    EXPECT_EQ(read_3339("1900-02-29"), "error");
}

TEST(Rfc3339, refuses_what_is_no_time) {
    for (const char* text : {"",
                             " ",
                             "x",
                             "2026-",
                             "2026-03-",
                             "2026-3-1",
                             "2026-13-01",
                             "2026-00-10",
                             "2026-04-31",
                             "2026-04-00",
                             "0000-01-01",
                             "2026-03-01T",
                             "2026-03-01T9:30",
                             "2026-03-01T09",
                             "2026-03-01T09:",
                             "2026-03-01T25:00",
                             "2026-03-01T24:00:01Z",
                             "2026-03-01T09:60",
                             "2026-03-01T09:30:61",
                             "2026-03-01T09:30:",
                             "2026-03-01T09:30:00.",
                             "2026-03-01T09:30:00+",
                             "2026-03-01T09:30:00+1",
                             "2026-03-01T09:30:00+24:00",
                             "2026-03-01T09:30:00+01:60",
                             "2026-03-01T09:30:00+01:",
                             "2026-03-01T09:30:00 Nowhere",
                             "2026-03-01T09:30:00Zx",
                             "2026-03-01 extra",
                             "20260",
                             "202603",
                             "99999-01-01",
                             "-2026-01-01",
                             "２０２６-03-01",
                             "9999-12-31T23:59:59-01:00",
                             "0001-01-01T00:00:00+01:00"}) {
        EXPECT_EQ(read_3339(text), "error") << text;
    }
    const std::string hostile(100'000, '9');
    EXPECT_EQ(read_3339(hostile), "error");
    EXPECT_LT(time::parse_rfc3339(hostile).error().message.size(), 200U);
    EXPECT_EQ(read_3339("2026-03-01T09:30:00." + hostile), "error");
}

TEST(Rfc2822, is_read_with_its_relatives) {
    EXPECT_EQ(read_2822("Sun, 01 Mar 2026 09:30:00 +0100"), "2026-03-01T08:30:00Z");
    EXPECT_EQ(read_2822("Sun, 1 Mar 2026 09:30 GMT"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_2822("1 Mar 26 9:05:07 EST"), "2026-03-01T14:05:07Z");
    EXPECT_EQ(read_2822("01 Mar 1999 09:30:00 -0000"), "1999-03-01T09:30:00Z");
    EXPECT_EQ(read_2822("01 Mar 99 09:30:00 Z"), "1999-03-01T09:30:00Z");
    EXPECT_EQ(read_2822("01 Mar 103 09:30:00 Z"), "2003-03-01T09:30:00Z");
    EXPECT_EQ(read_2822("Sunday, 01-Mar-26 09:30:00 UTC"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_2822("Sun Mar  1 09:30:00 2026"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_2822("Sun Mar 01 09:30:00 +0000 2026"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_2822("March 1, 2026 09:30"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_2822("Sun, 01 Mar 2026 09:30:00 +0100 (CET)"), "2026-03-01T08:30:00Z");
    EXPECT_EQ(read_2822("Sun, 01 Mar 2026 09:30:00 Nowhere"), "2026-03-01T09:30:00Z");
    EXPECT_EQ(read_2822("Sun, 01 Mar 2026"), "2026-03-01T00:00:00Z");
    EXPECT_EQ(read_2822("  Wed, 31 Dec 2025 23:59:60 GMT\n"), "2025-12-31T23:59:59Z");
}

TEST(Rfc2822, refuses_what_is_no_time) {
    for (const char* text : {"", "x", "Sun", "Sun, 01", "Sun, 01 Mar", "Sun, 01 Foo 2026", "Sun, 32 Mar 2026",
                             "Mon, 30 Feb 2026 10:00 GMT", "Sun, 01 Mar 2026 25:00:00 GMT",
                             "Sun, 01 Mar 2026 09:75:00 GMT", "01 Mar", "2026-03-01T09:30:00Z", ",,,,,,,"}) {
        EXPECT_EQ(read_2822(text), "error") << text;
    }
    EXPECT_EQ(read_2822("Sun, " + std::string(100'000, '1')), "error");
}

RC_GTEST_PROP(Time, written_and_read_is_the_same, ()) {
    const Timestamp t = at(*rc::gen::inRange(k_year_1, k_year_10000));
    RC_ASSERT(*time::parse_rfc3339(time::rfc3339(t)) == t);
}

RC_GTEST_PROP(Time, an_offset_moves_the_moment_and_not_the_meaning, ()) {
    const Timestamp t = at(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000));
    const int minutes_east = *rc::gen::inRange(-23 * 60 - 59, 24 * 60);
    std::string shown = time::rfc3339(t + minutes(minutes_east));
    shown.pop_back();
    const int size = std::abs(minutes_east);
    char offset[8];
    std::snprintf(offset, sizeof offset, "%c%02d:%02d", minutes_east < 0 ? '-' : '+', size / 60 % 24, size % 60);
    RC_ASSERT(*time::parse_rfc3339(shown + offset) == t);
}

TEST(Zone, offsets_follow_daylight_saving) {
    const Timestamp winter = *time::parse_rfc3339("2026-01-15T12:00:00Z");
    const Timestamp summer = *time::parse_rfc3339("2026-07-15T12:00:00Z");
    EXPECT_EQ(time::offset_at(winter, "Europe/Berlin"), hours(1));
    EXPECT_EQ(time::offset_at(summer, "Europe/Berlin"), hours(2));
    EXPECT_EQ(time::offset_at(summer, "America/St_Johns"), -(hours(2) + minutes(30)));
    EXPECT_EQ(time::offset_at(winter, "Asia/Kathmandu"), hours(5) + minutes(45));
    EXPECT_EQ(time::offset_at(winter, "UTC"), seconds(0));
    EXPECT_EQ(time::offset_at(winter, "No/Where"), seconds(0));
}

TEST(Zone, names_are_those_of_iana) {
    for (const char* zone : {"UTC", "Europe/Dublin", "America/Argentina/Buenos_Aires", "Asia/Tokyo"})
        EXPECT_TRUE(time::known_zone(zone));
    for (const char* zone : {"", "Mars/Base", "Europe/", "🎉"}) EXPECT_FALSE(time::known_zone(zone)) << zone;
    EXPECT_FALSE(time::known_zone(std::string(100'000, 'x')));
    for (int i = 0; i < 2000; ++i) EXPECT_FALSE(time::known_zone("Hostile/" + std::to_string(i)));
    EXPECT_TRUE(time::known_zone("Europe/Dublin"));
}

struct Shown {
    const char* zone;
    CivilTime local;
    const char* utc;
};

CivilTime civil(int year, unsigned month, unsigned day, int hour, int minute) {
    return {CivilDate(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)), hour, minute, 0};
}

TEST(Zone, moments_in_gaps_and_overlaps_keep_the_earlier_offset) {
    const std::vector<Shown> table = {
        {"Europe/Berlin", civil(2026, 3, 29, 1, 59), "2026-03-29T00:59:00Z"},
        {"Europe/Berlin", civil(2026, 3, 29, 2, 30), "2026-03-29T01:30:00Z"},  // never shown by a clock
        {"Europe/Berlin", civil(2026, 3, 29, 3, 0), "2026-03-29T01:00:00Z"},
        {"Europe/Berlin", civil(2026, 3, 29, 12, 0), "2026-03-29T10:00:00Z"},
        {"Europe/Berlin", civil(2026, 3, 30, 1, 0), "2026-03-29T23:00:00Z"},
        {"Europe/Berlin", civil(2026, 10, 25, 1, 30), "2026-10-24T23:30:00Z"},
        {"Europe/Berlin", civil(2026, 10, 25, 2, 30), "2026-10-25T00:30:00Z"},  // shown twice
        {"Europe/Berlin", civil(2026, 10, 25, 3, 0), "2026-10-25T02:00:00Z"},
        {"America/New_York", civil(2026, 3, 8, 2, 30), "2026-03-08T07:30:00Z"},
        {"America/New_York", civil(2026, 11, 1, 1, 30), "2026-11-01T05:30:00Z"},
        {"Australia/Lord_Howe", civil(2026, 10, 4, 2, 15), "2026-10-03T15:45:00Z"},  // half an hour
        {"Pacific/Apia", civil(2011, 12, 30, 12, 0), "2011-12-30T22:00:00Z"},        // a day that never was
        {"Pacific/Apia", civil(2011, 12, 31, 0, 0), "2011-12-30T10:00:00Z"},
        {"UTC", civil(2026, 3, 29, 2, 30), "2026-03-29T02:30:00Z"},
        {"No/Where", civil(2026, 3, 29, 2, 30), "2026-03-29T02:30:00Z"},
    };
    for (const Shown& row : table) {
        EXPECT_EQ(time::rfc3339(time::moment(row.local, row.zone)), row.utc) << row.zone << " " << row.utc;
    }
}

const std::vector<std::string> k_zones = {
    "UTC",          "Europe/Berlin",    "America/New_York",  "Australia/Lord_Howe", "Asia/Kathmandu",
    "Pacific/Apia", "America/St_Johns", "Africa/Casablanca", "Europe/Dublin"};

RC_GTEST_PROP(Zone, what_clocks_show_tells_the_moment, ()) {
    const std::string zone = *rc::gen::elementOf(k_zones);
    const Timestamp t = at(*rc::gen::inRange<std::int64_t>(0, 2'200'000'000));
    const CivilTime shown = time::civil(t, zone);
    const Timestamp again = time::moment(shown, zone);
    RC_ASSERT(again == t || again + hours(24) >= t);
    RC_ASSERT(again <= t);  // in an overlap it is the first time
    const CivilTime twice = time::civil(again, zone);
    RC_ASSERT(twice.date == shown.date);
    RC_ASSERT(twice.hour * 60 + twice.minute == shown.hour * 60 + shown.minute);
}

RC_GTEST_PROP(Zone, days_follow_each_other_without_gap, ()) {
    const std::string zone = *rc::gen::elementOf(k_zones);
    const CivilDate date(std::chrono::sys_days(days(*rc::gen::inRange(0, 25'000))));
    const CivilDate next(std::chrono::sys_days(date) + days(1));
    const TimeRange today = time::day(date, zone);
    RC_ASSERT(today.begin <= today.end);
    RC_ASSERT(time::day(next, zone).begin == today.end);
}

TEST(Zone, a_day_may_be_longer_or_shorter) {
    const TimeRange spring = time::day(civil(2026, 3, 29, 0, 0).date, "Europe/Berlin");
    const TimeRange autumn = time::day(civil(2026, 10, 25, 0, 0).date, "Europe/Berlin");
    EXPECT_EQ(spring.end - spring.begin, hours(23));
    EXPECT_EQ(autumn.end - autumn.begin, hours(25));
    EXPECT_TRUE(spring.contains(spring.begin));
    EXPECT_FALSE(spring.contains(spring.end));
}

TEST(Time, is_written_for_people) {
    const Timestamp t = *time::parse_rfc3339("2026-03-01T23:30:00Z");
    EXPECT_EQ(time::long_date(t, "UTC"), "1 March 2026");
    EXPECT_EQ(time::long_date(t, "Europe/Berlin"), "2 March 2026");
    EXPECT_EQ(time::long_date_time(t, "Europe/Berlin"), "2 March 2026, 00:30");
    EXPECT_EQ(time::long_date(civil(2024, 2, 29, 0, 0).date), "29 February 2024");
}

}  // namespace
}  // namespace familiar
