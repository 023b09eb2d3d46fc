#include "command_line.h"

#include "commands/commands.h"
#include "home.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>

namespace familiar::app {

namespace {

constexpr int k_ok = 0;
constexpr int k_failed = 1;
constexpr int k_usage = 2;

void add_all(CLI::App& root, CommandLine& line) {
    root.add_option("--home", line.invocation.home, "Folder with everything that Familiar keeps")->type_name("DIR");
    root.add_flag("--json", line.invocation.json, "Print JSON, one object a line");
    root.add_option("--as", line.invocation.as, "Handle of the person who asks")->type_name("HANDLE");
    root.fallthrough();
    root.require_subcommand(1);
    add_serve(root, line);
    add_ask(root, line);
    add_search(root, line);
    add_import(root, line);
    add_sources(root, line);
    add_conversations(root, line);
    add_people(root, line);
    add_circles(root, line);
    add_keys(root, line);
    add_engines(root, line);
    add_consents(root, line);
    add_ledger(root, line);
    add_link(root, line);
    add_models(root, line);
    add_doctor(root, line);
    add_export(root, line);
    add_erase(root, line);
    add_version(root, line);
}

// The help of the innermost command that was named.
std::string help_hint(const CLI::App& root) {
    std::string words = "familiar";
    const CLI::App* command = &root;
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().front();
        words += ' ' + command->get_name();
    }
    return words + " --help";
}

int usage(const CLI::App& root, std::string what) {
    std::ranges::replace(what, '\n', ' ');
    tell_error(fmt::format("{}. See {}", what, help_hint(root)));
    return k_usage;
}

}  // namespace

int run(int count, char** arguments) {
    CLI::App root("Familiar: a personal assistant that answers from your own world and shows its sources.", "familiar");
    CommandLine line;
    add_all(root, line);
    try {
        root.parse(count, arguments);
    } catch (const CLI::CallForHelp& asked) {
        return root.exit(asked);
    } catch (const CLI::CallForAllHelp& asked) {
        return root.exit(asked);
    } catch (const CLI::RequiredError& error) {
        const std::string_view first = count > 1 ? arguments[1] : "";
        const bool names_one = root.get_subcommands().empty() && !first.empty() && !first.starts_with('-');
        return usage(root, names_one ? fmt::format("There is no command '{}'", first) : std::string(error.what()));
    } catch (const CLI::ParseError& error) {
        return usage(root, error.what());
    }
    if (line.invocation.home.empty()) line.invocation.home = default_home();
    const Result<> done = line.chosen(line.invocation);
    if (done) return finish_output() ? k_ok : k_failed;
    finish_output();
    tell_error(done.error().text());
    return k_failed;
}

}  // namespace familiar::app
