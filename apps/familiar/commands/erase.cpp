#include "assemble.h"
#include "commands/commands.h"
#include "erasing.h"
#include "who.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace familiar::app {

namespace {

// Never a guess whom to erase, and nobody is made for it.
Result<Person> whom(store::Archive& archive, const std::string& as) {
    if (!as.empty()) return person_named(archive, as);
    const std::vector<Person> people = TRY(archive.common().people());
    if (people.size() == 1) return people.front();
    if (people.empty()) return fail(ErrorCode::not_found, "Nobody lives here; there is nothing to erase.");
    return fail(ErrorCode::invalid_argument, "Several people live here. Say who is to be erased with --as.");
}

Result<> erase(const Invocation& invocation, Confirmation confirmation) {
    const auto familiar = TRY(assemble({.home = invocation.home}));
    const Person person = TRY(whom(*familiar->archive, invocation.as));
    return erase_person(invocation, *familiar->archive, person, confirmation);
}

}  // namespace

void add_erase(CLI::App& root, CommandLine& line) {
    const auto yes = std::make_shared<bool>(false);
    CLI::App* command = root.add_subcommand("erase", "Erase a person with everything of theirs, for good");
    command->add_flag("--yes", *yes, "Do not ask");
    command->callback([&line, yes] {
        line.chosen = [yes](const Invocation& invocation) {
            return erase(invocation, *yes ? Confirmation::given : Confirmation::ask_on_terminal);
        };
    });
}

}  // namespace familiar::app
