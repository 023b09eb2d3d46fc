// CommonStore over SQLite.
#pragma once

#include "store/common_store.h"
#include "store/sqlite/posts.h"

namespace familiar::store::sqlite {

class SqliteCommonStore final : public Posts<CommonStore> {
public:
    using Posts<CommonStore>::Posts;

    Result<Person> add_person(const Person& person) override;
    Result<Person> person(PersonId id) override;
    Result<Person> person_by_handle(const std::string& handle) override;
    Result<std::vector<Person>> people() override;
    Result<> update_person(const Person& person) override;
    Result<> remove_person(PersonId id) override;
    Result<Viewer> viewer(PersonId id) override;
    Result<Circle> ensure_circle(const std::string& name, PersonId first_member) override;
    Result<> add_to_circle(CircleId circle, PersonId person) override;
    Result<> remove_from_circle(CircleId circle, PersonId person) override;
    Result<std::vector<Circle>> circles_of(PersonId person) override;
    Result<> add_session(const Session& session) override;
    Result<Session> session(const std::string& digest, Timestamp now) override;
    Result<> end_session(const std::string& digest) override;
    Result<> add_sign_in(const std::string& digest, PersonId person, Timestamp expires_at) override;
    Result<PersonId> redeem_sign_in(const std::string& digest, Timestamp now) override;
    Result<ApiKey> add_key(PersonId person, const std::string& name, const std::string& digest) override;
    Result<ApiKey> key(const std::string& digest) override;
    Result<std::vector<ApiKey>> keys(PersonId person) override;
    Result<> remove_key(PersonId person, Id<ApiKey> id) override;
};

}  // namespace familiar::store::sqlite
