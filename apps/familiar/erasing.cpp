#include "erasing.h"

#include "output.h"
#include "platform/environment.h"

#include <iostream>

namespace familiar::app {

namespace {

Result<> confirm(const Person& person) {
    if (!platform::is_terminal(platform::StandardStream::input)) {
        return fail(
            ErrorCode::invalid_argument,
            fmt::format("This erases {} with everything of theirs, for good. Add --yes to do it.", person.handle));
    }
    fmt::print(stderr, "This erases {} with everything of theirs, for good. Type the handle to go on: ", person.handle);
    std::string typed;
    std::getline(std::cin, typed);
    if (typed == person.handle) return {};
    return fail(ErrorCode::cancelled, "That is not the handle. Nothing was erased.");
}

}  // namespace

Result<> erase_person(const Invocation& invocation, store::Archive& archive, const Person& person,
                      Confirmation confirmation) {
    if (confirmation == Confirmation::ask_on_terminal) TRY(confirm(person));
    TRY(archive.erase_person(person.id));
    if (invocation.json)
        print_json({{"erased", person.handle}});
    else
        print_line(fmt::format("{} is erased: account, file, and everything they shared.", person.handle));
    return {};
}

}  // namespace familiar::app
