// What a seed decides. The same seed gives the same world and the same questions, so that a failure can be played
// again.
#pragma once

#include "platform/random.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace familiar::properties {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : random_(seed) {}

    // 0 … bound - 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_.number() % bound); }
    bool one_in(std::size_t times) { return below(times) == 0; }
    template <class Range>
    const auto& pick(const Range& range) {
        return range[below(std::size(range))];
    }
    template <class Item>
    void shuffle(std::vector<Item>& items) {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

private:
    platform::SeededRandom random_;
};

}  // namespace familiar::properties
