// What a computation may cost. A question comes from anybody; none of them may hang or fill the memory.
#pragma once

#include <cstddef>

namespace familiar::answer::computing {

inline constexpr std::size_t k_question_bytes_max = 400;  // longer questions are not sums
inline constexpr std::size_t k_tokens_max = 100;
inline constexpr std::size_t k_digits_max = 60;             // of a number that is typed, or written out in full
inline constexpr int k_exponent_max = 300;                  // of a number that is typed as 1e12
inline constexpr int k_nesting_max = 40;                    // of parentheses, signs and powers
inline constexpr std::size_t k_number_bits_max = 1U << 16;  // of a numerator or denominator; some 19,700 digits
inline constexpr int k_factorial_max = 5000;
inline constexpr int k_root_degree_max = 64;
inline constexpr std::size_t k_working_lines_max = 8;
inline constexpr std::size_t k_people_max = 10'000;  // who share a bill

inline constexpr std::size_t k_units_file_bytes_max = std::size_t{4} << 20U;
inline constexpr std::size_t k_unit_definitions_max = 50'000;
inline constexpr int k_unit_depth_max = 40;      // of definitions that rest on definitions
inline constexpr int k_unit_exponent_max = 40;   // as in m^40
inline constexpr int k_unit_steps_max = 20'000;  // of one look-up

}  // namespace familiar::answer::computing
