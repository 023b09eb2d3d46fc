#include "answer/compute/format.h"

#include "answer/compute/limits.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::computing {

namespace {

constexpr std::size_t k_grouped_from_digits = 5;
constexpr int k_tiny_magnitude = -9;     // smaller numbers are written as a power of ten
constexpr int k_inexact_magnitude = 15;  // larger numbers that are not exact, too

// Commas between the thousands of a number in digits.
std::string grouped(std::string digits) {
    const std::size_t begin = digits.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(digits.find('.'), digits.size());
    if (point - begin < k_grouped_from_digits) return digits;
    for (std::size_t i = point; i > begin + 3;) {
        i -= 3;
        digits.insert(i, ",");
    }
    return digits;
}

std::string without_trailing_zeros(std::string digits) {
    if (!digits.contains('.')) return digits;
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
    return digits;
}

Shown as_power_of_ten(const Number& value, int decimals_max) {
    int exponent = value.magnitude();
    Number mantissa = value.mantissa(decimals_max);
    const bool rounded = !value.exact() || mantissa * power_of_ten(exponent) != value;
    if (mantissa.absolute() >= Number(10)) {  // 9.9999999 was rounded up
        ++exponent;
        mantissa = Number(mantissa.sign());
    }
    const std::string digits = without_trailing_zeros(mantissa.fixed(decimals_max));
    return {fmt::format("{} × 10^{}", digits, exponent), rounded};
}

}  // namespace

Shown shown(const Number& value, int decimals_max) {
    const int magnitude = value.magnitude();
    const int largest = value.exact() ? static_cast<int>(k_digits_max) : k_inexact_magnitude;
    if (magnitude >= largest || magnitude < k_tiny_magnitude) return as_power_of_ten(value, decimals_max);
    const int decimals = decimals_max + (magnitude < 0 ? -magnitude - 1 : 0);
    const bool rounded = !value.exact() || value.rounded(decimals) != value;
    return {grouped(without_trailing_zeros(value.fixed(decimals))), rounded};
}

std::string equals(const Shown& shown) { return (shown.rounded ? "≈ " : "= ") + shown.text; }
std::string equals(const Number& value) { return equals(shown(value)); }
std::string in_words(const Shown& shown) { return (shown.rounded ? "≈ " : "") + shown.text; }
std::string in_words(const Number& value) { return in_words(shown(value)); }

std::string with_decimals(const Number& value, int decimals) { return grouped(value.fixed(decimals)); }

std::string counted(std::int64_t count, std::string_view singular, std::string_view plural) {
    return fmt::format("{} {}", shown(Number(count)).text, count == 1 || count == -1 ? singular : plural);
}

std::string as_sentence(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 32);
    return text;
}

}  // namespace familiar::answer::computing
