// How far what was heard is from what was said, by words as perceive/spoken.h gives them for both sides. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::bench {

struct WordErrors {
    std::size_t errors = 0;  // words exchanged, left out and put in: the fewest that explain what was heard
    std::size_t words = 0;   // that were said

    double rate() const { return words == 0 ? 0 : static_cast<double>(errors) / static_cast<double>(words); }
    WordErrors& operator+=(const WordErrors& other);
};

WordErrors word_errors(std::string_view said, std::string_view heard);

}  // namespace familiar::bench
