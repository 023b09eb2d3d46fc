#include "privacy/consents.h"

#include "commands/commands.h"
#include "desk.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace familiar::app {

namespace {

std::string purposes() {
    std::string list;
    for (const Purpose purpose : k_purposes) list += (list.empty() ? "" : ", ") + std::string(name_of(purpose));
    return list;
}

void show(const Consent& consent, const Desk& desk, bool json) {
    const bool said = consent.since != Timestamp{};
    if (json) {
        print_json({{"purpose", name_of(consent.purpose)},
                    {"given", consent.given},
                    {"since", said ? Json(time::rfc3339(consent.since)) : Json()},
                    {"meaning", privacy::meaning_of(consent.purpose)}});
        return;
    }
    const std::string since = said ? ", since " + time::long_date(consent.since, desk.person.time_zone) : std::string();
    print_line(fmt::format("{:14} {:3}  {}{}", name_of(consent.purpose), consent.given ? "yes" : "no",
                           privacy::meaning_of(consent.purpose), since),
               20);
}

Result<> list(const Invocation& invocation) {
    const Desk desk = TRY(open_desk(invocation));
    const auto store = TRY(desk.familiar->archive->person(desk.person.id));
    for (const Consent& consent : privacy::Consents(TRY(store->consents())).all()) show(consent, desk, invocation.json);
    return {};
}

Result<> set(const Invocation& invocation, const std::string& name, bool given) {
    const auto purpose = purpose_from(name);
    if (!purpose) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("There is no purpose \"{}\". There are: {}.", name, purposes()));
    }
    const Desk desk = TRY(open_desk(invocation));
    const auto store = TRY(desk.familiar->archive->person(desk.person.id));
    TRY(store->set_consent(*purpose, given));
    show({*purpose, given, desk.familiar->clock->now()}, desk, invocation.json);
    return {};
}

}  // namespace

void add_consents(CLI::App& root, CommandLine& line) {
    CLI::App* command = root.add_subcommand("consents", "What you allow, by purpose; allow more, or take it back");
    command->callback([&line, command] {
        if (command->get_subcommands().empty()) line.chosen = list;
    });
    command->add_subcommand("list", "What you allow (also without this word)")->callback([&line] {
        line.chosen = list;
    });
    const auto add = [&](const char* word, const char* what, bool given) {
        const auto name = std::make_shared<std::string>();
        CLI::App* change = command->add_subcommand(word, what);
        change->add_option("purpose", *name, purposes())->required()->type_name("PURPOSE");
        change->callback([&line, name, given] {
            line.chosen = [name, given](const Invocation& invocation) { return set(invocation, *name, given); };
        });
    };
    add("allow", "Allow a purpose", true);
    add("withdraw", "Take the leave for a purpose back", false);
}

}  // namespace familiar::app
