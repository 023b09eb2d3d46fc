#include "infer/openai/tool_calls.h"

#include "infer/limits.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace familiar::infer::openai {

namespace {

constexpr std::int64_t k_index_end = 1 << 20;  // beyond which an index is nonsense

// As text: some servers send the arguments as the object itself.
std::string arguments_of(const Json& function) {
    for (const char* key : {"arguments", "parameters"}) {
        const Json& value = member(function, key);
        if (value.is_string()) return value.get<std::string>();
        if (!value.is_null()) return json_text(value);
    }
    return {};
}

}  // namespace

void ToolCallAssembler::take(const Json& fragment) {
    if (!fragment.is_object()) return;
    const std::string id = text_at(fragment, "id");
    ToolCall* call = place_of(fragment, id);
    if (call == nullptr) return;
    const Json& nested = member(fragment, "function");
    const Json& function = nested.is_object() ? nested : fragment;
    if (call->id.empty()) call->id = id;
    const std::string name = text_at(function, "name");
    if (name != call->name) call->name += name;  // a name comes in pieces, or whole with each piece of the arguments
    call->arguments += arguments_of(function);
}

void ToolCallAssembler::take_whole(std::string id, const Json& function) {
    if (!function.is_object() || calls_.size() >= k_tool_calls_max) return;
    last_ = calls_.empty() ? 0 : calls_.rbegin()->first + 1;
    calls_[last_] = {std::move(id), text_at(function, "name"), arguments_of(function)};
}

ToolCall* ToolCallAssembler::place_of(const Json& fragment, const std::string& id) {
    std::int64_t index = last_;
    if (const auto given = integer_at(fragment, "index"); given && *given >= 0 && *given < k_index_end) {
        index = *given;
    } else if (!id.empty()) {
        const auto same = std::ranges::find(calls_, id, [](const auto& entry) { return entry.second.id; });
        index = same != calls_.end() ? same->first : (calls_.empty() ? 0 : calls_.rbegin()->first + 1);
    } else if (index < 0) {
        index = 0;
    }
    // A server that gives every whole call the index 0 starts a new one with another id.
    if (const auto there = calls_.find(index);
        there != calls_.end() && !id.empty() && !there->second.id.empty() && there->second.id != id) {
        const auto same = std::ranges::find(calls_, id, [](const auto& entry) { return entry.second.id; });
        index = same != calls_.end() ? same->first : calls_.rbegin()->first + 1;
    }
    if (!calls_.contains(index) && calls_.size() >= k_tool_calls_max) return nullptr;
    last_ = index;
    return &calls_[index];
}

std::vector<ToolCall> ToolCallAssembler::calls() const {
    std::vector<ToolCall> calls;
    for (const auto& [index, call] : calls_) {
        if (call.name.empty() || call.name.size() > k_tool_name_bytes_max) continue;
        calls.push_back(call);
        if (call.id.empty()) calls.back().id = fmt::format("call_{}", index);
    }
    return calls;
}

}  // namespace familiar::infer::openai
