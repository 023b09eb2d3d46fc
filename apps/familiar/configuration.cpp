#include "configuration.h"

#include "engine_tables.h"
#include "platform/files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>
#include <toml++/toml.h>
#include <vector>

namespace familiar::app {

namespace {

constexpr std::size_t k_file_bytes_max = 1U << 20U;
constexpr std::int64_t k_refresh_minutes_max = 60 * 24 * 30;

// A key, and how its value gets into the configuration. False when the value is of the wrong type or out of range.
struct Key {
    std::string_view name;
    std::string_view wants;
    std::function<bool(const toml::node&, Configuration&)> set;
};

std::function<bool(const toml::node&, Configuration&)> rate(double Configuration::* field) {
    return [field](const toml::node& node, Configuration& configuration) {
        const auto value = node.value<double>();
        if (!value || !(*value > 0) || *value > 1e6) return false;
        configuration.*field = *value;
        return true;
    };
}

bool set_listen(const toml::node& node, Configuration& configuration) {
    const auto text = node.value_exact<std::string>();
    if (!text) return false;
    const auto listen = listen_from(*text);
    if (listen) configuration.listen = *listen;
    return listen.has_value();
}

bool set_private_addresses(const toml::node& node, Configuration& configuration) {
    const auto allowed = node.value_exact<bool>();
    if (!allowed) return false;
    configuration.fetch_addresses = *allowed ? platform::AddressPolicy::any : platform::AddressPolicy::public_only;
    return true;
}

bool set_refresh(const toml::node& node, Configuration& configuration) {
    const auto minutes = node.value_exact<std::int64_t>();
    if (!minutes || *minutes < 0 || *minutes > k_refresh_minutes_max) return false;
    configuration.refresh_minutes = static_cast<int>(*minutes);
    return true;
}

const std::array<Key, 7>& keys() {
    static const std::array<Key, 7> k_keys = {{
        {"serve.listen", "ADDRESS:PORT in quotes", set_listen},
        {"serve.requests_burst", "a number above 0", rate(&Configuration::requests_burst)},
        {"serve.requests_per_minute", "a number above 0", rate(&Configuration::requests_per_minute)},
        {"serve.turns_burst", "a number above 0", rate(&Configuration::turns_burst)},
        {"serve.turns_per_minute", "a number above 0", rate(&Configuration::turns_per_minute)},
        {"fetch.refresh_minutes", "a whole number, 0 for never", set_refresh},
        {"fetch.private_addresses", "true or false", set_private_addresses},
    }};
    return k_keys;
}

Result<> set(const std::string& name, const toml::node& node, Configuration& configuration) {
    std::vector<std::string_view> known;
    for (const Key& key : keys()) {
        known.push_back(key.name);
        if (key.name != name) continue;
        if (key.set(node, configuration)) return {};
        return fail(ErrorCode::invalid_argument,
                    fmt::format("line {}: {} wants {}", node.source().begin.line, name, key.wants));
    }
    return fail(ErrorCode::invalid_argument, fmt::format("line {}: unknown key {}. Known are {}.",
                                                         node.source().begin.line, name, fmt::join(known, ", ")));
}

}  // namespace

Result<Listen> listen_from(std::string_view text) {
    const Failure wrong = fail(ErrorCode::invalid_argument, fmt::format("\"{}\" is no ADDRESS:PORT", text));
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return wrong;
    std::string_view address = text.substr(0, colon);
    const std::string_view digits = text.substr(colon + 1);
    Listen listen;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), listen.port);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return wrong;
    const bool bracketed = address.starts_with('[') && address.ends_with(']') && address.size() > 2;
    if (bracketed) address = address.substr(1, address.size() - 2);
    if (!bracketed && address.find(':') != std::string_view::npos) return wrong;
    if (!address.empty()) listen.address = address;
    return listen;
}

std::string listen_is_good(const std::string& text) {
    const auto listen = listen_from(text);
    return listen ? std::string() : listen.error().text();
}

namespace {

// One entry of the file: a section, the [[engine]] tables, or a key of its own.
Result<> read_entry(const std::string& name, const toml::node& node, Configuration& configuration) {
    if (name == "engine" && node.is_array_of_tables()) {
        for (const toml::node& engine : *node.as_array()) TRY(read_engine(*engine.as_table(), configuration.engines));
        return {};
    }
    if (name == "engines" && node.is_table()) return read_engines_section(*node.as_table(), configuration.engines);
    if (!node.is_table()) return set(name, node, configuration);
    if (std::ranges::none_of(keys(), [&](const Key& key) { return key.name.starts_with(name + '.'); })) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("line {}: unknown section [{}]", node.source().begin.line, name));
    }
    for (const auto& [key, value] : *node.as_table())
        TRY(set(name + '.' + std::string(key.str()), value, configuration));
    return {};
}

}  // namespace

Result<Configuration> read_configuration(const std::filesystem::path& home) {
    const std::filesystem::path path = home / "familiar.toml";
    Configuration configuration;
    configuration.engines.home = home;
    auto content = platform::read_file(path, k_file_bytes_max);
    if (!content && content.error().code == ErrorCode::not_found) return configuration;
    const std::string text = TRY(std::move(content));
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("{}: line {}: {}", path.string(), parsed.error().source().begin.line,
                                parsed.error().description()));
    }
    for (const auto& [name, node] : parsed.table())
        TRY_IN(path.string(), read_entry(std::string(name.str()), node, configuration));
    TRY_IN(path.string(), infer::check_settings(configuration.engines));
    return configuration;
}

}  // namespace familiar::app
