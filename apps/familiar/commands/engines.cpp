#include "commands/commands.h"
#include "desk.h"
#include "infer/engine_room.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace familiar::app {

namespace {

constexpr std::chrono::seconds k_look_max{10};  // for all engines to say how they are

constexpr const char* k_how =
    "Engines are set up in familiar.toml in the home folder:\n\n"
    "  [[engine]]\n"
    "  name = \"house\"\n"
    "  kind = \"remote\"                       # or \"local\", \"scripted\"\n"
    "  for = [\"chat\"]                        # chat, vision, embedding, rerank, verify\n"
    "  url = \"http://127.0.0.1:8000/v1\"      # any OpenAI-compatible endpoint; a list of them is a fleet\n"
    "  model = \"qwen3-8b\"\n"
    "  key_file = \"keys/house\"               # or key_variable; the key itself never stands in familiar.toml\n\n"
    "  [[engine]]\n"
    "  name = \"judge\"\n"
    "  for = [\"rerank\", \"verify\"]           # orders what was found, and checks what a model wrote\n"
    "  url = \"http://127.0.0.1:8001/v1\"      # asked at /rerank; one for embedding is asked at /embeddings\n"
    "  model = \"bge-reranker-v2-m3\"\n\n"
    "An engine on another machine is asked only for people who allow it: familiar consents allow remote_engine";

std::vector<std::string_view> names_of(const std::vector<infer::Task>& tasks) {
    std::vector<std::string_view> names;
    for (const infer::Task task : tasks) names.push_back(infer::name_of(task));
    return names;
}

// "judges which of what was found answers best; not asked for chat, which an engine before it does".
std::string uses_of(const infer::EngineState& state) {
    std::vector<std::string_view> uses;
    std::vector<std::string_view> idle;
    for (const infer::Task task : state.tasks) {
        const bool asked = std::ranges::find(state.asked_for, task) != state.asked_for.end();
        (asked ? uses : idle).push_back(asked ? infer::use_of(task) : infer::name_of(task));
    }
    std::string text = fmt::format("{}", fmt::join(uses, ", "));
    if (!idle.empty()) {
        text += fmt::format("{}not asked for {}, which an engine before it does", uses.empty() ? "" : "; ",
                            fmt::join(idle, ", "));
    }
    return text;
}

void show(const infer::EngineState& state, bool json) {
    const infer::EngineCard& card = state.card;
    if (json) {
        print_json({{"name", card.name},
                    {"kind", infer::name_of(state.kind)},
                    {"model", card.model},
                    {"for", names_of(state.tasks)},
                    {"asked_for", names_of(state.asked_for)},
                    {"hosts", state.hosts},
                    {"needs_leave", state.needs_leave},
                    {"context_tokens", card.context_tokens},
                    {"places", card.places},
                    {"well", !state.trouble.has_value()},
                    {"trouble", state.trouble ? Json(state.trouble->text()) : Json()}});
        return;
    }
    print_line(
        fmt::format("{:12} {} {} for {}; {}", card.name, infer::name_of(state.kind),
                    card.model.empty() ? "(model unknown yet)" : card.model, fmt::join(names_of(state.tasks), ", "),
                    state.trouble ? "does not answer: " + state.trouble->text() : "well"),
        13);
    const char* const leave = state.needs_leave ? "; only for people who allow remote_engine" : "";
    print_line(fmt::format("{:12} {}{}", "", uses_of(state), leave), 13);
}

Result<> list(const Invocation& invocation) {
    const Desk desk = TRY(open_desk(invocation));
    const auto states = desk.familiar->engines->states(desk.familiar->call().within(k_look_max));
    for (const infer::EngineState& state : states) show(state, invocation.json);
    if (states.empty() && !invocation.json)
        print_line("There are no engines; Familiar answers without a model. To add one: familiar engines --help");
    return {};
}

}  // namespace

void add_engines(CLI::App& root, CommandLine& line) {
    CLI::App* command = root.add_subcommand("engines", "Which models Familiar may ask, and how they are");
    command->footer(k_how);
    command->callback([&line] { line.chosen = list; });
}

}  // namespace familiar::app
