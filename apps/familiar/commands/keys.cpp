#include "commands/commands.h"
#include "desk.h"
#include "output.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace familiar::app {

namespace {

constexpr std::size_t k_key_bytes = 24;

Result<> list(const Invocation& invocation) {
    const Desk desk = TRY(open_desk(invocation));
    const auto keys = TRY(desk.common().keys(desk.person.id));
    for (const store::ApiKey& key : keys) {
        if (invocation.json) {
            print_json({{"id", key.id.value},
                        {"name", key.name},
                        {"created_at", time::rfc3339(key.created_at)},
                        {"used_at", key.used_at ? Json(time::rfc3339(*key.used_at)) : Json()}});
        } else {
            const std::string used =
                key.used_at ? "used " + time::long_date(*key.used_at, desk.person.time_zone) : "never used";
            print_line(fmt::format("{:3} {} (made {}, {})", key.id.value, key.name,
                                   time::long_date(key.created_at, desk.person.time_zone), used));
        }
    }
    if (keys.empty() && !invocation.json) print_line("There are no keys. Make one with: familiar keys add NAME");
    return {};
}

Result<> add(const Invocation& invocation, const std::string& name) {
    const Desk desk = TRY(open_desk(invocation));
    const std::string key = "fam_" + desk.familiar->random.token(k_key_bytes);
    const store::ApiKey added = TRY(desk.common().add_key(desk.person.id, name, platform::digest(key)));
    if (invocation.json)
        print_json({{"id", added.id.value}, {"name", name}, {"key", key}});
    else
        fmt::print("{}\n", key);
    if (!invocation.json)
        tell("This is the only time the key is shown. Programs send it as: Authorization: Bearer KEY");
    return {};
}

Result<> remove(const Invocation& invocation, std::int64_t number) {
    const Desk desk = TRY(open_desk(invocation));
    auto removed = desk.common().remove_key(desk.person.id, {number});
    if (!removed && removed.error().code == ErrorCode::not_found) {
        return fail(ErrorCode::not_found, fmt::format("There is no key {}. List them with: familiar keys", number));
    }
    TRY(std::move(removed));
    if (invocation.json)
        print_json({{"removed", number}});
    else
        print_line(fmt::format("Removed key {}; it opens nothing any more.", number));
    return {};
}

}  // namespace

void add_keys(CLI::App& root, CommandLine& line) {
    CLI::App* command = root.add_subcommand("keys", "List, make and remove keys for programs");
    command->callback([&line, command] {
        if (command->get_subcommands().empty()) line.chosen = list;
    });
    command->add_subcommand("list", "What there is (also without this word)")->callback([&line] {
        line.chosen = list;
    });
    const auto name = std::make_shared<std::string>();
    CLI::App* addition = command->add_subcommand("add", "Make a key and print it");
    addition->add_option("name", *name, "What it is for")->required();
    addition->callback(
        [&line, name] { line.chosen = [name](const Invocation& invocation) { return add(invocation, *name); }; });
    const auto number = std::make_shared<std::int64_t>(0);
    CLI::App* removal = command->add_subcommand("remove", "Remove a key");
    removal->add_option("id", *number, "As the list shows it")->required()->check(CLI::PositiveNumber)->type_name("ID");
    removal->callback([&line, number] {
        line.chosen = [number](const Invocation& invocation) { return remove(invocation, *number); };
    });
}

}  // namespace familiar::app
