#include "commands/commands.h"
#include "desk.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace familiar::app {

namespace {

Result<> list(const Invocation& invocation) {
    const Desk desk = TRY(open_desk(invocation));
    const auto store = TRY(desk.archive().person(desk.person.id));
    const auto conversations = TRY(store->conversations(store::k_listing_max));
    for (const Conversation& conversation : conversations) {
        if (invocation.json) {
            print_json({{"id", conversation.id.value},
                        {"title", conversation.title},
                        {"started_at", time::rfc3339(conversation.started_at)},
                        {"active_at", time::rfc3339(conversation.active_at)},
                        {"turns", conversation.turns}});
        } else {
            print_line(fmt::format("{:5} {} ({}, {})", conversation.id.value, conversation.title,
                                   time::long_date(conversation.active_at, desk.person.time_zone),
                                   counted(conversation.turns, "question", "questions")),
                       6);
        }
    }
    if (conversations.empty() && !invocation.json)
        print_line("There are no conversations yet. Begin one with: familiar ask QUESTION");
    return {};
}

Result<> remove(const Invocation& invocation, std::int64_t number) {
    const Desk desk = TRY(open_desk(invocation));
    const auto store = TRY(desk.archive().person(desk.person.id));
    auto removed = store->remove_conversation({number});
    if (!removed && removed.error().code == ErrorCode::not_found) {
        return fail(ErrorCode::not_found,
                    fmt::format("There is no conversation {}. List them with: familiar conversations", number));
    }
    TRY(std::move(removed));
    if (invocation.json)
        print_json({{"removed", number}});
    else
        print_line(fmt::format("Removed conversation {}.", number));
    return {};
}

}  // namespace

void add_conversations(CLI::App& root, CommandLine& line) {
    CLI::App* command = root.add_subcommand("conversations", "List and remove what you asked");
    command->callback([&line, command] {
        if (command->get_subcommands().empty()) line.chosen = list;
    });
    command->add_subcommand("list", "What there is (also without this word)")->callback([&line] {
        line.chosen = list;
    });
    const auto number = std::make_shared<std::int64_t>(0);
    CLI::App* removal = command->add_subcommand("remove", "Remove a conversation with its answers");
    removal->add_option("id", *number, "As the list shows it")->required()->check(CLI::PositiveNumber)->type_name("ID");
    removal->callback([&line, number] {
        line.chosen = [number](const Invocation& invocation) { return remove(invocation, *number); };
    });
}

}  // namespace familiar::app
