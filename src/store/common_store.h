// The common file: accounts, circles, sessions, keys, and what is shared or public.
#pragma once

#include "nouns/person.h"
#include "store/post_store.h"

#include <optional>
#include <string>
#include <vector>

namespace familiar::store {

// A key for programs. Only its digest is kept; the key itself is shown once.
struct ApiKey {
    Id<ApiKey> id;
    PersonId person;
    std::string name;
    std::string digest;
    Timestamp created_at;
    std::optional<Timestamp> used_at;
};

struct Session {
    PersonId person;
    std::string digest;  // of the cookie's token
    std::string csrf;    // what the page sends back with each change
    Timestamp created_at;
    Timestamp expires_at;
};

// Blocking; thread-safe.
class CommonStore : public PostStore {
public:
    // -- people --
    // `conflict` when the handle is taken.
    virtual Result<Person> add_person(const Person& person) = 0;
    virtual Result<Person> person(PersonId id) = 0;
    virtual Result<Person> person_by_handle(const std::string& handle) = 0;
    virtual Result<std::vector<Person>> people() = 0;
    virtual Result<> update_person(const Person& person) = 0;
    // The account, its sessions and keys, memberships, and the posts it shared. Not the person's file: see Archive.
    virtual Result<> remove_person(PersonId id) = 0;
    // What this person may see, read from the memberships of now.
    virtual Result<Viewer> viewer(PersonId id) = 0;

    // -- circles --
    virtual Result<Circle> ensure_circle(const std::string& name, PersonId first_member) = 0;
    virtual Result<> add_to_circle(CircleId circle, PersonId person) = 0;
    virtual Result<> remove_from_circle(CircleId circle, PersonId person) = 0;
    virtual Result<std::vector<Circle>> circles_of(PersonId person) = 0;

    // -- sessions and sign-in --
    virtual Result<> add_session(const Session& session) = 0;
    // not_found when there is none or it has expired.
    virtual Result<Session> session(const std::string& digest, Timestamp now) = 0;
    virtual Result<> end_session(const std::string& digest) = 0;
    virtual Result<> add_sign_in(const std::string& digest, PersonId person, Timestamp expires_at) = 0;
    // Works once.
    virtual Result<PersonId> redeem_sign_in(const std::string& digest, Timestamp now) = 0;

    // -- keys --
    virtual Result<ApiKey> add_key(PersonId person, const std::string& name, const std::string& digest) = 0;
    virtual Result<ApiKey> key(const std::string& digest) = 0;
    virtual Result<std::vector<ApiKey>> keys(PersonId person) = 0;
    virtual Result<> remove_key(PersonId person, Id<ApiKey> id) = 0;
};

}  // namespace familiar::store
