#include "answer/compute/number.h"

#include "answer/compute/format.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar::answer::computing {
namespace {

Number decimal(std::string_view text) { return Number::from_decimal(text).value(); }

TEST(Number, reads_decimals_exactly) {
    EXPECT_EQ(decimal("0.1") + decimal("0.2"), decimal("0.3"));
    EXPECT_EQ(decimal("1e3"), Number(1000));
    EXPECT_EQ(decimal("6.02e23"), decimal("602000000000000000000000"));
    EXPECT_EQ(decimal("-.5"), Number::ratio(-1, 2));
    for (const std::string_view bad : {"", ".", "-", "1.2.3", "1e", "1e9999", "0x10", "1,5", "nan", "inf", "٣"}) {
        EXPECT_FALSE(Number::from_decimal(bad)) << bad;
    }
    EXPECT_FALSE(Number::from_decimal(std::string(100, '9')));
}

TEST(Number, rounds_halves_to_the_even_digit) {
    EXPECT_EQ(decimal("12.675").fixed(2), "12.68");
    EXPECT_EQ(decimal("12.665").fixed(2), "12.66");
    EXPECT_EQ(decimal("-12.665").fixed(2), "-12.66");
    EXPECT_EQ(decimal("0.005").fixed(2), "0.00");
    EXPECT_EQ(decimal("0.015").fixed(2), "0.02");
    EXPECT_EQ(decimal("2.5").fixed(0), "2");
    EXPECT_EQ(decimal("3.5").fixed(0), "4");
}

TEST(Number, knows_its_first_digit) {
    EXPECT_EQ(Number(5).magnitude(), 0);
    EXPECT_EQ(Number(500).magnitude(), 2);
    EXPECT_EQ(Number(999).magnitude(), 2);
    EXPECT_EQ(decimal("0.05").magnitude(), -2);
    EXPECT_EQ(decimal("0.0999").magnitude(), -2);
    EXPECT_EQ(Number(0).magnitude(), 0);
}

TEST(Number, takes_roots_exactly_or_says_that_it_did_not) {
    EXPECT_EQ(*root(Number(144), 2), Number(12));
    EXPECT_TRUE(root(Number(144), 2)->exact());
    EXPECT_EQ(*root(Number::ratio(9, 4), 2), Number::ratio(3, 2));
    EXPECT_EQ(*root(Number(-27), 3), Number(-3));
    const Number root_of_two = *root(Number(2), 2);
    EXPECT_FALSE(root_of_two.exact());
    EXPECT_EQ(root_of_two.fixed(20), "1.41421356237309504880");
    EXPECT_FALSE(root(Number(-1), 2));
}

TEST(Number, refuses_what_would_not_fit) {
    EXPECT_EQ(power(Number(9), Number(387'420'489)).error().code, ErrorCode::exhausted);
    EXPECT_EQ(power(Number(2), decimal("1e50")).error().code, ErrorCode::exhausted);
    EXPECT_EQ(*power(Number(1), decimal("1e50")), Number(1));
    EXPECT_EQ(*power(Number(-1), decimal("1e50")), Number(1));
    EXPECT_EQ(factorial(Number(1'000'000)).error().code, ErrorCode::exhausted);
    EXPECT_EQ(quotient(Number(1), Number(0)).error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(*power(Number(2), Number(-3)), Number::ratio(1, 8));
    EXPECT_TRUE(power(Number(10), Number(19'000)));
    EXPECT_FALSE(power(Number(10), Number(20'000)));
}

TEST(Format, writes_for_people) {
    EXPECT_EQ(shown(Number(9999)).text, "9999");
    EXPECT_EQ(shown(Number(10'000)).text, "10,000");
    EXPECT_EQ(shown(Number(-1'234'567)).text, "-1,234,567");
    EXPECT_EQ(shown(decimal("12345.5")).text, "12,345.5");
    EXPECT_EQ(equals(Number::ratio(1, 3)), "≈ 0.333333");
    EXPECT_EQ(equals(Number::ratio(1, 4)), "= 0.25");
    EXPECT_EQ(shown(decimal("0.0000123456789")).text, "0.0000123457");
    EXPECT_EQ(shown(decimal("1e70")).text, "1 × 10^70");
    EXPECT_EQ(shown(decimal("9.9999999e70")).text, "1 × 10^71");
    EXPECT_EQ(shown(decimal("1e-20")).text, "1 × 10^-20");
    EXPECT_EQ(shown(Number(0)).text, "0");
    EXPECT_EQ(equals(power_of_ten(19'700) * Number(-12)), "= -1.2 × 10^19701");
    EXPECT_EQ(equals(power_of_ten(-19'700) * Number::ratio(1, 3)), "≈ 3.333333 × 10^-19701");
    EXPECT_EQ(with_decimals(decimal("12345.6"), 2), "12,345.60");
    EXPECT_EQ(counted(1, "day", "days"), "1 day");
    EXPECT_EQ(counted(0, "day", "days"), "0 days");
}

RC_GTEST_PROP(Number, arithmetic_has_its_laws, (int a, int b, int c)) {
    const Number x(a);
    const Number y = Number::ratio(b, 7);
    const Number z = Number::ratio(c, 12);
    RC_ASSERT(x * (y + z) == x * y + x * z);
    RC_ASSERT((x - y) + y == x);
    if (z.sign() != 0) RC_ASSERT(*quotient(x * z, z) == x);
    if (z.sign() != 0) RC_ASSERT((*remainder(x, z)).sign() * z.sign() >= 0);
}

RC_GTEST_PROP(Number, what_is_written_is_read_again, (std::int64_t digits)) {
    const int decimals = *rc::gen::inRange(0, 12);
    const Number value = Number(digits) * power_of_ten(-decimals);
    RC_ASSERT(Number::from_decimal(value.fixed(decimals)) == value);
}

RC_GTEST_PROP(Number, the_power_of_a_root_is_near, (std::uint32_t value)) {
    const int degree = *rc::gen::inRange(1, 9);
    const Number back = *power(*root(Number(value), degree), Number(degree));
    RC_ASSERT((back - Number(value)).absolute() < Number::ratio(1, 1'000'000'000));
}

}  // namespace
}  // namespace familiar::answer::computing
