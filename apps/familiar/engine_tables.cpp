#include "engine_tables.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>
#include <vector>

namespace familiar::app {

namespace {

using infer::EngineRoomSettings;
using infer::EngineSettings;

template <class Settings>
struct Key {
    std::string_view name;
    std::string_view wants;
    std::function<bool(const toml::node&, Settings&)> set;  // false when the value is of the wrong type or range
};

template <class Settings, class Value>
std::function<bool(const toml::node&, Settings&)> into(Value Settings::* field) {
    return [field](const toml::node& node, Settings& settings) {
        const auto value = node.value_exact<Value>();
        if (value) settings.*field = *value;
        return value.has_value();
    };
}

std::function<bool(const toml::node&, EngineSettings&)> path_into(std::filesystem::path EngineSettings::* field) {
    return [field](const toml::node& node, EngineSettings& engine) {
        const auto value = node.value_exact<std::string>();
        if (value) engine.*field = *value;
        return value.has_value();
    };
}

bool set_kind(const toml::node& node, EngineSettings& engine) {
    const auto kind = infer::engine_kind_from(node.value_exact<std::string>().value_or(""));
    if (kind) engine.kind = *kind;
    return kind.has_value();
}

bool set_tasks(const toml::node& node, EngineSettings& engine) {
    const toml::array* list = node.as_array();
    if (list == nullptr) return false;
    engine.tasks.clear();
    for (const toml::node& one : *list) {
        const auto task = infer::task_from(one.value_exact<std::string>().value_or(""));
        if (!task) return false;
        engine.tasks.push_back(*task);
    }
    return true;
}

bool set_url(const toml::node& node, EngineSettings& engine) {
    engine.urls.clear();
    if (const auto one = node.value_exact<std::string>()) {
        engine.urls.push_back(*one);
        return true;
    }
    const toml::array* list = node.as_array();
    if (list == nullptr) return false;
    for (const toml::node& one : *list) {
        const auto url = one.value_exact<std::string>();
        if (!url) return false;
        engine.urls.push_back(*url);
    }
    return true;
}

bool set_places(const toml::node& node, EngineSettings& engine) {
    const auto places = node.value_exact<std::int64_t>();
    if (!places || *places < 1) return false;
    engine.places = static_cast<std::size_t>(*places);
    return true;
}

const std::array<Key<EngineSettings>, 13>& engine_keys() {
    static const std::array<Key<EngineSettings>, 13> k_keys = {{
        {"name", "a text", into(&EngineSettings::name)},
        {"kind", "\"remote\", \"local\" or \"scripted\"", set_kind},
        {"for", "a list of \"chat\", \"vision\", \"embedding\", \"rerank\", \"verify\"", set_tasks},
        {"url", "an address in quotes, or a list of them", set_url},
        {"model", "a text", into(&EngineSettings::model)},
        {"key_file", "the path of a file that holds the key alone", path_into(&EngineSettings::key_file)},
        {"key_variable", "the name of an environment variable", into(&EngineSettings::key_variable)},
        {"script", "the path of a file", path_into(&EngineSettings::script)},
        {"context_tokens", "a whole number", into(&EngineSettings::context_tokens)},
        {"places", "a whole number from 1", set_places},
        {"sees_pictures", "true or false", into(&EngineSettings::sees_pictures)},
        {"calls_tools", "true or false", into(&EngineSettings::calls_tools)},
        {"reasons", "true or false", into(&EngineSettings::reasons)},
    }};
    return k_keys;
}

bool set_memory(const toml::node& node, EngineRoomSettings& engines) {
    constexpr std::int64_t k_megabytes_max = 1 << 24;
    const auto megabytes = node.value_exact<std::int64_t>();
    if (!megabytes || *megabytes < 0 || *megabytes > k_megabytes_max) return false;
    engines.memory_bytes = *megabytes << 20;
    return true;
}

bool set_threads(const toml::node& node, EngineRoomSettings& engines) {
    constexpr std::int64_t k_threads_max = 1024;
    const auto threads = node.value_exact<std::int64_t>();
    if (!threads || *threads < 0 || *threads > k_threads_max) return false;
    engines.threads = static_cast<int>(*threads);
    return true;
}

bool set_idle(const toml::node& node, EngineRoomSettings& engines) {
    constexpr std::int64_t k_minutes_max = 60 * 24 * 30;
    const auto minutes = node.value_exact<std::int64_t>();
    if (!minutes || *minutes < 1 || *minutes > k_minutes_max) return false;
    engines.idle_max = std::chrono::minutes(*minutes);
    return true;
}

const std::array<Key<EngineRoomSettings>, 3>& section_keys() {
    static const std::array<Key<EngineRoomSettings>, 3> k_keys = {{
        {"memory_mb", "a whole number, 0 for half of what there is", set_memory},
        {"threads", "a whole number, 0 for one less than there are processors", set_threads},
        {"idle_minutes", "a whole number from 1", set_idle},
    }};
    return k_keys;
}

template <class Settings, std::size_t N>
Result<> read(const toml::table& table, const std::array<Key<Settings>, N>& keys, std::string_view where,
              Settings& settings) {
    for (const auto& [name, node] : table) {
        const auto line = node.source().begin.line;
        const auto key = std::ranges::find(keys, name.str(), &Key<Settings>::name);
        if (key == keys.end()) {
            std::vector<std::string_view> known;
            for (const Key<Settings>& one : keys) known.push_back(one.name);
            return fail(ErrorCode::invalid_argument, fmt::format("line {}: unknown key {} in {}. Known are {}.", line,
                                                                 name.str(), where, fmt::join(known, ", ")));
        }
        if (!key->set(node, settings)) {
            return fail(ErrorCode::invalid_argument,
                        fmt::format("line {}: {} in {} wants {}", line, name.str(), where, key->wants));
        }
    }
    return {};
}

}  // namespace

Result<> read_engine(const toml::table& table, EngineRoomSettings& engines) {
    EngineSettings engine;
    TRY(read(table, engine_keys(), "[[engine]]", engine));
    engines.engines.push_back(std::move(engine));
    return {};
}

Result<> read_engines_section(const toml::table& table, EngineRoomSettings& engines) {
    return read(table, section_keys(), "[engines]", engines);
}

}  // namespace familiar::app
