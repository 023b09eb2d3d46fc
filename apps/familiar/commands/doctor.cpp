#include "commands/commands.h"
#include "health.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace familiar::app {

namespace {

std::string_view name_of(Check::State state) {
    switch (state) {
        case Check::State::well: return "ok";
        case Check::State::note: return "note";
        case Check::State::wrong: return "wrong";
    }
    return "wrong";
}

Result<> doctor(const Invocation& invocation) {
    std::vector<Check> checks = check_program();
    std::ranges::move(check_home(invocation.home), std::back_inserter(checks));
    std::ranges::move(check_engines(invocation.home), std::back_inserter(checks));
    const auto count = std::ranges::count(checks, Check::State::wrong, &Check::state);
    if (invocation.json) {
        Json list = Json::array();
        for (const Check& check : checks)
            list.push_back({{"name", check.name}, {"state", name_of(check.state)}, {"detail", check.detail}});
        print_json({{"ok", count == 0}, {"home", invocation.home.string()}, {"checks", std::move(list)}});
    } else {
        for (const Check& check : checks)
            print_line(fmt::format("{:6} {:14} {}", name_of(check.state), check.name, check.detail), 22);
    }
    if (count == 0) return {};
    return fail(ErrorCode::corrupt, fmt::format("{} wrong, see above.", counted(count, "thing is", "things are")));
}

}  // namespace

void add_doctor(CLI::App& root, CommandLine& line) {
    root.add_subcommand("doctor", "Look whether all is well, and say what to do if not")->callback([&line] {
        line.chosen = doctor;
    });
}

}  // namespace familiar::app
