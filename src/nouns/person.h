// People who have an account here, and the circles they share with.
#pragma once

#include "base/id.h"
#include "base/time.h"
#include "nouns/audience.h"

#include <optional>
#include <string>
#include <vector>

namespace familiar {

struct Person;
using PersonId = Id<Person>;

enum class Role { member, host };  // a host may add and erase people; it gives no right to read their things

struct Person {
    PersonId id;
    std::string handle;  // unique, [a-z0-9_-], as in `--as HANDLE`
    std::string display_name;
    Role role = Role::member;
    std::string time_zone = "UTC";
    // In a sample world time stands still here; relative dates ("last week") are counted from it.
    std::optional<Timestamp> as_of;
    Timestamp created_at;
};

struct Circle {
    CircleId id;
    std::string name;
    std::vector<PersonId> members;
};

// What one person may see: their own file, everything public, and the circles they are in. The only way to get one
// for a request is store's CommonStore::viewer(), so that a forgotten filter cannot widen it.
struct Viewer {
    PersonId person;
    std::vector<CircleId> circles;
};

}  // namespace familiar
