#include "answer/compute/number.h"

#include "answer/compute/limits.h"
#include "base/check.h"

#include <algorithm>
#include <cmath>
#include <gmpxx.h>

namespace familiar::answer::computing {

namespace {

constexpr int k_inexact_digits = 50;                 // kept of a number that is not exact
constexpr std::size_t k_inexact_bits_relaxed = 600;  // shorten only what has grown beyond this

std::size_t bits(const mpz_class& z) { return sgn(z) == 0 ? 0 : mpz_sizeinbase(z.get_mpz_t(), 2); }
std::size_t bits(const mpq_class& q) { return std::max(bits(q.get_num()), bits(q.get_den())); }

mpz_class ten_to(unsigned exponent) {
    mpz_class result;
    mpz_ui_pow_ui(result.get_mpz_t(), 10, exponent);
    return result;
}

mpq_class scaled_by_ten(const mpq_class& q, int exponent) {
    const mpz_class factor = ten_to(static_cast<unsigned>(std::abs(exponent)));
    return exponent >= 0 ? mpq_class(q * factor) : mpq_class(q / factor);
}

// The whole number nearest to q × 10^exponent, halves to the even one. By integers alone: bringing such fractions to
// lowest terms would cost more than all the rest.
mpz_class nearest_scaled(const mpq_class& q, int exponent) {
    mpz_class above = q.get_num();
    mpz_class below = q.get_den();
    (exponent >= 0 ? above : below) *= ten_to(static_cast<unsigned>(std::abs(exponent)));
    mpz_class whole;
    mpz_class rest;
    mpz_fdiv_qr(whole.get_mpz_t(), rest.get_mpz_t(), above.get_mpz_t(), below.get_mpz_t());
    rest *= 2;
    const int against_half = cmp(rest, below);
    if (against_half > 0 || (against_half == 0 && mpz_odd_p(whole.get_mpz_t()) != 0)) whole += 1;
    return whole;
}

// Whether |q| >= 10^exponent.
bool reaches(const mpq_class& q, int exponent) {
    const mpz_class power = ten_to(static_cast<unsigned>(std::abs(exponent)));
    const mpz_class size = abs(q.get_num());
    return exponent >= 0 ? size >= q.get_den() * power : size * power >= q.get_den();
}

int magnitude_of(const mpq_class& q) {
    if (sgn(q) == 0) return 0;
    int guess = static_cast<int>(mpz_sizeinbase(q.get_num_mpz_t(), 10)) -
                static_cast<int>(mpz_sizeinbase(q.get_den_mpz_t(), 10));
    while (!reaches(q, guess)) --guess;
    while (reaches(q, guess + 1)) ++guess;
    return guess;
}

double log2_of(const mpz_class& z) {
    signed long exponent = 0;
    const double mantissa = mpz_get_d_2exp(&exponent, z.get_mpz_t());
    return std::log2(std::abs(mantissa)) + static_cast<double>(exponent);
}

Failure too_large(const char* what) { return fail(ErrorCode::exhausted, what); }
Failure no_such_number(const char* why) { return fail(ErrorCode::invalid_argument, why); }

}  // namespace

struct Number::Rational {
    mpq_class value;
    bool exact = true;

    // A number that is not exact anyway must not drag thousands of digits along.
    void shorten() {
        if (exact || bits(value) < k_inexact_bits_relaxed) return;
        const int decimals = k_inexact_digits - magnitude_of(value);
        value = scaled_by_ten(mpq_class(nearest_scaled(value, decimals)), -decimals);
    }
};

Number::Number() : rational_(std::make_unique<Rational>()) {}
Number::Number(std::int64_t whole) : Number() { rational_->value = static_cast<long>(whole); }
Number::Number(const Number& other) : rational_(std::make_unique<Rational>(*other.rational_)) {}
Number::Number(Number&& other) noexcept : rational_(std::move(other.rational_)) {}
Number::Number(std::unique_ptr<Rational> rational) : rational_(std::move(rational)) { rational_->shorten(); }
Number::~Number() = default;

Number& Number::operator=(const Number& other) {
    if (this != &other) rational_ = std::make_unique<Rational>(*other.rational_);
    return *this;
}

Number& Number::operator=(Number&& other) noexcept {
    rational_.swap(other.rational_);
    return *this;
}

Number Number::ratio(std::int64_t above, std::int64_t below) {
    CHECK(below != 0, "a fraction in our own code has a denominator");
    Number result(above);
    result.rational_->value /= static_cast<long>(below);
    return result;
}

std::optional<Number> Number::from_decimal(std::string_view text) {
    const bool minus = text.starts_with('-');
    if (minus) text.remove_prefix(1);
    std::string digits;
    int decimals = 0;
    bool point = false;
    std::size_t i = 0;
    for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
        if (text[i] == '.' && !point) {
            point = true;
        } else if (text[i] >= '0' && text[i] <= '9') {
            digits += text[i];
            decimals += point ? 1 : 0;
        } else {
            return std::nullopt;
        }
    }
    if (digits.empty() || digits.size() > k_digits_max) return std::nullopt;
    int exponent = 0;
    if (i < text.size()) {
        std::string_view rest = text.substr(i + 1);
        const bool negative = rest.starts_with('-');
        if (rest.starts_with('-') || rest.starts_with('+')) rest.remove_prefix(1);
        if (rest.empty() || rest.size() > 3) return std::nullopt;
        for (const char c : rest) {
            if (c < '0' || c > '9') return std::nullopt;
            exponent = exponent * 10 + (c - '0');
        }
        if (exponent > k_exponent_max) return std::nullopt;
        if (negative) exponent = -exponent;
    }
    Number result;
    result.rational_->value = scaled_by_ten(mpq_class(mpz_class(digits, 10)), exponent - decimals);
    return minus ? -result : result;
}

