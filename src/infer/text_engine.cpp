#include "infer/text_engine.h"

#include <algorithm>
#include <array>
#include <utility>

namespace familiar::infer {

namespace {

constexpr std::array<std::pair<Effort, std::string_view>, 5> k_efforts = {{{Effort::none, "none"},
                                                                           {Effort::minimal, "minimal"},
                                                                           {Effort::low, "low"},
                                                                           {Effort::medium, "medium"},
                                                                           {Effort::high, "high"}}};

}  // namespace

std::string_view name_of(Effort effort) {
    const auto found = std::ranges::find(k_efforts, effort, [](const auto& pair) { return pair.first; });
    return found == k_efforts.end() ? std::string_view("medium") : found->second;
}

std::optional<Effort> effort_from(std::string_view name) {
    const auto found = std::ranges::find(k_efforts, name, [](const auto& pair) { return pair.second; });
    if (found == k_efforts.end()) return std::nullopt;
    return found->first;
}

std::string_view name_of(Finish finish) {
    switch (finish) {
        case Finish::stop: return "stop";
        case Finish::length: return "length";
        case Finish::tool_calls: return "tool_calls";
        case Finish::content_filter: return "content_filter";
        case Finish::ended_early: return "ended_early";
    }
    return "stop";
}

}  // namespace familiar::infer
