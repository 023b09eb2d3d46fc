#include "base/time.h"

#include <fmt/format.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <unordered_map>
#include <vector>

namespace familiar::time {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 12> k_months = {"January", "February", "March",     "April",   "May",      "June",
                                                       "July",    "August",   "September", "October", "November", "December"};

Failure not_a_time(std::string_view text) {
    return fail(ErrorCode::invalid_argument, fmt::format("'{}' is not a date and time", text.substr(0, 60)));
}

// Reads fixed-width and free numbers off the front of a text.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    std::optional<int> digits(std::size_t least, std::size_t most) {
        std::size_t n = 0;
        while (n < most && n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9') ++n;
        if (n < least) return std::nullopt;
        int value = 0;
        std::from_chars(rest_.data(), rest_.data() + n, value);
        rest_.remove_prefix(n);
        return value;
    }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool take_any(std::string_view set) {
        if (rest_.empty() || set.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    std::string_view letters() {
        std::size_t n = 0;
        while (n < rest_.size() && ((rest_[n] | 0x20) >= 'a' && (rest_[n] | 0x20) <= 'z')) ++n;
        const std::string_view word = rest_.substr(0, n);
        rest_.remove_prefix(n);
        return word;
    }
    void skip(std::string_view set) {
        while (take_any(set)) {
        }
    }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

std::optional<Timestamp> assemble(int year, int month, int day, int hour, int minute, int second, seconds offset) {
    const CivilDate date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                         std::chrono::day(static_cast<unsigned>(day))};
    const bool in_range = date.ok() && year >= 1 && year <= 9999 && hour <= 24 && minute <= 59 && second <= 60;
    if (!in_range || (hour == 24 && (minute != 0 || second != 0))) return std::nullopt;
    return Timestamp(std::chrono::sys_days(date)) + hours(hour) + minutes(minute) + seconds(std::min(second, 59)) - offset;
}

std::optional<seconds> numeric_offset(Reader& in) {
    const bool minus = in.rest().starts_with('-');
    if (!in.take_any("+-")) return std::nullopt;
    const auto hour = in.digits(2, 2);
    in.take(':');
    const auto minute = in.digits(2, 2);
    if (!hour || *hour > 23) return std::nullopt;
    const seconds offset = hours(*hour) + minutes(minute.value_or(0));
    return minus ? -offset : offset;
}

seconds named_offset(std::string_view name) {
    struct Named {
        std::string_view name;
        int hours;
    };
    static constexpr std::array<Named, 12> k_names = {{{"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6},
                                                       {"PST", -8}, {"PDT", -7}, {"CET", 1},  {"CEST", 2}, {"BST", 1},  {"IST", 1}}};
    const auto found = std::ranges::find(k_names, name, &Named::name);
    return hours(found == k_names.end() ? 0 : found->hours);
}

std::optional<int> month_number(std::string_view name) {
    if (name.size() < 3) return std::nullopt;
    for (std::size_t i = 0; i < k_months.size(); ++i) {
        const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
        if (std::ranges::equal(name.substr(0, 3), k_months[i].substr(0, 3), same)) return static_cast<int>(i) + 1;
    }
    return std::nullopt;
}

// ICU's rules for an IANA zone, kept per thread; null when ICU does not know the name.
const icu::TimeZone* zone_named(std::string_view name) {
    thread_local std::unordered_map<std::string, std::unique_ptr<icu::TimeZone>> zones;
    static constexpr std::size_t k_zones_max = 700;  // more names than IANA has are hostile
    const std::string key(name);
    const auto found = zones.find(key);
    if (found != zones.end()) return found->second.get();
    if (zones.size() >= k_zones_max) zones.clear();
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(key)));
    if (*zone == icu::TimeZone::getUnknown()) zone.reset();
    return zones.emplace(key, std::move(zone)).first->second.get();
}

}  // namespace

Result<Timestamp> parse_rfc3339(std::string_view text) {
    Reader in(text);
    in.skip(" \t\n\r");
    const auto year = in.digits(4, 4);
    if (!year) return not_a_time(text);
    const auto month = in.take('-') ? in.digits(2, 2) : in.digits(2, 2);
    if (month) in.take('-');
    const auto day = month ? in.digits(2, 2) : std::nullopt;
    int hour = 0;
    int minute = 0;
    int second = 0;
    seconds offset{0};
    if (day && in.take_any("Tt ")) {
        in.skip(" ");
        const auto h = in.digits(2, 2);
        const auto m = h && (in.take(':') || true) ? in.digits(2, 2) : std::nullopt;
        if (!h) return not_a_time(text);
        hour = *h;
        minute = m.value_or(0);
        if (in.take(':')) second = in.digits(2, 2).value_or(0);
        if (in.take_any(".,")) in.digits(0, 30);
        in.skip(" ");
        if (!in.take_any("Zz")) {
            const std::string_view name = in.letters();
            offset = name.empty() ? numeric_offset(in).value_or(seconds(0)) : named_offset(name);
        }
    }
    in.skip(" \t\n\r");
    if (!in.rest().empty()) return not_a_time(text);
    const auto result = assemble(*year, month.value_or(1), day.value_or(1), hour, minute, second, offset);
    if (!result) return not_a_time(text);
    return *result;
}

