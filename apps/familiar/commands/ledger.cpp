#include "commands/commands.h"
#include "desk.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace familiar::app {

namespace {

constexpr std::size_t k_entries = 100;

Result<> list(const Invocation& invocation, std::size_t limit) {
    const Desk desk = TRY(open_desk(invocation));
    const auto store = TRY(desk.familiar->archive->person(desk.person.id));
    const auto entries = TRY(store->ledger(limit));
    for (const LedgerEntry& entry : entries) {
        if (invocation.json) {
            print_json({{"at", time::rfc3339(entry.at)},
                        {"host", entry.host},
                        {"purpose", entry.purpose},
                        {"bytes_sent", entry.bytes_sent},
                        {"bytes_received", entry.bytes_received},
                        {"outcome", entry.outcome}});
        } else {
            print_line(fmt::format("{} {}: {}, {} bytes sent, {} received, {}", time::rfc3339(entry.at), entry.host,
                                   entry.purpose, entry.bytes_sent, entry.bytes_received, entry.outcome),
                       4);
        }
    }
    if (entries.empty() && !invocation.json) print_line("Nothing has left this machine for you.");
    return {};
}

}  // namespace

void add_ledger(CLI::App& root, CommandLine& line) {
    const auto limit = std::make_shared<std::size_t>(k_entries);
    CLI::App* command = root.add_subcommand("ledger", "What left this machine for you, newest first");
    command->add_option("-k", *limit, "How many at most; 100 by default")->check(CLI::PositiveNumber);
    command->callback(
        [&line, limit] { line.chosen = [limit](const Invocation& invocation) { return list(invocation, *limit); }; });
}

}  // namespace familiar::app
