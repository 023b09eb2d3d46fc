#include "apps/familiar-hear/choose.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace familiar::hear {

namespace {

// One weight per sign of ChoiceSigns, and what is added.
struct Weights {
    double agreement, world_confidence, stock_confidence, world_lead, length, constant;
};

// Set by hand: the spoken questions that there are all belong to a world, so they cannot teach when it is left.
constexpr Weights k_world_is_better = {0, 0, 0, 4, 0, 2};
// bench/quality/learn_choice.py prints these lines.
constexpr Weights k_world_is_right = {2.60, 3.18, 0.12, 2.98, -0.83, -6.23};
constexpr Weights k_stock_is_right = {4.44, -0.02, 1.05, 0.76, 0.59, -6.71};
constexpr Weights k_alone_is_right = {0.00, 0.00, 2.40, 0.00, 0.00, -3.81};

double share(const Weights& weights, const ChoiceSigns& signs) {
    const double sum = weights.agreement * signs.agreement + weights.world_confidence * signs.world_confidence +
                       weights.stock_confidence * signs.stock_confidence + weights.world_lead * signs.world_lead +
                       weights.length * signs.length + weights.constant;
    return 1 / (1 + std::exp(-sum));
}

std::vector<std::string> words_in(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

}  // namespace

double agreement_of(const std::string& one, const std::string& other) {
    const std::vector<std::string> left = words_in(one);
    const std::vector<std::string> right = words_in(other);
    if (left.empty() && right.empty()) return 1;
    // The longest common subsequence, a row at a time.
    std::vector<std::size_t> row(right.size() + 1, 0);
    for (const std::string& word : left) {
        std::size_t diagonal = 0;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = word == right[j] ? diagonal + 1 : std::max(above, row[j]);
            diagonal = above;
        }
    }
    return static_cast<double>(row.back()) / static_cast<double>(std::max(left.size(), right.size()));
}

ChoiceSigns signs_of(const Reading& stock, const Reading& world) {
    ChoiceSigns signs;
    signs.agreement = agreement_of(stock.text, world.text);
    signs.world_confidence = world.confidence;
    signs.stock_confidence = stock.confidence;
    signs.world_lead = std::clamp(world.score_per_frame - stock.score_per_frame, -1.0, 1.0);
    signs.length = static_cast<double>(words_in(world.text).size()) / 10;
    return signs;
}

Choice choose(const Reading& stock, const Reading& world) {
    if (stock.text.empty() && world.text.empty()) return {};
    const ChoiceSigns signs = signs_of(stock, world);
    const bool is_world = stock.text.empty() || (!world.text.empty() && share(k_world_is_better, signs) >= 0.5);
    return {is_world, share(is_world ? k_world_is_right : k_stock_is_right, signs)};
}

double confidence_alone(const Reading& stock) {
    if (stock.text.empty()) return 0;
    return share(k_alone_is_right, signs_of(stock, stock));
}

}  // namespace familiar::hear
