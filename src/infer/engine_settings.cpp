#include "infer/engine_settings.h"

#include "infer/limits.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace familiar::infer {

namespace {

constexpr std::array<std::string_view, 3> k_kind_names = {"remote", "local", "scripted"};
constexpr std::array<std::string_view, 5> k_task_names = {"chat", "vision", "embedding", "rerank", "verify"};

template <class Enum, std::size_t N>
std::optional<Enum> value_in(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

Failure wrong(const EngineSettings& engine, std::string_view what) {
    return fail(ErrorCode::invalid_argument, fmt::format("engine \"{}\": {}", engine.name, what));
}

bool does(const EngineSettings& engine, Task task) {
    return std::ranges::find(engine.tasks, task) != engine.tasks.end();
}

Result<> check(const EngineSettings& engine) {
    if (engine.name.empty()) return fail(ErrorCode::invalid_argument, "an [[engine]] has no name; give it one");
    if (engine.tasks.empty()) return wrong(engine, "'for' is empty; name what it is used for, as for = [\"chat\"]");
    if (engine.context_tokens < k_context_tokens_min)
        return wrong(engine, fmt::format("context_tokens is below {}; no answer fits", k_context_tokens_min));
    if (engine.places < 1 || engine.places > k_places_max)
        return wrong(engine, fmt::format("places must be 1 to {}", k_places_max));
    switch (engine.kind) {
        case EngineKind::remote:
            if (engine.urls.empty() || engine.urls.size() > k_endpoints_max)
                return wrong(engine, fmt::format("a remote engine needs 1 to {} URLs", k_endpoints_max));
            if (engine.model.empty()) return wrong(engine, "a remote engine needs 'model': its name there");
            for (const std::string& url : engine.urls) {
                if (!url.starts_with("http://") && !url.starts_with("https://"))
                    return wrong(engine, fmt::format("\"{}\" is no address; it begins with http:// or https://", url));
            }
            if (!engine.key_file.empty() && !engine.key_variable.empty())
                return wrong(engine, "give its key by key_file or by key_variable, not both");
            return {};
        case EngineKind::local:
            if (engine.model.empty())
                return wrong(engine, "a local engine needs 'model': a name that `familiar models` lists, or a file");
            return {};
        case EngineKind::scripted:
            if (engine.script.empty()) return wrong(engine, "a scripted engine needs 'script': its file");
            if (does(engine, Task::embedding) || does(engine, Task::rerank))
                return wrong(engine, "a script only writes; it can be for chat, vision and verify");
            return {};
    }
    return {};
}

}  // namespace

std::string_view name_of(EngineKind kind) { return k_kind_names[static_cast<std::size_t>(kind)]; }
std::optional<EngineKind> engine_kind_from(std::string_view name) { return value_in<EngineKind>(k_kind_names, name); }
std::string_view name_of(Task task) { return k_task_names[static_cast<std::size_t>(task)]; }
std::optional<Task> task_from(std::string_view name) { return value_in<Task>(k_task_names, name); }

std::string_view use_of(Task task) {
    switch (task) {
        case Task::chat: return "writes answers";
        case Task::vision: return "looks at pictures";
        case Task::embedding: return "orders what was found by its meaning";
        case Task::rerank: return "judges which of what was found answers best";
        case Task::verify: return "checks written sentences against their sources";
    }
    return "";
}

Result<> check_settings(const EngineRoomSettings& settings) {
    if (settings.engines.size() > k_engines_max)
        return fail(ErrorCode::invalid_argument, fmt::format("there are more than {} engines", k_engines_max));
    std::set<std::string> names;
    for (const EngineSettings& engine : settings.engines) {
        TRY(check(engine));
        if (!names.insert(engine.name).second) return wrong(engine, "two engines have this name");
    }
    return {};
}

}  // namespace familiar::infer
