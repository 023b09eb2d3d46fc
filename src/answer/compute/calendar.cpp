#include "answer/compute/calendar.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int64_t k_steps_max = 4'000'000;  // days in the whole calendar

constexpr auto k_weekdays =
    std::to_array<std::string_view>({"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"});
constexpr auto k_months =
    std::to_array<std::string_view>({"January", "February", "March", "April", "May", "June", "July", "August",
                                     "September", "October", "November", "December"});

// Whether `word` is `name` in lower case, or its beginning with at least three letters of those people write.
bool short_for(std::string_view name, std::string_view word) {
    const auto same = [](char a, char b) { return (a | 0x20) == b; };
    if (std::ranges::equal(name, word, same)) return true;
    const bool usual = word.size() == 3 || word == "sept" || word == "tues" || word == "thur" || word == "thurs";
    return usual && word.size() < name.size() && std::ranges::equal(name.substr(0, word.size()), word, same);
}

CivilDate on(int year, unsigned month, unsigned day) {
    return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
}

template <unsigned Month, unsigned Day>
CivilDate fixed(int year) {
    return on(year, Month, Day);
}

template <int Days>
CivilDate from_easter(int year) {
    return sys_days(easter(year)) + days(Days);
}

CivilDate thanksgiving(int year) {
    return sys_days(std::chrono::year(year) / std::chrono::November / std::chrono::Thursday[4]);
}

CivilDate black_friday(int year) { return sys_days(thanksgiving(year)) + days(1); }

CivilDate first_advent(int year) {
    const sys_days christmas = on(year, 12, 25);
    const auto behind_sunday = std::chrono::weekday(christmas).c_encoding();
    return christmas - days(behind_sunday == 0 ? 28 : behind_sunday + 21);
}

struct Named {
    std::string_view words;  // folded
    Feast feast;
};

constexpr auto k_feasts = std::to_array<Named>({
    {"christmas", {"Christmas", fixed<12, 25>}},
    {"christmas day", {"Christmas", fixed<12, 25>}},
    {"xmas", {"Christmas", fixed<12, 25>}},
    {"christmas eve", {"Christmas Eve", fixed<12, 24>}},
    {"boxing day", {"Boxing Day", fixed<12, 26>}},
    {"new year", {"New Year's Day", fixed<1, 1>}},
    {"new years", {"New Year's Day", fixed<1, 1>}},
    {"new year day", {"New Year's Day", fixed<1, 1>}},
    {"new years day", {"New Year's Day", fixed<1, 1>}},
    {"new year eve", {"New Year's Eve", fixed<12, 31>}},
    {"new years eve", {"New Year's Eve", fixed<12, 31>}},
    {"epiphany", {"Epiphany", fixed<1, 6>}},
    {"valentine day", {"Valentine's Day", fixed<2, 14>}},
    {"valentines day", {"Valentine's Day", fixed<2, 14>}},
    {"valentines", {"Valentine's Day", fixed<2, 14>}},
    {"women day", {"Women's Day", fixed<3, 8>}},
    {"st patrick day", {"St Patrick's Day", fixed<3, 17>}},
    {"st patricks day", {"St Patrick's Day", fixed<3, 17>}},
    {"april fools", {"April Fools' Day", fixed<4, 1>}},
    {"april fools day", {"April Fools' Day", fixed<4, 1>}},
    {"may day", {"May Day", fixed<5, 1>}},
    {"halloween", {"Halloween", fixed<10, 31>}},
    {"all saints", {"All Saints' Day", fixed<11, 1>}},
    {"all saints day", {"All Saints' Day", fixed<11, 1>}},
    {"st nicholas day", {"St Nicholas' Day", fixed<12, 6>}},
    {"easter", {"Easter", from_easter<0>}},
    {"easter sunday", {"Easter Sunday", from_easter<0>}},
    {"easter monday", {"Easter Monday", from_easter<1>}},
    {"good friday", {"Good Friday", from_easter<-2>}},
    {"palm sunday", {"Palm Sunday", from_easter<-7>}},
    {"ash wednesday", {"Ash Wednesday", from_easter<-46>}},
    {"shrove tuesday", {"Shrove Tuesday", from_easter<-47>}},
    {"carnival", {"Carnival Tuesday", from_easter<-47>}},
    {"ascension", {"Ascension Day", from_easter<39>}},
    {"ascension day", {"Ascension Day", from_easter<39>}},
    {"pentecost", {"Pentecost", from_easter<49>}},
    {"whit sunday", {"Pentecost", from_easter<49>}},
    {"whit monday", {"Whit Monday", from_easter<50>}},
    {"corpus christi", {"Corpus Christi", from_easter<60>}},
    {"thanksgiving", {"Thanksgiving (in the United States)", thanksgiving}},
    {"black friday", {"Black Friday", black_friday}},
    {"first advent", {"the first Sunday of Advent", first_advent}},
    {"advent", {"the first Sunday of Advent", first_advent}},
});

}  // namespace

