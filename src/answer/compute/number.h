// Exact rational numbers, so that 0.1 + 0.2 is 0.3 and a pound is 16 ounces and not 15.999999. What no fraction can
// hold (√2, logarithms) is kept to 50 digits or as good as a double, and remembered as not exact.
//
// Values, any thread. GMP stays behind number.cpp. Operands are expected to be below k_number_bits_max: whoever adds or
// multiplies in a row asks too_large() in between.
#pragma once

#include "base/result.h"

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace familiar::answer::computing {

class Number {
public:
    Number();
    explicit Number(std::int64_t whole);
    Number(const Number& other);
    Number(Number&& other) noexcept;
    Number& operator=(const Number& other);
    Number& operator=(Number&& other) noexcept;
    ~Number();

    // `below` != 0.
    static Number ratio(std::int64_t above, std::int64_t below);
    // "12", "-0.50", ".5", "6.02e23": ASCII digits, a point, at most k_digits_max digits.
    static std::optional<Number> from_decimal(std::string_view text);
    // Not exact. Nothing for infinities and what is not a number.
    static std::optional<Number> approximation(double value);
    // Not exact, to 50 digits.
    static Number pi();

    bool exact() const;
    bool whole() const;
    int sign() const;
    bool too_large() const;
    // The power of ten of the first digit: 0 for 5, 2 for 500, -1 for 0.5; 0 for zero.
    int magnitude() const;
    // Base 10, of the absolute value; 0 for zero.
    double log10() const;
    double to_double() const;
    // The value, if it is whole and fits.
    std::optional<std::int64_t> to_int64() const;

    Number absolute() const;
    Number floor() const;
    // To that many decimals, halves to the even digit.
    Number rounded(int decimals) const;
    // The number by its own magnitude, to that many decimals: 1.23 for 1234.
    Number mantissa(int decimals) const;
    // Rounded, in digits: "12.68", "-0.50".
    std::string fixed(int decimals) const;
    // Numerator and denominator in lowest terms, in digits.
    std::pair<std::string, std::string> fraction() const;

    Number operator-() const;
    friend Number operator+(const Number& a, const Number& b);
    friend Number operator-(const Number& a, const Number& b);
    friend Number operator*(const Number& a, const Number& b);
    friend bool operator==(const Number& a, const Number& b);
    friend std::strong_ordering operator<=>(const Number& a, const Number& b);

    // Errors say in words what cannot be done: invalid_argument when there is no such number, exhausted when it is too
    // large to be written down.
    friend Result<Number> quotient(const Number& a, const Number& b);
    // Floored, with the sign of `b`.
    friend Result<Number> remainder(const Number& a, const Number& b);
    friend Result<Number> power(const Number& base, const Number& exponent);
    friend Result<Number> root(const Number& value, int degree);
    friend Result<Number> factorial(const Number& value);
    friend Number power_of_ten(int exponent);

private:
    struct Rational;
    explicit Number(std::unique_ptr<Rational> rational);

    std::unique_ptr<Rational> rational_;
};

Result<Number> quotient(const Number& a, const Number& b);
Result<Number> remainder(const Number& a, const Number& b);
Result<Number> power(const Number& base, const Number& exponent);
Result<Number> root(const Number& value, int degree);
Result<Number> factorial(const Number& value);

// Ten to that power, exactly; |exponent| is small.
Number power_of_ten(int exponent);

}  // namespace familiar::answer::computing
