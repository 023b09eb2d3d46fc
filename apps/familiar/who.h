// Who asks on the command line. Whoever can read HOME may speak as anybody in it: accounts protect people from each
// other on the network, files protect them on the machine.
#pragma once

#include "nouns/person.h"
#include "store/archive.h"

#include <string>

namespace familiar::app {

// The person with handle `as`; when that is empty the only person, or of several the host, with a note on standard
// error. In a home without people the first one is made from the system's user, as its host.
Result<Person> who(store::Archive& archive, const platform::Clock& clock, const std::string& as);

Result<Person> person_named(store::Archive& archive, const std::string& handle);

// Makes a person. `invalid_argument` for a handle or time zone that cannot be.
struct NewPerson {
    std::string handle;
    std::string display_name;  // empty: the handle
    std::string time_zone;     // empty: that of the machine
    Role role = Role::member;
};
Result<Person> add_person(store::Archive& archive, const platform::Clock& clock, const NewPerson& person);

}  // namespace familiar::app
