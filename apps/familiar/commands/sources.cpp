#include "audience_text.h"
#include "commands/commands.h"
#include "desk.h"
#include "import_report.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

namespace familiar::app {

namespace {

Json source_json(const Source& source, const std::string& audience) {
    return {{"id", to_text(source.id)},
            {"kind", source.kind},
            {"title", source.title},
            {"locator", source.locator},
            {"audience", audience},
            {"posts", source.posts},
            {"added_at", time::rfc3339(source.added_at)},
            {"checked_at", source.checked_at ? Json(time::rfc3339(*source.checked_at)) : Json()},
            {"trouble", source.trouble},
            {"failures_in_a_row", source.failures_in_a_row}};
}

Result<> list(const Invocation& invocation) {
    const Desk desk = TRY(open_desk(invocation));
    const Viewer viewer = TRY(desk.common().viewer(desk.person.id));
    bool any = false;
    for (const Shelf shelf : {Shelf::person, Shelf::common}) {
        const auto store = TRY(desk.archive().shelf(desk.person.id, shelf));
        for (const Source& source : TRY(store->sources(viewer))) {
            any = true;
            const std::string audience = TRY(audience_text(desk.archive(), desk.person.id, source.audience));
            if (invocation.json) {
                print_json(source_json(source, audience));
                continue;
            }
            print_line(fmt::format("{:5} {} ({}, {}, {})", to_text(source.id), source.title, source.kind, audience,
                                   counted(source.posts, "post", "posts")),
                       6);
            if (!source.trouble.empty()) print_line("      " + source.trouble, 6);
        }
    }
    if (!any && !invocation.json) print_line("There are no sources yet. Add some with: familiar import PATH or URL");
    return {};
}

Result<> remove(const Invocation& invocation, const std::string& text) {
    const Desk desk = TRY(open_desk(invocation));
    const auto id = shelf_id_from<Source>(text);
    if (!id)
        return fail(ErrorCode::invalid_argument,
                    fmt::format("\"{}\" is no source. List them with: familiar sources", text));
    const auto store = TRY(desk.archive().shelf(desk.person.id, id->shelf));
    const Viewer viewer = TRY(desk.common().viewer(desk.person.id));
    auto found = store->source(viewer, *id);
    if (!found && found.error().code == ErrorCode::not_found) {
        return fail(ErrorCode::not_found, fmt::format("There is no source {}. List them with: familiar sources", text));
    }
    const Source source = TRY(std::move(found));
    if (source.owner != desk.person.id)
        return fail(ErrorCode::denied, fmt::format("{} was added by somebody else, who can remove it.", text));
    TRY(store->remove_source(*id));
    if (invocation.json)
        print_json({{"removed", text}, {"posts", source.posts}});
    else
        print_line(fmt::format("Removed {} with {}.", source.title, counted(source.posts, "post", "posts")));
    return {};
}

Result<> refresh(const Invocation& invocation) {
    const Desk desk = TRY(open_import_desk(invocation));
    const auto outcomes = TRY(run_with_progress([&](const gather::ImportProgress& progress) {
        return desk.familiar->importer.refresh(desk.familiar->call(), desk.person.id, progress,
                                               desk.familiar->configuration.fetch_addresses);
    }));
    std::int64_t failures = 0;
    for (const ImportOutcome& outcome : outcomes) {
        print_outcome(invocation, outcome);
        if (failed(outcome)) ++failures;
    }
    if (outcomes.empty() && !invocation.json) print_line("No feed is due.");
    if (failures == 0) return {};
    return fail(ErrorCode::unavailable,
                fmt::format("{} failed, see above. It is tried again later.", counted(failures, "feed", "feeds")));
}

}  // namespace

void add_sources(CLI::App& root, CommandLine& line) {
    CLI::App* command = root.add_subcommand("sources", "List, remove and refresh where posts come from");
    command->callback([&line, command] {
        if (command->get_subcommands().empty()) line.chosen = list;
    });
    command->add_subcommand("list", "What there is (also without this word)")->callback([&line] {
        line.chosen = list;
    });
    const auto id = std::make_shared<std::string>();
    CLI::App* removal = command->add_subcommand("remove", "Remove a source with all its posts");
    removal->add_option("id", *id, "As the list shows it")->required()->type_name("ID");
    removal->callback(
        [&line, id] { line.chosen = [id](const Invocation& invocation) { return remove(invocation, *id); }; });
    command->add_subcommand("refresh", "Fetch feeds that are due")->callback([&line] { line.chosen = refresh; });
}

}  // namespace familiar::app
