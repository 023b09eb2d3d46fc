#include "gather/feed/date.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace familiar::gather::feed {

namespace {

constexpr std::size_t k_date_bytes_max = 100;

std::string_view trimmed(std::string_view text) {
    static constexpr std::string_view k_space = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(k_space), text.size());
    return text.substr(begin, text.find_last_not_of(k_space) + 1 - begin);
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "2003-335" and "2003335": the day within the year (ISO 8601, 5.2.2).
std::optional<Timestamp> ordinal_date(std::string_view text) {
    std::string digits(text);
    if (digits.size() == 8 && digits[4] == '-') digits.erase(4, 1);
    if (digits.size() != 7 || !all_digits(digits)) return std::nullopt;
    int year = 0;
    int day = 0;
    std::from_chars(digits.data(), digits.data() + 4, year);
    std::from_chars(digits.data() + 4, digits.data() + 7, day);
    const std::chrono::sys_days first = std::chrono::year(year) / 1 / 1;
    if (day < 1 || day > (std::chrono::year(year).is_leap() ? 366 : 365)) return std::nullopt;
    return Timestamp(first + std::chrono::days(day - 1));
}

}  // namespace

std::optional<Timestamp> parse_date(std::string_view text) {
    text = trimmed(text);
    if (text.empty() || text.size() > k_date_bytes_max) return std::nullopt;
    if (const auto time = ordinal_date(text)) return time;
    std::string dashed(text);
    if (dashed.size() >= 10 && dashed[4] == '/' && dashed[7] == '/') dashed[4] = dashed[7] = '-';
    if (const auto time = time::parse_rfc3339(dashed)) return *time;
    if (const auto time = time::parse_rfc2822(text)) return *time;
    return std::nullopt;
}

}  // namespace familiar::gather::feed
