#include "answer/compute/quantity.h"

#include "answer/compute/limits.h"

#include <cstdlib>

namespace familiar::answer::computing {

namespace {

// `a` with the exponents of `b` added `times` times.
std::optional<Dimension> combined(Dimension a, const Dimension& b, int times) {
    for (const auto& [primitive, exponent] : b) {
        int& sum = a[primitive];
        sum += exponent * times;
        if (std::abs(sum) > k_unit_exponent_max) return std::nullopt;
        if (sum == 0) a.erase(primitive);
    }
    return a;
}

}  // namespace

std::optional<Quantity> product(const Quantity& a, const Quantity& b) {
    auto dimension = combined(a.dimension, b.dimension, 1);
    Number amount = a.amount * b.amount;
    if (!dimension || amount.too_large()) return std::nullopt;
    return Quantity{std::move(amount), *std::move(dimension)};
}

std::optional<Quantity> ratio(const Quantity& a, const Quantity& b) {
    auto dimension = combined(a.dimension, b.dimension, -1);
    auto amount = quotient(a.amount, b.amount);
    if (!dimension || !amount || amount->too_large()) return std::nullopt;
    return Quantity{*std::move(amount), *std::move(dimension)};
}

std::optional<Quantity> raised(const Quantity& base, const Number& exponent) {
    auto amount = power(base.amount, exponent);
    if (!amount) return std::nullopt;
    Quantity result{*std::move(amount), {}};
    for (const auto& [primitive, count] : base.dimension) {
        const auto times = (Number(count) * exponent).to_int64();
        if (!times || std::llabs(*times) > k_unit_exponent_max) return std::nullopt;
        if (*times != 0) result.dimension.emplace(primitive, static_cast<int>(*times));
    }
    return result;
}

Dimension inverse(const Dimension& dimension) {
    Dimension result;
    for (const auto& [primitive, exponent] : dimension) result.emplace(primitive, -exponent);
    return result;
}

}  // namespace familiar::answer::computing