std::optional<Number> Number::approximation(double value) {
    if (!std::isfinite(value)) return std::nullopt;
    Number result;
    result.rational_->value = value;
    result.rational_->exact = false;
    return result;
}

Number Number::pi() {
    auto result = from_decimal("3.1415926535897932384626433832795028841971693993751");
    CHECK(result.has_value(), "our own digits are digits");
    result->rational_->exact = false;
    return *std::move(result);
}

bool Number::exact() const { return rational_->exact; }
bool Number::whole() const { return rational_->value.get_den() == 1; }
int Number::sign() const { return sgn(rational_->value); }
bool Number::too_large() const { return bits(rational_->value) > k_number_bits_max; }
int Number::magnitude() const { return magnitude_of(rational_->value); }
double Number::to_double() const { return rational_->value.get_d(); }

double Number::log10() const {
    if (sign() == 0) return 0;
    return (log2_of(rational_->value.get_num()) - log2_of(rational_->value.get_den())) * std::log10(2.0);
}

std::optional<std::int64_t> Number::to_int64() const {
    if (!whole() || !rational_->value.get_num().fits_slong_p()) return std::nullopt;
    return rational_->value.get_num().get_si();
}

Number Number::absolute() const { return sign() < 0 ? -*this : *this; }

Number Number::floor() const {
    Number result(*this);
    mpz_class whole_part;
    mpz_fdiv_q(whole_part.get_mpz_t(), rational_->value.get_num_mpz_t(), rational_->value.get_den_mpz_t());
    result.rational_->value = whole_part;
    return result;
}

Number Number::rounded(int decimals) const {
    Number result(*this);
    result.rational_->value = scaled_by_ten(mpq_class(nearest_scaled(rational_->value, decimals)), -decimals);
    return result;
}

Number Number::mantissa(int decimals) const {
    Number result(*this);
    result.rational_->value =
        mpq_class(nearest_scaled(rational_->value, decimals - magnitude()), ten_to(static_cast<unsigned>(decimals)));
    result.rational_->value.canonicalize();
    return result;
}

std::string Number::fixed(int decimals) const {
    mpz_class units = nearest_scaled(rational_->value, decimals);
    const bool minus = sgn(units) < 0;
    std::string digits = mpz_class(abs(units)).get_str();
    const auto behind = static_cast<std::size_t>(std::max(decimals, 0));
    if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
    if (behind > 0) digits.insert(digits.size() - behind, ".");
    return minus ? "-" + digits : digits;
}

std::pair<std::string, std::string> Number::fraction() const {
    return {rational_->value.get_num().get_str(), rational_->value.get_den().get_str()};
}

Number Number::operator-() const {
    Number result(*this);
    result.rational_->value = -result.rational_->value;
    return result;
}

Number operator+(const Number& a, const Number& b) {
    const bool exact = a.exact() && b.exact();
    return Number(std::make_unique<Number::Rational>(a.rational_->value + b.rational_->value, exact));
}

Number operator-(const Number& a, const Number& b) { return a + (-b); }

Number operator*(const Number& a, const Number& b) {
    const bool exact = a.exact() && b.exact();
    return Number(std::make_unique<Number::Rational>(a.rational_->value * b.rational_->value, exact));
}

bool operator==(const Number& a, const Number& b) { return a.rational_->value == b.rational_->value; }

std::strong_ordering operator<=>(const Number& a, const Number& b) {
    return cmp(a.rational_->value, b.rational_->value) <=> 0;
}

