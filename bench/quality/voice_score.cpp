#include "quality/voice_score.h"

#include "perceive/spoken.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace familiar::bench {

WordErrors& WordErrors::operator+=(const WordErrors& other) {
    errors += other.errors;
    words += other.words;
    return *this;
}

WordErrors word_errors(std::string_view said, std::string_view heard) {
    const std::vector<std::string> left = perceive::spoken_words(said);
    const std::vector<std::string> right = perceive::spoken_words(heard);
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 1; i <= left.size(); ++i) {
        std::size_t before = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t exchanged = before + (left[i - 1] == right[j - 1] ? 0U : 1U);
            before = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, exchanged}));
        }
    }
    return {row.back(), left.size()};
}

}  // namespace familiar::bench
