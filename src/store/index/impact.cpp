#include "store/index/impact.h"

#include <algorithm>
#include <cmath>

namespace familiar::store::index {

namespace {

constexpr double k_k1 = 1.2;
constexpr double k_b = 0.75;
constexpr double k_title_weight = 2.5;
constexpr double k_author_weight = 1.0;
constexpr double k_most = k_k1 + 1;  // what the saturated frequency comes near to
constexpr double k_steps = 255;
constexpr double k_fraction = 65536;  // of a score, in the sums
constexpr double k_idf_max = 32;      // keeps the sum of k_match_terms_max terms of k_forms_max forms in 32 bits

double usual_words(PostKind kind) {
    switch (kind) {
        case PostKind::message: return 12;
        case PostKind::post: return 30;
        case PostKind::product: return 60;
        case PostKind::article: return 120;
    }
    return 30;
}

}  // namespace

std::uint8_t impact_of(const Occurrences& occurrences, PostKind kind, std::size_t words) {
    const double norm = 1 - k_b + k_b * static_cast<double>(words) / usual_words(kind);
    const double frequency =
        k_title_weight * occurrences.title + occurrences.text / norm + k_author_weight * occurrences.author;
    const double value = frequency * k_most / (k_k1 + frequency);
    return static_cast<std::uint8_t>(std::clamp(std::round(value / impact_unit()), 1.0, k_steps));
}

double impact_unit() { return k_most / k_steps; }

std::uint32_t weight_of(double idf) {
    const double weight = std::clamp(idf, 0.0, k_idf_max) * impact_unit() * k_fraction;
    return std::max(1U, static_cast<std::uint32_t>(std::lround(weight)));  // what matches counts
}

double score_of(std::uint32_t sum) { return sum / k_fraction; }

}  // namespace familiar::store::index
