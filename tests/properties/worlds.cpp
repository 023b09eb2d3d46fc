#include "tests/properties/worlds.h"

#include "platform/environment.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace familiar::properties {

namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const auto text = platform::environment(variable);
    return text ? std::strtoull(text->c_str(), nullptr, 10) : otherwise;
}

}  // namespace

void for_worlds(std::uint64_t worlds, const std::function<void(Chance&)>& property) {
    const std::uint64_t only = number_from("FAMILIAR_SEED", 0);
    const std::uint64_t last =
        only != 0 ? only : worlds * std::max<std::uint64_t>(1, number_from("FAMILIAR_WORLDS", 1));
    for (std::uint64_t seed = only != 0 ? only : 1; seed <= last; ++seed) {
        SCOPED_TRACE(fmt::format("play it again with FAMILIAR_SEED={}", seed));
        Chance chance(seed);
        property(chance);
        if (testing::Test::HasFailure()) return;
    }
}

std::string difference(const std::string& before, const std::string& after) {
    if (before == after) return "the same";
    static constexpr std::size_t k_around = 300;
    const auto [at, other] = std::ranges::mismatch(before, after);
    const auto place = static_cast<std::size_t>(at - before.begin());
    const std::size_t from = place > k_around ? place - k_around : 0;
    return fmt::format("they differ at byte {}:\n  before: {}\n  after:  {}", place, before.substr(from, 2 * k_around),
                       after.substr(from, 2 * k_around));
}

}  // namespace familiar::properties
