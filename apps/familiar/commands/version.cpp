#include "version.h"

#include "commands/commands.h"
#include "output.h"

#include <CLI/CLI.hpp>

namespace familiar::app {

namespace {

Result<> version(const Invocation& invocation) {
    if (invocation.json)
        print_json({{"version", k_version}});
    else
        print_line(fmt::format("familiar {}", k_version));
    return {};
}

}  // namespace

void add_version(CLI::App& root, CommandLine& line) {
    root.add_subcommand("version", "Which version this is")->callback([&line] { line.chosen = version; });
}

}  // namespace familiar::app
