#include "gather/whatsapp/heads.h"

#include "base/utf8.h"
#include "gather/whatsapp/marks.h"

#include <algorithm>
#include <string>

namespace familiar::gather::whatsapp {

namespace {

constexpr std::size_t k_words_bytes_max = 32;  // between date and time, and between time and name

// "a. m.", "PM", "오후" and the like, as they read in lower case without dots and spaces.
constexpr std::array<std::string_view, 20> k_before_noon = {"am",   "a",    "vorm", "上午", "午前", "凌晨",  "早上",
                                                            "清晨", "오전", "öö",   "ÖÖ",   "ص",    "πμ",    "de",
                                                            "fm",   "ap",   "sa",   "dop",  "pg",   "पूर्वाह्न"};
constexpr std::array<std::string_view, 20> k_after_noon = {"pm",   "p",    "nachm", "下午", "午後", "中午",  "晚上",
                                                           "傍晚", "오후", "ös",    "ÖS",   "م",    "μμ",    "du",
                                                           "em",   "ip",   "ch",    "odp",  "ptg",  "अपराह्न"};
constexpr std::array<std::string_view, 4> k_clock_words = {"", "uhr", "hrs", "h"};

// Zeros of the digits that phones write: ASCII, Arabic, Persian, Devanagari, Bengali, full width.
constexpr std::array<char32_t, 6> k_zeros = {'0', 0x0660, 0x06F0, 0x0966, 0x09E6, 0xFF10};

enum class Half { none, before_noon, after_noon };

// Reads a head from left to right.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    std::string_view rest() const { return rest_; }
    bool take(std::string_view what) {
        if (!rest_.starts_with(what)) return false;
        rest_.remove_prefix(what.size());
        return true;
    }
    // White space and direction marks; whether there were any spaces.
    bool skip_spaces() {
        bool any = false;
        while (true) {
            const std::size_t space = space_size(rest_);
            const std::size_t size = space != 0 ? space : mark_size(rest_);
            if (size == 0) return any;
            any = any || space != 0;
            rest_.remove_prefix(size);
        }
    }
    // A number of `least` to `most` digits that no further digit follows.
    std::optional<int> number(int least, int most) {
        int value = 0;
        int digits = 0;
        std::string_view left = rest_;
        while (const auto digit = take_digit(left)) {
            if (++digits > most) return std::nullopt;
            value = value * 10 + *digit;
        }
        if (digits < least) return std::nullopt;
        rest_ = left;
        return value;
    }
    void skip(std::size_t bytes) { rest_.remove_prefix(bytes); }

private:
    static std::optional<int> take_digit(std::string_view& text) {
        if (text.empty()) return std::nullopt;
        std::size_t next = 0;
        const char32_t c = utf8::next(text, next);
        for (const char32_t zero : k_zeros) {
            if (c < zero || c > zero + 9) continue;
            text.remove_prefix(next);
            return static_cast<int>(c - zero);
        }
        return std::nullopt;
    }

