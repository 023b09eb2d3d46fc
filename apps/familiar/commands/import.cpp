#include "audience_text.h"
#include "commands/commands.h"
#include "desk.h"
#include "import_report.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <vector>

namespace familiar::app {

namespace {

struct ImportOptions {
    std::vector<std::string> locations;
    std::string kind = "auto";
    std::string audience = "private";
    std::string title;
};

bool is_address(const std::string& location) {
    return location.starts_with("http://") || location.starts_with("https://");
}

// A path that means the same wherever the next import of it is started.
std::string steady(const std::string& location) {
    if (is_address(location) || location == "-") return location;
    std::error_code error;
    const auto absolute = std::filesystem::absolute(location, error).lexically_normal();
    if (error) return location;
    return (absolute.has_filename() ? absolute : absolute.parent_path()).string();
}

std::string kind_is_known(const std::string& kind) {
    return gather::input_kind_from(kind) ? ""
                                         : fmt::format(
                                               "unknown kind \"{}\"; known are auto, jsonl, rss, mastodon, "
                                               "activitypub, whatsapp",
                                               kind);
}

Result<> import(const Invocation& invocation, const ImportOptions& options) {
    const Desk desk = TRY(open_import_desk(invocation));
    gather::ImportRequest request;
    request.owner = desk.person.id;
    request.audience = TRY(audience_from(desk.archive(), desk.person.id, options.audience));
    request.kind = gather::input_kind_from(options.kind).value_or(gather::InputKind::automatic);
    request.title = options.title;
    request.time_zone = desk.person.time_zone;
    request.addresses = desk.familiar->configuration.fetch_addresses;

    std::size_t failures = 0;
    std::optional<Error> first;
    for (const std::string& location : options.locations) {
        request.location = steady(location);
        const auto outcomes = run_with_progress([&](const gather::ImportProgress& progress) {
            return desk.familiar->importer.import(desk.familiar->call(), request, progress);
        });
        if (!outcomes) {
            ++failures;
            if (!first)
                first = outcomes.error();
            else
                print_line(fmt::format("{}: {}", location, outcomes.error().text()));
            continue;
        }
        for (const ImportOutcome& outcome : *outcomes) {
            print_outcome(invocation, outcome);
            if (failed(outcome)) ++failures;
        }
    }
    if (first) return Failure(*first);
    if (failures > 0) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("{} failed, see above. The rest is imported.", counted(failures, "source", "sources")));
    }
    return {};
}

}  // namespace

void add_import(CLI::App& root, CommandLine& line) {
    const auto options = std::make_shared<ImportOptions>();
    CLI::App* command = root.add_subcommand("import", "Take in files, folders, archives and feeds");
    command->add_option("location", options->locations, "Paths and http addresses")->required()->type_name("PATH|URL");
    command->add_option("--kind", options->kind, "auto, jsonl, rss, mastodon, activitypub or whatsapp")
        ->check(kind_is_known, "KIND");
    command->add_option("--audience", options->audience, "Who may see it: private, public or circle:NAME")
        ->type_name("AUDIENCE");
    command->add_option("--title", options->title, "What to call the source");
    command->callback([&line, options] {
        line.chosen = [options](const Invocation& invocation) { return import(invocation, *options); };
    });
}

}  // namespace familiar::app