Result<Number> quotient(const Number& a, const Number& b) {
    if (b.sign() == 0) return no_such_number("nothing can be divided by 0");
    const bool exact = a.exact() && b.exact();
    return Number(std::make_unique<Number::Rational>(a.rational_->value / b.rational_->value, exact));
}

Result<Number> remainder(const Number& a, const Number& b) {
    const Number times = TRY(quotient(a, b)).floor();
    return a - times * b;
}

Result<Number> power(const Number& base, const Number& exponent) {
    if (base.sign() == 0 && exponent.sign() < 0) return no_such_number("0 has no negative powers");
    if (base.sign() == 0 && exponent.sign() == 0) return no_such_number("0 to the power of 0 has no agreed value");
    const auto& to = exponent.rational_->value;
    const double digits = std::abs(base.log10() * exponent.to_double());
    if (digits > static_cast<double>(k_number_bits_max) * std::log10(2.0)) return too_large("the result is too large");
    if (!exponent.whole() && to.get_den() <= k_root_degree_max && exponent.exact()) {
        const Number inner = TRY(power(base, Number(std::make_unique<Number::Rational>(to.get_num(), true))));
        return root(inner, static_cast<int>(to.get_den().get_si()));
    }
    if (!exponent.whole() && base.sign() < 0) {
        return no_such_number("a negative number has no real power that is not whole");
    }
    const mpz_class count = abs(to.get_num());
    const auto& of = base.rational_->value;
    const double bits_each = std::max(log2_of(of.get_num()), log2_of(of.get_den()));
    const bool small = count.fits_ulong_p() && bits_each * count.get_d() <= static_cast<double>(k_number_bits_max);
    const bool trivial = base == Number(1) || base == Number(-1) || base.sign() == 0;
    if (exponent.whole() && (small || trivial)) {
        const unsigned long times = trivial ? (mpz_odd_p(count.get_mpz_t()) != 0 ? 1 : 2) : count.get_ui();
        auto result = std::make_unique<Number::Rational>();
        result->exact = base.exact() && exponent.exact();
        mpz_pow_ui(result->value.get_num_mpz_t(), base.rational_->value.get_num_mpz_t(), times);
        mpz_pow_ui(result->value.get_den_mpz_t(), base.rational_->value.get_den_mpz_t(), times);
        if (sgn(to) < 0 && times > 0) result->value = 1 / result->value;
        return Number(std::move(result));
    }
    const auto close = Number::approximation(std::pow(base.to_double(), exponent.to_double()));
    if (!close) return too_large("the result is too large");
    return *close;
}

Result<Number> root(const Number& value, int degree) {
    CHECK(degree >= 1 && degree <= k_root_degree_max, "the parser holds roots to their limit");
    const bool minus = value.sign() < 0;
    if (minus && degree % 2 == 0) return no_such_number("a negative number has no real even root");
    const mpq_class size = abs(value.rational_->value);
    const auto n = static_cast<unsigned long>(degree);
    auto result = std::make_unique<Number::Rational>();
    mpz_class above;
    mpz_class below;
    const bool perfect = mpz_root(above.get_mpz_t(), size.get_num_mpz_t(), n) != 0 &&
                         mpz_root(below.get_mpz_t(), size.get_den_mpz_t(), n) != 0;
    if (perfect) {
        result->value = mpq_class(above, below);
        result->value.canonicalize();
        result->exact = value.exact();
    } else {
        const int decimals = std::max(0, k_inexact_digits - magnitude_of(size) / degree);
        const mpq_class enlarged = scaled_by_ten(size, decimals * degree);
        mpz_class digits = enlarged.get_num() / enlarged.get_den();
        mpz_root(digits.get_mpz_t(), digits.get_mpz_t(), n);
        result->value = scaled_by_ten(mpq_class(digits), -decimals);
        result->exact = false;
    }
    if (minus) result->value = -result->value;
    return Number(std::move(result));
}

Result<Number> factorial(const Number& value) {
    if (!value.whole() || value.sign() < 0) return no_such_number("only whole numbers from 0 up have a factorial");
    if (value > Number(k_factorial_max)) return too_large("the result is too large");
    auto result = std::make_unique<Number::Rational>();
    mpz_fac_ui(result->value.get_num_mpz_t(), value.rational_->value.get_num().get_ui());
    return Number(std::move(result));
}

Number power_of_ten(int exponent) {
    auto result = std::make_unique<Number::Rational>();
    result->value = scaled_by_ten(mpq_class(1), exponent);
    return Number(std::move(result));
}

}  // namespace familiar::answer::computing