    std::string_view rest_;
};

std::string bare(std::string_view words) {
    std::string out;
    for (std::size_t i = 0; i < words.size();) {
        const std::string_view left = words.substr(i);
        const std::size_t skipped = std::max(space_size(left), mark_size(left));
        const char c = left.front();
        if (skipped == 0 && c != '.' && c != ',') out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
        i += std::max<std::size_t>(skipped, 1);
    }
    return out;
}

std::optional<Half> half_of(std::string_view words) {
    const std::string word = bare(words);
    if (std::ranges::find(k_clock_words, word) != k_clock_words.end()) return Half::none;
    if (std::ranges::find(k_before_noon, word) != k_before_noon.end()) return Half::before_noon;
    if (std::ranges::find(k_after_noon, word) != k_after_noon.end()) return Half::after_noon;
    return std::nullopt;
}

// "31/12/2025", "31.12.25", "2025-12-31", "2022. 12. 24.".
bool take_date(Scanner& in, Head& head) {
    const auto first = in.number(1, 4);
    if (!first) return false;
    std::string_view separator;
    for (const std::string_view candidate : {"/", ".", "-"}) {
        if (in.take(candidate)) separator = candidate;
        if (!separator.empty()) break;
    }
    if (separator.empty()) return false;
    in.skip_spaces();
    const auto second = in.number(1, 2);
    if (!second || !in.take(separator)) return false;
    in.skip_spaces();
    head.year_first = *first > 99;
    const auto third = head.year_first ? in.number(1, 2) : in.number(2, 4);
    if (!third) return false;
    head.date = {*first, *second, *third};
    head.dotted = separator == ".";
    in.take(".");
    return true;
}

// Words between date and time: a comma, "at", "kl.", or the half of the day where it stands before the hour.
bool take_words(Scanner& in, Half& half) {
    const std::string_view rest = in.rest();
    std::size_t length = 0;
    while (length <= k_words_bytes_max && length < rest.size() && !Scanner(rest.substr(length)).number(1, 4)) ++length;
    const std::string_view words = rest.substr(0, length);
    const bool separated = !words.empty() && (words.front() == ',' || space_size(words) != 0 || words.starts_with("،"));
    if (!separated || length > k_words_bytes_max || words.find_first_of("-]:[/") != std::string_view::npos)
        return false;
    half = half_of(words).value_or(Half::none);
    in.skip(length);
    return true;
}

// "23:59", "23:59:59", "23.59", "11 h 30".
bool take_time(Scanner& in, Head& head) {
    const auto hour = in.number(1, 2);
    if (!hour) return false;
    bool separated = in.take(":") || in.take(".");
    if (!separated) {
        in.skip_spaces();
        separated = in.take("h");
        in.skip_spaces();
    }
    const auto minute = separated ? in.number(2, 2) : std::nullopt;
    if (!minute) return false;
    head.hour = *hour;
    head.minute = *minute;
    Scanner ahead = in;
    if (ahead.take(":") || ahead.take(".")) {
        if (const auto second = ahead.number(2, 2)) {
            head.second = *second;
            in = ahead;
        }
    }
    return head.hour < 24 && head.minute < 60 && head.second < 60;
}

// What ends the head: "]", " - ", or on old iPhones ": " right behind the seconds.
bool take_end(Scanner& in, Head& head, Half& half) {
    const std::string_view rest = in.rest();
    if (!head.bracketed && rest.starts_with(": ")) {
        head.rest = rest.substr(2);
        return true;
    }
    const std::string_view near = rest.substr(0, k_words_bytes_max);
    std::size_t end = std::string_view::npos;
    std::size_t size = 0;
    for (const std::string_view candidate : {"]", " - ", " – ", " -"}) {
        const std::size_t at = near.find(candidate);
        const bool fits = head.bracketed == (candidate == "]") && (candidate != " -" || at + 2 == rest.size());
        if (!fits || at >= end) continue;
        end = at;
        size = candidate.size();
    }
    if (end == std::string_view::npos) return false;
    const auto said = half_of(rest.substr(0, end));
    if (!said) return false;
    if (*said != Half::none) half = *said;
    head.rest = rest.substr(end + size);
    if (head.bracketed) {
        while (const std::size_t space = space_size(head.rest)) head.rest.remove_prefix(space);
    }
    return true;
}

// A century for years of two digits; years of the Buddhist calendar as ours.
int full_year(int year) {
    if (year < 70) return 2000 + year;
    if (year < 100) return 1900 + year;
    return year > 2500 ? year - 543 : year;
}

CivilDate date_in(const Head& head, DateOrder order) {
    const auto& d = head.date;
    const bool month_first = order == DateOrder::month_first;
    const int year = head.year_first ? d[0] : d[2];
    const int month = head.year_first ? d[1] : d[month_first ? 0 : 1];
    const int day = head.year_first ? d[2] : d[month_first ? 1 : 0];
    return {std::chrono::year(full_year(year)), std::chrono::month(static_cast<unsigned>(month)),
            std::chrono::day(static_cast<unsigned>(day))};
}

bool is_american(std::string_view zone) {
    static constexpr std::array<std::string_view, 12> k_zones = {
        "America/New_York", "America/Chicago",   "America/Denver",   "America/Los_Angeles",
        "America/Phoenix",  "America/Detroit",   "America/Boise",    "America/Anchorage",
        "America/Indiana/", "America/Kentucky/", "Pacific/Honolulu", "US/"};
    return std::ranges::any_of(k_zones, [&](std::string_view start) { return zone.starts_with(start); });
}

}  // namespace

