#include "who.h"

#include "output.h"
#include "platform/environment.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::app {

namespace {

constexpr std::size_t k_handle_bytes_max = 64;

bool good_handle(std::string_view handle) {
    return !handle.empty() && handle.size() <= k_handle_bytes_max && std::ranges::all_of(handle, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

std::string handles(const std::vector<Person>& people) {
    std::string list;
    for (const Person& person : people) list += (list.empty() ? "" : ", ") + person.handle;
    return list;
}

Result<Person> add_first_person(store::Archive& archive, const platform::Clock& clock) {
    const platform::SystemUser user = platform::system_user();
    NewPerson person;
    person.handle = user.login;
    std::ranges::transform(person.handle, person.handle.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (!good_handle(person.handle)) person.handle = "me";
    person.display_name = user.full_name;
    person.role = Role::host;
    return add_person(archive, clock, person);
}

}  // namespace

Result<Person> who(store::Archive& archive, const platform::Clock& clock, const std::string& as) {
    const std::vector<Person> people = TRY(archive.common().people());
    if (people.empty() && as.empty()) return add_first_person(archive, clock);
    if (!as.empty()) return person_named(archive, as);
    if (people.size() == 1) return people.front();
    const auto host = std::ranges::find(people, Role::host, &Person::role);
    if (host == people.end()) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("Several people live here. Say who asks with --as: {}.", handles(people)));
    }
    std::vector<Person> others = people;
    std::erase_if(others, [&](const Person& person) { return person.id == host->id; });
    tell(fmt::format("(as {}; others with --as: {})", host->handle, handles(others)));
    return *host;
}

Result<Person> person_named(store::Archive& archive, const std::string& handle) {
    auto found = archive.common().person_by_handle(handle);
    if (found || found.error().code != ErrorCode::not_found) return found;
    const std::vector<Person> people = TRY(archive.common().people());
    if (people.empty()) {
        return fail(ErrorCode::not_found,
                    fmt::format("Nobody lives here yet. Make the account with: familiar people add {}", handle));
    }
    return fail(ErrorCode::not_found,
                fmt::format("There is nobody called \"{}\" here. People: {}.", handle, handles(people)));
}

Result<Person> add_person(store::Archive& archive, const platform::Clock& clock, const NewPerson& wanted) {
    if (!good_handle(wanted.handle)) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("\"{}\" cannot be a handle. Use a to z, 0 to 9, _ and -, at most {} of them.",
                                wanted.handle, k_handle_bytes_max));
    }
    Person person;
    person.handle = wanted.handle;
    person.display_name = wanted.display_name.empty() ? wanted.handle : wanted.display_name;
    person.time_zone = wanted.time_zone.empty() ? platform::system_time_zone() : wanted.time_zone;
    person.role = wanted.role;
    person.created_at = clock.now();
    if (!time::known_zone(person.time_zone)) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("There is no time zone \"{}\". Use a name like Europe/Dublin.", person.time_zone));
    }
    return archive.common().add_person(person);
}

}  // namespace familiar::app
