#include "base/time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <memory>
#include <unicode/timezone.h>
#include <unicode/unistr.h>
#include <unordered_map>
#include <vector>

namespace familiar::time {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 12> k_months = {"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};

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
        while (take_any(set)) {}
    }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

// What a text says, before it is known to make sense.
struct Parts {
    int year = 0;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    seconds offset{0};
};

std::optional<Timestamp> assemble(const Parts& parts) {
    static constexpr Timestamp k_first = std::chrono::sys_days(std::chrono::year(1) / 1 / 1);
    static constexpr Timestamp k_end = std::chrono::sys_days(std::chrono::year(10000) / 1 / 1);
    const CivilDate date{std::chrono::year(parts.year), std::chrono::month(static_cast<unsigned>(parts.month)),
                         std::chrono::day(static_cast<unsigned>(parts.day))};
    if (!date.ok() || parts.hour > 24 || parts.minute > 59 || parts.second > 60) return std::nullopt;
    if (parts.hour == 24 && (parts.minute != 0 || parts.second != 0)) return std::nullopt;
    const Timestamp t = Timestamp(std::chrono::sys_days(date)) + hours(parts.hour) + minutes(parts.minute) +
                        seconds(std::min(parts.second, 59)) - parts.offset;
    if (t < k_first || t >= k_end) return std::nullopt;  // so that four digits tell every year
    return t;
}

// Takes a number into `into`; false when there is none.
bool read(Reader& in, std::size_t least, std::size_t most, int& into) {
    const auto number = in.digits(least, most);
    if (number) into = *number;
    return number.has_value();
}

// "+01:00", "-0330", "+01"; nothing when it is something else.
std::optional<seconds> numeric_offset(Reader& in) {
    const bool minus = in.rest().starts_with('-');
    if (!in.take_any("+-")) return std::nullopt;
    const auto hour = in.digits(2, 2);
    if (!hour || *hour > 23) return std::nullopt;
    std::optional<int> minute;
    if (in.take(':'))
        minute = in.digits(2, 2);
    else
        minute = in.digits(2, 2).value_or(0);
    if (!minute || *minute > 59) return std::nullopt;
    const seconds offset = hours(*hour) + minutes(*minute);
    return minus ? -offset : offset;
}

// The zone names of RFC 2822 and some that feeds use as well.
std::optional<seconds> named_offset(std::string_view name) {
    struct Named {
        std::string_view name;
        int hours;
    };
    static constexpr std::array<Named, 22> k_names = {
        {{"Z", 0},    {"z", 0},    {"UT", 0},   {"UTC", 0},  {"GMT", 0},  {"WET", 0},  {"EST", -5}, {"EDT", -4},
         {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}, {"CET", 1},  {"CEST", 2},
         {"BST", 1},  {"IST", 1},  {"EET", 2},  {"EEST", 3}, {"MSK", 3},  {"JST", 9}}};
    const auto found = std::ranges::find(k_names, name, &Named::name);
    if (found == k_names.end()) return std::nullopt;
    return hours(found->hours);
}

std::optional<int> month_number(std::string_view name) {
    if (name.size() < 3) return std::nullopt;
    for (std::size_t i = 0; i < k_months.size(); ++i) {
        const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
        if (std::ranges::equal(name.substr(0, 3), k_months[i].substr(0, 3), same)) return static_cast<int>(i) + 1;
    }
    return std::nullopt;
}

// "09:30", "09:30:00.5Z", "0930+0100" behind the date.
bool clock_of_rfc3339(Reader& in, Parts& parts) {
    in.skip(" ");
    if (!read(in, 2, 2, parts.hour)) return false;
    const bool colons = in.take(':');
    if (!read(in, 2, 2, parts.minute)) return false;
    if (in.take(':')) {
        if (!read(in, 2, 2, parts.second)) return false;
    } else if (!colons) {
        read(in, 2, 2, parts.second);
    }
    if (in.take_any(".,") && !in.digits(1, 30)) return false;
    in.skip(" ");
    if (in.rest().empty()) return true;
    const bool sign = in.rest().starts_with('+') || in.rest().starts_with('-');
    const auto offset = sign ? numeric_offset(in) : named_offset(in.letters());
    parts.offset = offset.value_or(seconds(0));
    return offset.has_value();
}

// "2026", "2026-03", "2026-03-01" or "20260301", and a time of day behind the last two.
bool date_of_rfc3339(Reader& in, Parts& parts) {
    if (!read(in, 4, 4, parts.year)) return false;
    bool day = false;
    if (in.take('-')) {
        if (!read(in, 2, 2, parts.month)) return false;
        day = in.take('-');
        if (day && !read(in, 2, 2, parts.day)) return false;
    } else if (read(in, 2, 2, parts.month)) {
        day = read(in, 2, 2, parts.day);
        if (!day) return false;
    }
    return !day || !in.take_any("Tt ") || clock_of_rfc3339(in, parts);
}

// Two digits are of this century or the last, three count from 1900 (RFC 2822, 4.3).
bool year_of_rfc2822(Reader& in, Parts& parts) {
    const std::size_t before = in.rest().size();
    if (!read(in, 2, 4, parts.year)) return false;
    const std::size_t digits = before - in.rest().size();
    if (digits == 2) parts.year += parts.year < 50 ? 2000 : 1900;
    if (digits == 3) parts.year += 1900;
    return true;
}

// A zone that nobody knows means UTC (RFC 2822, 4.3); what follows the zone is a comment.
void clock_of_rfc2822(Reader& in, Parts& parts) {
    if (!read(in, 1, 2, parts.hour)) return;
    if (in.take(':') && read(in, 1, 2, parts.minute) && in.take(':')) read(in, 1, 2, parts.second);
    if (in.take('.')) in.digits(0, 12);
    in.skip(" \t");
    parts.offset = named_offset(in.letters()).value_or(seconds(0));
    if (const auto numeric = numeric_offset(in)) parts.offset = *numeric;
    in.skip(" \t");
}

// ICU's rules for an IANA zone, kept per thread; null when ICU does not know the name.
const icu::TimeZone* zone_named(std::string_view name) {
    static constexpr std::size_t k_name_max = 64;
    if (name.size() > k_name_max) return nullptr;
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
    const std::size_t begin = std::min(text.find_first_not_of(" \t\n\r"), text.size());
    Reader in(text.substr(begin, text.find_last_not_of(" \t\n\r") + 1 - begin));
    Parts parts;
    const bool good = date_of_rfc3339(in, parts);
    const auto result = good && in.rest().empty() ? assemble(parts) : std::nullopt;
    if (!result) return not_a_time(text);
    return *result;
}

Result<Timestamp> parse_rfc2822(std::string_view text) {
    Reader in(text);
    Parts parts;
    in.skip(" \t\n\r");
    std::optional<int> month = month_number(in.letters());  // a weekday, or the month in "Mar 1, 2026"
    in.skip(", \t");
    bool day = read(in, 1, 2, parts.day);
    in.skip(" -\t");
    if (!day) {  // asctime: "Sun Mar 01 09:30:00 2026"
        month = month_number(in.letters());
        in.skip(" ,\t");
        day = read(in, 1, 2, parts.day);
    } else if (const auto name = in.letters(); !name.empty()) {
        month = month_number(name);
    }
    in.skip(" -,\t.");
    bool year = false;
    if (in.rest().size() < 3 || in.rest()[2] != ':') year = year_of_rfc2822(in, parts);
    in.skip(" ,\t");
    clock_of_rfc2822(in, parts);
    if (!year) year = read(in, 4, 4, parts.year);
    if (!day || !month || !year) return not_a_time(text);
    parts.month = *month;
    const auto result = assemble(parts);
    if (!result) return not_a_time(text);
    return *result;
}

std::string rfc3339(Timestamp t) {
    const auto date = std::chrono::floor<days>(t);
    const CivilDate civil_date(date);
    const std::chrono::hh_mm_ss clock(t - date);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", int(civil_date.year()), unsigned(civil_date.month()),
                       unsigned(civil_date.day()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
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
    return later + offset_at(later, zone) == as_utc
               ? std::min(guess + offset_at(guess, zone) == as_utc ? guess : later, later)
               : guess;
}

TimeRange day(CivilDate date, std::string_view zone) {
    const CivilDate next(std::chrono::sys_days(date) + days(1));
    return {moment({.date = date}, zone), moment({.date = next}, zone)};
}

}  // namespace familiar::time