Result<Timestamp> parse_rfc2822(std::string_view text) {
    Reader in(text);
    in.skip(" \t\n\r");
    std::optional<int> month = month_number(in.letters());  // a weekday, or the month in "Mar 1, 2026"
    in.skip(", \t");
    std::optional<int> day = in.digits(1, 2);
    in.skip(" -\t");
    if (!day) {  // asctime: "Sun Mar 01 09:30:00 2026"
        month = month_number(in.letters());
        in.skip(" ,\t");
        day = in.digits(1, 2);
    } else if (const auto name = in.letters(); !name.empty()) {
        month = month_number(name);
    }
    in.skip(" -,\t.");
    std::optional<int> year;
    if (in.rest().size() < 3 || in.rest()[2] != ':') year = in.digits(2, 4);
    in.skip(" ,\t");
    const auto hour = in.digits(1, 2);
    std::optional<int> minute;
    int second = 0;
    if (hour && in.take(':')) minute = in.digits(1, 2);
    if (minute && in.take(':')) second = in.digits(1, 2).value_or(0);
    if (in.take('.')) in.digits(0, 12);
    in.skip(" \t");
    seconds offset{0};
    const std::string_view zone_name = in.letters();
    if (!zone_name.empty()) offset = named_offset(zone_name);
    if (const auto numeric = numeric_offset(in)) offset = *numeric;
    in.skip(" \t");
    if (!year) year = in.digits(4, 4);
    if (!day || !month || !year) return not_a_time(text);
    if (*year < 50) *year += 2000;
    else if (*year < 100) *year += 1900;
    const auto result = assemble(*year, *month, *day, hour.value_or(0), minute.value_or(0), second, offset);
    if (!result) return not_a_time(text);
    return *result;
}

std::string rfc3339(Timestamp t) {
    const auto date = std::chrono::floor<days>(t);
    const CivilDate civil_date(date);
    const std::chrono::hh_mm_ss clock(t - date);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", int(civil_date.year()), unsigned(civil_date.month()),
                       unsigned(civil_date.day()), clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string long_date(CivilDate date) {
    return fmt::format("{} {} {}", unsigned(date.day()), k_months[unsigned(date.month()) - 1], int(date.year()));
}

std::string long_date(Timestamp t, std::string_view zone) { return long_date(civil(t, zone).date); }

std::string long_date_time(Timestamp t, std::string_view zone) {
    const CivilTime c = civil(t, zone);
    return fmt::format("{}, {:02}:{:02}", long_date(c.date), c.hour, c.minute);
}

bool known_zone(std::string_view zone) { return zone_named(zone) != nullptr; }

seconds offset_at(Timestamp t, std::string_view zone) {
    const icu::TimeZone* rules = zone_named(zone);
    if (rules == nullptr) return seconds(0);
    std::int32_t raw = 0;
    std::int32_t saving = 0;
    UErrorCode status = U_ZERO_ERROR;
    rules->getOffset(static_cast<double>(t.time_since_epoch().count()) * 1000.0, 0, raw, saving, status);
    return U_SUCCESS(status) ? seconds((raw + saving) / 1000) : seconds(0);
}

CivilTime civil(Timestamp t, std::string_view zone) {
    const Timestamp local = t + offset_at(t, zone);
    const auto date = std::chrono::floor<days>(local);
    const std::chrono::hh_mm_ss clock(local - date);
    return {CivilDate(date), int(clock.hours().count()), int(clock.minutes().count()), int(clock.seconds().count())};
}

Timestamp moment(const CivilTime& c, std::string_view zone) {
    const Timestamp as_utc =
        Timestamp(std::chrono::sys_days(c.date)) + hours(c.hour) + minutes(c.minute) + seconds(c.second);
    const Timestamp guess = as_utc - offset_at(as_utc - hours(24), zone);
    const Timestamp later = as_utc - offset_at(guess, zone);
    return later + offset_at(later, zone) == as_utc ? std::min(guess + offset_at(guess, zone) == as_utc ? guess : later, later)
                                                     : guess;
}

TimeRange day(CivilDate date, std::string_view zone) {
    const CivilDate next(std::chrono::sys_days(date) + days(1));
    return {moment({.date = date}, zone), moment({.date = next}, zone)};
}

}  // namespace familiar::time
