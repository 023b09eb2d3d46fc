#include "assemble.h"
#include "commands/commands.h"
#include "erasing.h"
#include "output.h"
#include "who.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace familiar::app {

namespace {

Json person_json(const Person& person) {
    return {{"id", person.id.value},
            {"handle", person.handle},
            {"name", person.display_name},
            {"role", person.role == Role::host ? "host" : "member"},
            {"time_zone", person.time_zone},
            {"as_of", person.as_of ? Json(time::rfc3339(*person.as_of)) : Json()},
            {"created_at", time::rfc3339(person.created_at)}};
}

Result<> list(const Invocation& invocation) {
    const auto familiar = TRY(assemble({.home = invocation.home}));
    if (TRY(familiar->archive->common().people()).empty()) TRY(who(*familiar->archive, *familiar->clock, {}));
    for (const Person& person : TRY(familiar->archive->common().people())) {
        if (invocation.json)
            print_json(person_json(person));
        else
            print_line(fmt::format("{} ({}, {}{})", person.handle, person.display_name, person.time_zone,
                                   person.role == Role::host ? ", host" : ""));
    }
    return {};
}

Result<> add(const Invocation& invocation, NewPerson wanted) {
    const auto familiar = TRY(assemble({.home = invocation.home}));
    // Somebody has to be able to add and erase people: the first one is.
    if (TRY(familiar->archive->common().people()).empty()) wanted.role = Role::host;
    auto added = add_person(*familiar->archive, *familiar->clock, wanted);
    if (!added && added.error().code == ErrorCode::conflict) {
        return fail(ErrorCode::conflict, fmt::format("The handle \"{}\" is taken. Choose another one.", wanted.handle));
    }
    const Person person = TRY(std::move(added));
    if (invocation.json)
        print_json(person_json(person));
    else
        print_line(fmt::format("Added {0}. They sign in with the link of: familiar link --as {0}", person.handle));
    return {};
}

Result<> remove(const Invocation& invocation, const std::string& handle, Confirmation confirmation) {
    const auto familiar = TRY(assemble({.home = invocation.home}));
    const Person person = TRY(person_named(*familiar->archive, handle));
    return erase_person(invocation, *familiar->archive, person, confirmation);
}

}  // namespace

void add_people(CLI::App& root, CommandLine& line) {
    CLI::App* command = root.add_subcommand("people", "List, add and remove who has an account here");
    command->callback([&line, command] {
        if (command->get_subcommands().empty()) line.chosen = list;
    });
    command->add_subcommand("list", "Who there is (also without this word)")->callback([&line] { line.chosen = list; });

    const auto person = std::make_shared<NewPerson>();
    CLI::App* addition = command->add_subcommand("add", "Add a person");
    addition->add_option("handle", person->handle, "Short name: a to z, 0 to 9, _ and -")->required();
    addition->add_option("--name", person->display_name, "Name as others read it");
    addition->add_option("--time-zone", person->time_zone, "Such as Europe/Dublin; that of this machine by default");
    addition->callback(
        [&line, person] { line.chosen = [person](const Invocation& invocation) { return add(invocation, *person); }; });

    const auto handle = std::make_shared<std::string>();
    const auto yes = std::make_shared<bool>(false);
    CLI::App* removal = command->add_subcommand("remove", "Erase a person with everything of theirs, for good");
    removal->add_option("handle", *handle, "Who")->required();
    removal->add_flag("--yes", *yes, "Do not ask");
    removal->callback([&line, handle, yes] {
        line.chosen = [handle, yes](const Invocation& invocation) {
            return remove(invocation, *handle, *yes ? Confirmation::given : Confirmation::ask_on_terminal);
        };
    });
}

}  // namespace familiar::app
