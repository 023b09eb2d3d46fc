#include "retrieve/opinions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace familiar::retrieve {

namespace {

// Set by hand. A reranker reads question and source together and may overrule the words; two vectors that were made
// apart from each other may only tip what words leave open.
constexpr double k_weight_of_ranking = 1.0;
constexpr double k_weight_of_reranker = 1.5;
constexpr double k_weight_of_meaning = 0.6;
constexpr double k_spread_of_cosines = 0.15;  // below, they say little
constexpr double k_push_worth_telling = 0.02;

double weight_of(Finding::Kind kind) {
    return kind == Finding::Kind::meaning ? k_weight_of_meaning : k_weight_of_reranker;
}

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// One opinion, weighed.
struct Weighed {
    const Opinion* opinion;
    double weight;
    double middle;  // of its values

    double push(std::size_t i) const { return weight * (opinion->values[i] - middle); }
};

std::vector<Weighed> weighed(std::span<const Opinion> opinions, std::size_t found) {
    std::vector<Weighed> all;
    for (const Opinion& opinion : opinions) {
        const std::size_t count = opinion.values.size();
        const bool fits = count > 0 && count <= found && (all.empty() || all[0].opinion->values.size() == count);
        if (fits) all.push_back({&opinion, weight_of(opinion.kind), mean(opinion.values)});
    }
    return all;
}

// Why it stands where it stands, where an opinion pushed it there.
void tell_pushes(Evidence& evidence, std::size_t before, std::size_t now, const std::vector<Weighed>& opinions) {
    for (const Weighed& one : opinions) {
        const double push = one.push(before);
        const bool moved_so = push > 0 ? now < before : now > before;
        if (moved_so && std::abs(push) >= k_push_worth_telling)
            evidence.because.push_back({one.opinion->kind, one.opinion->by, push});
    }
}

}  // namespace

std::vector<double> likelihoods(std::span<const double> scores) {
    const bool probable = std::ranges::all_of(scores, [](double score) { return score >= 0 && score <= 1; });
    std::vector<double> values(scores.begin(), scores.end());
    if (probable) return values;
    for (double& value : values) value = 1 / (1 + std::exp(-value));
    return values;
}

std::vector<double> nearness(std::span<const double> cosines) {
    std::vector<double> values(cosines.begin(), cosines.end());
    if (values.empty()) return values;
    const auto [least, most] = std::ranges::minmax(values);
    const double spread = std::max(most - least, k_spread_of_cosines);
    for (double& value : values) value = (value - least) / spread;
    return values;
}

double cosine(std::span<const float> a, std::span<const float> b) {
    if (a.size() != b.size()) return 0;
    double product = 0;
    double length_a = 0;
    double length_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += double{a[i]} * double{b[i]};
        length_a += double{a[i]} * double{a[i]};
        length_b += double{b[i]} * double{b[i]};
    }
    const double lengths = std::sqrt(length_a) * std::sqrt(length_b);
    return lengths > 0 ? std::clamp(product / lengths, -1.0, 1.0) : 0;
}

void weigh_opinions(std::vector<Evidence>& found, std::span<const Opinion> opinions) {
    const std::vector<Weighed> all = weighed(opinions, found.size());
    if (all.empty()) return;
    const std::size_t count = all[0].opinion->values.size();
    const double best = found[0].score;
    std::vector<double> worth(count);
    std::vector<double> scores(count);
    for (std::size_t i = 0; i < count; ++i) {
        scores[i] = found[i].score;
        worth[i] = k_weight_of_ranking * (best > 0 ? std::clamp(scores[i] / best, 0.0, 1.0) : 0);
        for (const Weighed& one : all) worth[i] += one.weight * one.opinion->values[i];
    }
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return worth[a] > worth[b]; });
    std::vector<Evidence> judged;
    judged.reserve(count);
    for (std::size_t now = 0; now < count; ++now) {
        judged.push_back(std::move(found[order[now]]));
        judged.back().score = scores[now];
        tell_pushes(judged.back(), order[now], now, all);
    }
    std::ranges::move(judged, found.begin());
}

}  // namespace familiar::retrieve
