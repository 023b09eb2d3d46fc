#include "answer/compute/arithmetic.h"

#include "answer/compute/cases_test.h"

#include <gtest/gtest.h>

namespace familiar::answer::computing {
namespace {

TEST(Arithmetic, keeps_the_order_of_operations) {
    expect_answers({
        {"2 + 2", "4"},
        {"what is 12 * (3 + 4)", "84", "12 × (3 + 4) = 84", "3 + 4 = 7"},
        {"2 + 3 * 4", "14"},
        {"10 - 4 - 3", "3"},
        {"100 / 10 / 2", "5"},
        {"2^3^2", "512"},
        {"-2^2", "-4"},
        {"(-2)^2", "4"},
        {"-3 * -4", "12"},
        {"what is --5 + 1", "6"},
        {"2(3 + 4)", "14"},
        {"(1 + 2)(3 + 4)", "21"},
        {"7 - (2 - (3 - 1))", "7"},
        {"calculate (12.5 + 7.5) / 4", "5"},
        {"8 ÷ 2 × 3", "12"},
        {"6 · 7", "42"},
        {"9 − 4", "5"},
        {"5² + 3³", "52"},
        {"2**10", "1024"},
        {"17 mod 5", "2"},
        {"17 % 5", "2"},
        {"remainder of 17 divided by 5", "2"},
        {"-17 mod 5", "3"},
        {"5!", "120"},
        {"what is 5!", "120"},
        {"3! + 4!", "30"},
        {"√16", "4"},
        {"sqrt(2)", "1.414214", "≈"},
        {"∛27", "3"},
        {"the 4th root of 16", "2"},
        {"(-8)^(1/3)", "-2"},
        {"4^0.5", "2"},
        {"10^-3", "0.001"},
        {"log 1000", "3"},
        {"ln 2", "0.693147", "≈"},
        {"abs(-5) + 1", "6"},
    });
}

TEST(Arithmetic, is_exact_where_that_is_possible) {
    expect_answers({
        {"0.1 + 0.2", "0.3", "= 0.3"},
        {"1.1 * 1.1", "1.21"},
        {"what is 1/3 + 1/4", "0.583333", "≈", "exactly 7/12"},
        {"1/3 + 1/3 + 1/3", "1"},
        {"2^100", "1,267,650,600,228,229,401,496,703,205,376"},
        {"12345678901234567890 * 98765432109876543210", "1,219,326,311,370,217,952,237,463,801,111,263,526,900"},
        {"1000000/7", "142,857.142857", "≈"},
        {"10^-12", "1 × 10^-12"},
        {"1e6 * 3", "3,000,000"},
        {"pi times 5 squared", "78.539816", "≈"},
        {"1.005 * 1000", "1005"},
        {"100 / 8", "12.5"},
        {"9999 + 1", "10,000"},
        {"9998 + 1", "9999"},
        {"what is 0.000012345678 * 1", "0.0000123457"},
    });
}

TEST(Arithmetic, says_plainly_what_has_no_short_result) {
    expect_answers({
        {"9^9^9", "too large", "369,693,100 digits"},
        {"9^9^9^9", "too large", "too large to write out"},
        {"what is 10^100000", "too large", "100,001 digits"},
        {"what is 5/0", "no value", "nothing can be divided by 0"},
        {"100 divided by 0", "no value"},
        {"sqrt(-4)", "no value", "even root"},
        {"0^0", "no value"},
        {"(-1)!", "no value", "factorial"},
        {"2.5!", "no value"},
        {"what is 100000!", "too large"},
        {"log(0)", "no value"},
        {"10^19000", "1 × 10^19000"},
        {"10^16000 * 10^3000", "1 × 10^19000"},
        {"10^16000 * 10^16000", "too large"},
        {"200!", "7.886579 × 10^374", "≈"},
    });
}

TEST(Arithmetic, reads_numbers_as_people_write_them) {
    expect_answers({
        {"1,234.50 + 1", "1235.5"},
        {"1.234,50 + 1", "1235.5"},
        {"1 234,5 * 2", "2469"},
        {"1'234.5 + 0.5", "1235"},
        {"12,345 * 2", "24,690"},
        {"1,234,567 + 1", "1,234,568"},
        {"0,5 * 3", "1.5"},
        {"2,5 + 2,5", "5"},
        {"1.5 + 1.5", "3"},
        {".5 + .25", "0.75"},
        {"2 1/2 + 1/2", "3"},
        {"2½ × 2", "5"},
        {"½ + ¼", "0.75"},
        {"20% of 50k", "10,000"},
        {"€12,50 + €3,20", "€15.70"},
        {"3 × $4.50", "$13.50"},
        {"What is 2 x 14 + 2 x 7 euro?", "42.00 euro"},
    });
    expect_nothing({"what is 1,23,4 + 1.2.3", "007 + 1", "€5 + $5", "1..2 + 3", "what is 1e999 + 1"});
}

TEST(Arithmetic, reads_numbers_and_operators_in_words) {
    expect_answers({
        {"twelve times seven", "84"},
        {"two hundred and five minus six", "199"},
        {"twenty-five plus thirty-six", "61"},
        {"three point one four times two", "6.28"},
        {"a dozen times 3", "36"},
        {"half a dozen plus one", "7"},
        {"two and a half times two", "5"},
        {"2.5 million divided by 4", "625,000"},
        {"one thousand two hundred and thirty-four plus one", "1235"},
        {"half of 90", "45"},
        {"two thirds of 90", "60"},
        {"three quarters of 80", "60"},
        {"a third of 90", "30"},
        {"twice 21", "42"},
        {"double 17", "34"},
        {"12 squared plus 5 squared", "169"},
        {"2 to the power of 10", "1024"},
        {"2 to the 4th power", "16"},
        {"2 to the third power", "8"},
        {"the square root of 144", "12"},
        {"what is the cube root of 27", "3"},
        {"10 over 4", "2.5"},
        {"7 multiplied by 6", "42"},
        {"the sum of 5 and 6", "11"},
        {"the difference between 10 and 4", "6"},
        {"the product of 6 and 7", "42"},
        {"subtract 5 from 20", "15"},
        {"divide 100 by 8", "12.5"},
        {"multiply 6 by 7", "42"},
        {"add 5 and 7", "12"},
        {"how many times does 7 go into 91", "13"},
        {"quarter of 60", "15"},
        {"one hundred twenty three times four", "492"},
        {"what is the remainder when 17 is divided by 5", "2"},
        {"what is 5 to the power 3", "125"},
        {"what is minus five plus three", "-2"},
    });
}

TEST(Arithmetic, takes_percent_as_people_mean_it) {
    expect_answers({
        {"what is 80 plus 15 percent", "92", "", "80 × 15 / 100 = 12"},
        {"84.50 + 12%", "94.64"},
        {"100 - 30%", "70"},
        {"what is 150 less 20%", "120"},
        {"fifteen percent of eighty", "12"},
        {"15% of 20% of 1000", "30"},
        {"50% × 8", "4"},
        {"15% of €84.50", "€12.68"},
        {"how much is 12 percent of 350?", "42"},
        {"0.5% of 1200", "6"},
        {"150% of 40", "60"},
    });
}

TEST(Percentage, finds_shares_and_changes) {
    expect_answers({
        {"20 is what percent of 50", "40%", "20 is 40% of 50", "20 / 50 × 100 = 40"},
        {"what percent of 50 is 20", "40%"},
        {"what percentage is 20 of 50", "40%"},
        {"15 is what % of 60", "25%"},
        {"20 out of 50 as a percentage", "40%"},
        {"20 as a percentage of 50", "40%"},
        {"1 is what percent of 3", "33.333333%", "≈"},
        {"3/4 as a percentage", "75%"},
        {"percentage change from 80 to 100", "25%", "increase", "20 / 80 × 100 = 25"},
        {"what is the percentage decrease from 100 to 80", "-20%", "decrease of 20%"},
        {"percent increase between 50 and 65", "30%"},
        {"how many percent is 100 more than 80", "25%"},
        {"percentage change from 0 to 5", "no value"},
        {"what percent of 0 is 5", "no value"},
        {"increase 200 by 5%", "210"},
        {"decrease 200 by 5%", "190"},
        {"200 increased by 5%", "210"},
        {"add 5% to 200", "210"},
        {"take 20% off 80", "64"},
        {"30% more than 50", "65"},
        {"10% less than 50", "45"},
        {"20 is 25% of what", "80"},
        {"25% of what number is 20", "80"},
    });
}

TEST(Gathering, takes_lists_together) {
    expect_answers({
        {"what's the average of 3, 5 and 9?", "5.666667", "≈", "3 + 5 + 9 = 17"},
        {"average of 10, 20, 30 and 40", "25"},
        {"mean of 1,2,3", "2"},
        {"median of 7, 1 and 3", "3", "", "in order: 1, 3, 7"},
        {"median of 1, 2, 3 and 10", "2.5"},
        {"total of 5, 6 and 7", "18"},
        {"largest of 2/3 and 3/5", "0.666667"},
        {"the smallest of 4, -2 and 9", "-2"},
        {"average of €3 and €4", "€3.50"},
    });
    expect_nothing({"average of", "average of the group", "median income", "largest of the dogs", "average of 5"});
}

}  // namespace
}  // namespace familiar::answer::computing
