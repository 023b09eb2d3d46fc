// Citation markers as models write them: "[1]", "[1, 2]", "[1-3]", "【1†source】", "[^1]", "[Source: 1]", "[S1]",
// "<cite>1</cite>", "<sup>1</sup>", "([1])". Whether a source of that number exists is not asked here.
//
// Pure, any thread. Stable under streaming: what is found, or not found, stays so whatever follows.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace familiar::answer::cite {

struct Marker {
    enum class State { none, found, open };  // open: more text is needed to tell
    State state = State::none;
    std::size_t bytes = 0;     // that it takes, from the start of `rest`
    std::vector<int> numbers;  // at least one when found; as written, at most k_markers_each_max
    bool is_named = false;     // "[Source 1]", "【1†source】": can be nothing but a marker
};

// The marker that `rest` starts with. `closed`: no more text will come.
Marker marker_at(std::string_view rest, bool closed);

// The numbers that stand between brackets ("1, 2", "^1", "Source: 3-5", "1†L2-L4"); none when anything else does.
std::vector<int> marker_numbers(std::string_view inside, bool& is_named);

}  // namespace familiar::answer::cite