std::string_view weekday_name(std::chrono::weekday weekday) { return k_weekdays[weekday.c_encoding()]; }
std::string_view month_name(std::chrono::month month) { return k_months[unsigned(month) - 1]; }

std::optional<std::chrono::weekday> weekday_named(std::string_view folded_word) {
    for (unsigned i = 0; i < k_weekdays.size(); ++i) {
        if (short_for(k_weekdays[i], folded_word)) return std::chrono::weekday(i);
    }
    return std::nullopt;
}

std::optional<std::chrono::month> month_named(std::string_view folded_word) {
    for (unsigned i = 0; i < k_months.size(); ++i) {
        if (short_for(k_months[i], folded_word)) return std::chrono::month(i + 1);
    }
    return std::nullopt;
}

std::chrono::weekday weekday_of(CivilDate date) { return std::chrono::weekday(sys_days(date)); }

std::string full_date(CivilDate date) {
    return fmt::format("{} {}", weekday_name(weekday_of(date)), time::long_date(date));
}

std::optional<CivilDate> valid_date(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (year < k_year_min || year > k_year_max || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const CivilDate date = on(static_cast<int>(year), static_cast<unsigned>(month), static_cast<unsigned>(day));
    return date.ok() ? std::optional(date) : std::nullopt;
}

IsoWeek iso_week(CivilDate date) {
    const sys_days day(date);
    const sys_days thursday = day - days(std::chrono::weekday(day).iso_encoding()) + days(4);
    const std::chrono::year year = CivilDate(thursday).year();
    const auto since = (thursday - sys_days(year / std::chrono::January / 1)).count();
    return {int(year), static_cast<int>(since / 7 + 1)};
}

std::int64_t days_between(CivilDate from, CivilDate to) { return (sys_days(to) - sys_days(from)).count(); }

std::optional<CivilDate> moved(CivilDate from, std::int64_t count, Step step) {
    if (count > k_steps_max || count < -k_steps_max) return std::nullopt;
    CivilDate date = from;
    if (step == Step::day || step == Step::week) {
        date = sys_days(from) + days(count * (step == Step::week ? 7 : 1));
    } else if (step == Step::workday) {
        const int direction = count < 0 ? -1 : 1;
        sys_days day = from;
        while (count != 0 && std::chrono::weekday(day).iso_encoding() > 5)
            day -= days(direction);  // a weekend adds nothing
        day += days(count / 5 * 7);
        for (std::int64_t left = count % 5; left != 0;) {
            day += days(direction);
            if (std::chrono::weekday(day).iso_encoding() <= 5) left -= direction;
        }
        date = day;
    } else {
        const std::int64_t months = step == Step::year ? count * 12 : count;
        if (std::abs(months) > std::int64_t{k_year_max} * 12) return std::nullopt;
        const auto month =
            std::chrono::year_month(from.year(), from.month()) + std::chrono::months(static_cast<int>(months));
        const std::chrono::day last((month / std::chrono::last).day());
        date = month / std::min(from.day(), last);
    }
    const bool inside = int(date.year()) >= k_year_min && int(date.year()) <= k_year_max;
    return inside && date.ok() ? std::optional(date) : std::nullopt;
}

Whole whole_steps(CivilDate from, CivilDate to, Step step) {
    if (to < from) {
        const Whole forwards = whole_steps(to, from, step);
        return {-forwards.count, -forwards.days};
    }
    const std::int64_t each = step == Step::year ? 12 : 1;
    std::int64_t count =
        ((int(to.year()) - int(from.year())) * 12 + int(unsigned(to.month())) - int(unsigned(from.month()))) / each;
    auto reached = moved(from, count, step);
    if (reached && *reached > to) reached = moved(from, --count, step);
    return {count, reached ? days_between(*reached, to) : 0};
}

bool leap_year(int year) { return std::chrono::year(year).is_leap(); }

int days_in(std::chrono::year_month month) { return int(unsigned((month / std::chrono::last).day())); }

CivilDate easter(int year) {
    const int golden = year % 19;
    const int century = year / 100;
    const int moon_correction = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    const int full_moon =
        moon_correction - (moon_correction / 28) * (1 - (29 / (moon_correction + 1)) * ((21 - golden) / 11));
    const int weekday = (year + year / 4 + full_moon + 2 - century + century / 4) % 7;
    const int from_march = full_moon - weekday;
    const int month = 3 + (from_march + 40) / 44;
    const int day = from_march + 28 - 31 * (month / 4);
    return on(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

const Feast* feast_named(std::string_view folded_name) {
    const auto found = std::ranges::find(k_feasts, folded_name, &Named::words);
    return found == k_feasts.end() ? nullptr : &found->feast;
}

}  // namespace familiar::answer::computing
