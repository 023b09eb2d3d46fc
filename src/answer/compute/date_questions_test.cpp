#include "answer/compute/date_questions.h"

#include "answer/compute/cases_test.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar::answer::computing {
namespace {

using std::chrono::April;
using std::chrono::March;
using std::chrono::year;

// Today is Monday 1 June 2026.
TEST(DayCount, says_how_far_a_day_is_away) {
    expect_answers({
        {"how many days until Christmas", "207 days", "Friday 25 December 2026", "from Monday 1 June 2026"},
        {"how many days until 25 December", "207 days"},
        {"how many days until 15 June", "14 days"},
        {"how many days till June 15th?", "14 days"},
        {"how many days until 1 May", "334 days", "2027"},
        {"days to new year", "214 days"},
        {"how many days until 2027", "214 days"},
        {"how many sleeps until Christmas", "207 days"},
        {"how many weeks until Christmas", "29 weeks and 4 days", "", "207 / 7 = 29 rest 4"},
        {"how many months until Christmas", "6 months and 24 days"},
        {"how many hours until tomorrow", "24 hours"},
        {"how many working days until 8 June", "5 working days"},
        {"how long until Halloween", "152 days (21 weeks and 5 days)"},
        {"how many days until next Friday", "4 days"},
        {"how many days until today", "0 days"},
        {"how many more days until Christmas?", "207 days"},
        {"how many days since 1 March", "92 days"},
        {"how long ago was Easter", "57 days (8 weeks and 1 day)"},
        {"how many days since Christmas", "158 days", "25 December 2025"},
        {"how many days are left this year", "213 days"},
    });
}

TEST(DayCount, counts_between_two_days) {
    expect_answers({
        {"days between 1 March and 31 May 2026", "91 days", "", "counting both days: 92 days"},
        {"how many days are there from 9 April to 18 April?", "9 days"},
        {"how many days from 3 to 17 July", "14 days"},
        {"how many days between 1/1/2026 and 31/12/2026", "364 days"},
        {"how many days from 20 December to 5 January", "16 days"},
        {"how many weeks between 2026-01-01 and 2026-03-01", "8 weeks and 3 days"},
        {"how many days between Easter and Christmas", "264 days"},
        {"how many years between 1969 and 2026", "57 years"},
        {"days between 31 May 2026 and 1 March 2026", "91 days"},
    });
}

TEST(WhichDay, names_weekdays_and_dates) {
    expect_answers({
        {"what day is 14 July 2026", "Tuesday", "14 July 2026 is a Tuesday"},
        {"What day of the week is 6 June 2026?", "Saturday"},
        {"what day of the week was 4 May 1990", "Friday", "was a Friday"},
        {"what day was 25.12.2020", "Friday"},
        {"what day is 2026-12-25", "Friday"},
        {"what day is July 4, 2026", "Saturday"},
        {"what day is the 4th of July", "Saturday"},
        {"what day of the week is Christmas 2030", "Wednesday"},
        {"on what day does Christmas fall", "Friday"},
        {"14 July 2026 is what day", "Tuesday"},
        {"what day is it", "Monday"},
        {"what day is tomorrow", "Tuesday"},
        {"what day will it be in 100 days", "Wednesday"},
        {"what date is 45 days from now", "Thursday 16 July 2026"},
        {"what date is 45 days from 3 March", "Friday 17 April 2026"},
        {"what is 2 weeks before Christmas", "Friday 11 December 2026"},
        {"two weeks from Friday", "Friday 19 June 2026"},
        {"what was the date 100 days ago", "Saturday 21 February 2026"},
        {"what date is 10 working days from now", "Monday 15 June 2026"},
        {"what date is one month from 31 January 2027", "Sunday 28 February 2027"},
        {"next Friday's date", "Friday 5 June 2026"},
        {"what's the date next Friday", "Friday 5 June 2026"},
        {"what's today's date", "Monday 1 June 2026"},
        {"what is the date", "Monday 1 June 2026"},
        {"what date is Easter 2027", "Sunday 28 March 2027"},
        {"when is Good Friday 2027?", "Friday 26 March 2027"},
        {"when is Thanksgiving", "Thursday 26 November 2026"},
        {"what year is it", "2026"},
        {"what is today", "Monday 1 June 2026"},
        {"what is the day today", "Monday"},
    });
    expect_nothing({"what day is 31 February 2026", "what day is 32 July", "what date is 99999999999 days from now",
                    "when is it", "what day is the party", "what day is 5/2026", "what date is 5 days from nowhere"});
    EXPECT_LT(compute("what day is 3/4/2026", test_context())->certainty, 0.8);
    EXPECT_EQ(compute("what day is 25/4/2026", test_context())->certainty, 1);
    EXPECT_EQ(compute("what day is 4/25/2026", test_context())->result, "Saturday");
}

TEST(CalendarFact, knows_ages_weeks_and_leap_years) {
    expect_answers({
        {"how old is someone born 4 May 1990", "36 years"},
        {"how old am I if I was born on 15 March 1988", "38 years"},
        {"how old is somebody born on 2 June 1990", "35 years"},
        {"how old would someone born on 29 February 2000 be", "26 years"},
        {"how old is someone born in 1990", "35 or 36"},
        {"what week number is it", "week 23"},
        {"what week is it", "week 23", "", "week 23 runs from Monday 1 June 2026 to Sunday 7 June 2026"},
        {"week number of 1 January 2027", "week 53", "of 2026"},
        {"which week is 14 July in", "week 29"},
        {"is 2028 a leap year", "yes", "Yes, 2028 is a leap year", "2028 / 4 = 507"},
        {"was 1900 a leap year", "no", "was not"},
        {"was 2000 a leap year", "yes"},
        {"is this year a leap year?", "no"},
        {"when is the next leap year", "2028"},
        {"how many days in February 2028", "29 days"},
        {"how many days does February have", "28 days"},
        {"how many days in 2028", "366 days"},
    });
    expect_nothing({"how old is someone born 4 May 2090", "how old is the house built in 1990", "is it a good year",
                    "how old is Ana born in 1990", "how many days in the trip"});
}

// Easter as the tables of the churches have it.
TEST(Calendar, finds_easter) {
    const std::pair<int, CivilDate> cases[] = {
        {1583, year(1583) / April / 10}, {1818, year(1818) / March / 22}, {1943, year(1943) / April / 25},
        {1961, year(1961) / April / 2},  {2000, year(2000) / April / 23}, {2024, year(2024) / March / 31},
        {2025, year(2025) / April / 20}, {2026, year(2026) / April / 5},  {2027, year(2027) / March / 28},
        {2038, year(2038) / April / 25}, {2285, year(2285) / March / 22}};
    for (const auto& [in, expected] : cases) EXPECT_EQ(easter(in), expected) << in;
}

TEST(Calendar, numbers_weeks_as_iso_8601) {
    const auto week = [](int y, unsigned m, unsigned d) { return iso_week(*valid_date(y, m, d)); };
    EXPECT_EQ(week(2021, 1, 3).week, 53);
    EXPECT_EQ(week(2021, 1, 4).week, 1);
    EXPECT_EQ(week(2024, 12, 30).year, 2025);
    EXPECT_EQ(week(2016, 1, 1).week, 53);
    EXPECT_EQ(week(2008, 12, 29).week, 1);
}

RC_GTEST_PROP(Calendar, steps_lead_there_and_back, ()) {
    const auto date = *moved(year(2000) / March / 1, *rc::gen::inRange(-40'000, 40'000), Step::day);
    const int count = *rc::gen::inRange(-3000, 3000);
    RC_ASSERT(moved(*moved(date, count, Step::day), -count, Step::day) == date);
    RC_ASSERT(days_between(date, *moved(date, count, Step::week)) == count * 7);
    const auto later = *moved(date, std::abs(count), Step::month);
    const Whole whole = whole_steps(date, later, Step::month);
    RC_ASSERT(*moved(*moved(date, whole.count, Step::month), whole.days, Step::day) == later);
    const auto workday = *moved(date, std::abs(count) + 1, Step::workday);
    RC_ASSERT(weekday_of(workday).iso_encoding() <= 5U);
}

RC_GTEST_PROP(Calendar, a_date_that_is_written_is_read_again, ()) {
    const auto date = *moved(year(2000) / March / 1, *rc::gen::inRange(-40'000, 40'000), Step::day);
    const auto answer = compute("what day is " + time::long_date(date), test_context());
    RC_ASSERT(answer.has_value());
    RC_ASSERT(answer->result == weekday_name(weekday_of(date)));
}

}  // namespace
}  // namespace familiar::answer::computing
