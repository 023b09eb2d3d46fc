#include "commands/commands.h"
#include "desk.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace familiar::app {

namespace {

Result<> export_file(const Invocation& invocation, std::filesystem::path path) {
    const Desk desk = TRY(open_desk(invocation));
    if (path.empty()) path = desk.person.handle + ".familiar.db";
    TRY(desk.archive().export_person(desk.person.id, path));
    std::error_code ignored;  // the size is only told
    const auto bytes = std::filesystem::file_size(path, ignored);
    if (invocation.json)
        print_json({{"path", path.string()}, {"bytes", bytes}});
    else
        print_line(fmt::format("Wrote {} ({} kB), a SQLite file with everything that is {}'s.", path.string(),
                               (bytes + 1023) / 1024, desk.person.handle));
    return {};
}

}  // namespace

void add_export(CLI::App& root, CommandLine& line) {
    const auto path = std::make_shared<std::filesystem::path>();
    CLI::App* command = root.add_subcommand("export", "Copy everything of a person into one SQLite file");
    command->add_option("path", *path, "Where to; HANDLE.familiar.db by default");
    command->callback([&line, path] {
        line.chosen = [path](const Invocation& invocation) { return export_file(invocation, *path); };
    });
}

}  // namespace familiar::app
