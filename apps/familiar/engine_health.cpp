// What the doctor says of engines.
#include "assemble.h"
#include "configuration.h"
#include "health.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace familiar::app {

namespace {

constexpr std::chrono::seconds k_look_max{10};  // for all of them together

// One that does not answer is a note: Familiar goes on without it.
Check check_of(const infer::EngineState& state) {
    std::vector<std::string_view> uses;
    for (const infer::Task task : state.asked_for) uses.push_back(infer::use_of(task));
    const std::string use =
        uses.empty() ? "is asked for nothing: engines before it do it all" : fmt::format("{}", fmt::join(uses, ", "));
    const std::string detail = fmt::format("{}: {}", state.card.name, use);
    if (!state.trouble) return {"engine", Check::State::well, detail + "; it can be reached"};
    return {"engine", Check::State::note, fmt::format("{}; it does not answer: {}", detail, state.trouble->text())};
}

}  // namespace

std::vector<Check> check_engines(const std::filesystem::path& home) {
    std::error_code error;
    const auto configuration = read_configuration(home);
    if (!std::filesystem::exists(home / "common.db", error) || !configuration) return {};  // said already
    const platform::SystemClock clock;
    const auto outside = open_outside(configuration->engines, clock);
    if (!outside) return {{"engine", Check::State::wrong, outside.error().text()}};
    std::vector<Check> checks;
    for (const infer::EngineState& state : outside->engines->states(Call(clock).within(k_look_max)))
        checks.push_back(check_of(state));
    if (checks.empty()) return {{"engine", Check::State::well, "there is none; answers are made without a model"}};
    return checks;
}

}  // namespace familiar::app
