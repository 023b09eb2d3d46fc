#include "audience_text.h"
#include "commands/commands.h"
#include "desk.h"
#include "output.h"
#include "who.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/ranges.h>
#include <memory>

namespace familiar::app {

namespace {

Result<> list(const Invocation& invocation) {
    const Desk desk = TRY(open_desk(invocation));
    const auto circles = TRY(desk.common().circles_of(desk.person.id));
    for (const Circle& circle : circles) {
        std::vector<std::string> members;
        for (const PersonId member : circle.members) members.push_back(TRY(desk.common().person(member)).handle);
        std::ranges::sort(members);
        if (invocation.json)
            print_json({{"id", circle.id.value}, {"name", circle.name}, {"members", members}});
        else
            print_line(fmt::format("{}: {}", circle.name, fmt::join(members, ", ")));
    }
    if (circles.empty() && !invocation.json)
        print_line("You are in no circle. Make one with: familiar circles add NAME");
    return {};
}

Result<> add(const Invocation& invocation, const std::string& name) {
    const Desk desk = TRY(open_desk(invocation));
    const Circle circle = TRY(desk.common().ensure_circle(name, desk.person.id));
    if (invocation.json)
        print_json({{"id", circle.id.value}, {"name", circle.name}});
    else
        print_line(fmt::format("Circle {0}, with {1} in it. Let others in with: familiar circles join {0} HANDLE", name,
                               desk.person.handle));
    return {};
}

// Somebody who is in the circle lets somebody in.
Result<> join(const Invocation& invocation, const std::string& name, const std::string& handle) {
    const Desk desk = TRY(open_desk(invocation));
    const Circle circle = TRY(circle_named(desk.archive(), desk.person.id, name));
    const Person newcomer = TRY(person_named(desk.archive(), handle));
    TRY(desk.common().add_to_circle(circle.id, newcomer.id));
    if (invocation.json)
        print_json({{"name", name}, {"joined", handle}});
    else
        print_line(fmt::format("{} is in circle {} and sees what it shares.", handle, name));
    return {};
}

}  // namespace

void add_circles(CLI::App& root, CommandLine& line) {
    CLI::App* command = root.add_subcommand("circles", "List and make circles of people who share");
    command->callback([&line, command] {
        if (command->get_subcommands().empty()) line.chosen = list;
    });
    command->add_subcommand("list", "Yours (also without this word)")->callback([&line] { line.chosen = list; });
    const auto name = std::make_shared<std::string>();
    CLI::App* addition = command->add_subcommand("add", "Make a circle with you in it");
    addition->add_option("name", *name, "What to call it")->required();
    addition->callback(
        [&line, name] { line.chosen = [name](const Invocation& invocation) { return add(invocation, *name); }; });
    const auto handle = std::make_shared<std::string>();
    CLI::App* joining = command->add_subcommand("join", "Let somebody into a circle of yours");
    joining->add_option("name", *name, "The circle")->required();
    joining->add_option("handle", *handle, "Who joins")->required();
    joining->callback([&line, name, handle] {
        line.chosen = [name, handle](const Invocation& invocation) { return join(invocation, *name, *handle); };
    });
}

}  // namespace familiar::app