std::optional<Head> head_of(std::string_view line) {
    Head head;
    Half half = Half::none;
    Scanner in(line);
    in.skip_spaces();
    head.bracketed = in.take("[");
    in.skip_spaces();
    if (!take_date(in, head) || !take_words(in, half) || !take_time(in, head) || !take_end(in, head, half)) {
        return std::nullopt;
    }
    if (half == Half::after_noon && head.hour < 12) head.hour += 12;
    if (half == Half::before_noon && head.hour == 12) head.hour = 0;
    return head;
}

std::optional<CivilTime> civil_time(const Head& head, DateOrder order) {
    CivilDate date = date_in(head, order);
    if (!date.ok()) {
        date = date_in(head, order == DateOrder::day_first ? DateOrder::month_first : DateOrder::day_first);
    }
    if (!date.ok() || int(date.year()) < 1970) return std::nullopt;
    return CivilTime{date, head.hour, head.minute, head.second};
}

void DateSurvey::Reading::follow(std::int64_t minute, bool first) {
    if (!first && minute < last) ++backwards;
    earliest = first ? minute : std::min(earliest, minute);
    latest = first ? minute : std::max(latest, minute);
    last = minute;
}

void DateSurvey::add(const Head& head) {
    if (head.year_first) return;
    const CivilDate by_day = date_in(head, DateOrder::day_first);
    const CivilDate by_month = date_in(head, DateOrder::month_first);
    if (by_day.ok() != by_month.ok()) ++(by_day.ok() ? day_first_ : month_first_).certain;
    if (!by_day.ok() || !by_month.ok()) return;
    const bool first = ambiguous_++ == 0;
    const int in_day = head.hour * 60 + head.minute;
    const auto minute_of = [&](const CivilDate& date) {
        return std::chrono::sys_days(date).time_since_epoch().count() * std::int64_t{1440} + in_day;
    };
    day_first_.follow(minute_of(by_day), first);
    month_first_.follow(minute_of(by_month), first);
    dotted_ = dotted_ || head.dotted;
    if (head.date != last_date_) ++days_;
    last_date_ = head.date;
}

DateOrder DateSurvey::order(std::string_view time_zone) const {
    constexpr std::int64_t k_far_less = 4;
    constexpr std::int64_t k_days_telling = 3;  // fewer days fall into one month, or on one day of several, by chance
    const auto& d = day_first_;
    const auto& m = month_first_;
    if (d.certain != m.certain) return d.certain > m.certain ? DateOrder::day_first : DateOrder::month_first;
    if (d.backwards != m.backwards) return d.backwards < m.backwards ? DateOrder::day_first : DateOrder::month_first;
    const std::int64_t day_span = d.latest - d.earliest;
    const std::int64_t month_span = m.latest - m.earliest;
    const bool telling = days_ >= k_days_telling;
    if (telling && day_span * k_far_less < month_span) return DateOrder::day_first;
    if (telling && month_span * k_far_less < day_span) return DateOrder::month_first;
    return !dotted_ && is_american(time_zone) ? DateOrder::month_first : DateOrder::day_first;
}

}  // namespace familiar::gather::whatsapp
