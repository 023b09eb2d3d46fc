#include "store/sqlite/common.h"

#include "store/sqlite/rows.h"
#include "store/sqlite/write_posts.h"

#include <fmt/format.h>

namespace familiar::store::sqlite {

namespace {

constexpr const char* k_person_columns = "id, handle, display_name, role, time_zone, as_of, created_at";

Person person_of(SQLite::Statement& row) {
    Person person;
    person.id = {row.getColumn(0).getInt64()};
    person.handle = row.getColumn(1).getString();
    person.display_name = row.getColumn(2).getString();
    person.role = static_cast<Role>(row.getColumn(3).getInt());
    person.time_zone = row.getColumn(4).getString();
    person.as_of = time_of(row, 5);
    person.created_at = time_of(row, 6).value_or(Timestamp{});
    return person;
}

ApiKey key_of(SQLite::Statement& row) {
    return {{row.getColumn(0).getInt64()}, {row.getColumn(1).getInt64()},         row.getColumn(2).getString(),
            row.getColumn(3).getString(),  time_of(row, 4).value_or(Timestamp{}), time_of(row, 5)};
}

Failure nobody(std::string_view who) {
    return fail(ErrorCode::not_found, fmt::format("There is no person '{}'. `familiar people` lists them.", who));
}

bool valid_handle(std::string_view handle) {
    if (handle.empty() || handle.size() > 40) return false;
    return handle.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos;
}

}  // namespace

Result<Person> SqliteCommonStore::add_person(const Person& person) {
    if (!valid_handle(person.handle)) {
        return fail(ErrorCode::invalid_argument,
                    "A handle has 1 to 40 of the characters a-z, 0-9, '-' and '_', such as 'mara'.");
    }
    return database_->write([&](SQLite::Database& db) -> Result<Person> {
        SQLite::Statement taken(db, "SELECT 1 FROM person WHERE handle = ?");
        taken.bind(1, person.handle);
        if (taken.executeStep()) {
            return fail(ErrorCode::conflict, fmt::format("The handle '{}' is taken. Choose another.", person.handle));
        }
        SQLite::Statement insert(db,
                                 "INSERT INTO person (handle, display_name, role, time_zone, as_of, created_at) VALUES "
                                 "(?, ?, ?, ?, ?, ?)");
        insert.bind(1, person.handle);
        insert.bind(2, person.display_name);
        insert.bind(3, static_cast<int>(person.role));
        insert.bind(4, person.time_zone);
        bind_time(insert, 5, person.as_of);
        bind_time(insert, 6, clock_.now());
        insert.exec();
        Person added = person;
        added.id = {db.getLastInsertRowid()};
        added.created_at = clock_.now();
        return added;
    });
}

Result<Person> SqliteCommonStore::person(PersonId id) {
    return database_->read([&](Connection& db) -> Result<Person> {
        const Prepared select = db.prepared(fmt::format("SELECT {} FROM person WHERE id = ?", k_person_columns));
        select->bind(1, id.value);
        if (!select->executeStep()) return nobody(std::to_string(id.value));
        return person_of(*select);
    });
}

Result<Person> SqliteCommonStore::person_by_handle(const std::string& handle) {
    return database_->read([&](SQLite::Database& db) -> Result<Person> {
        SQLite::Statement select(db, fmt::format("SELECT {} FROM person WHERE handle = ?", k_person_columns));
        select.bind(1, handle);
        if (!select.executeStep()) return nobody(handle);
        return person_of(select);
    });
}

Result<std::vector<Person>> SqliteCommonStore::people() {
    return database_->read([&](SQLite::Database& db) -> Result<std::vector<Person>> {
        SQLite::Statement select(db, fmt::format("SELECT {} FROM person ORDER BY id", k_person_columns));
        std::vector<Person> people;
        while (select.executeStep()) people.push_back(person_of(select));
        return people;
    });
}

Result<> SqliteCommonStore::update_person(const Person& person) {
    return database_->write([&](SQLite::Database& db) -> Result<> {
        SQLite::Statement update(db,
                                 "UPDATE person SET display_name = ?, role = ?, time_zone = ?, as_of = ? WHERE id = ?");
        update.bind(1, person.display_name);
        update.bind(2, static_cast<int>(person.role));
        update.bind(3, person.time_zone);
        bind_time(update, 4, person.as_of);
        update.bind(5, person.id.value);
        if (update.exec() == 0) return nobody(person.handle);
        return {};
    });
}

Result<> SqliteCommonStore::remove_person(PersonId id) {
    TRY(database_->write([&](Connection& db) -> Result<> {
        std::vector<std::int64_t> shared;
        SQLite::Statement sources(db, "SELECT id FROM source WHERE owner = ?");
        sources.bind(1, id.value);
        while (sources.executeStep()) shared.push_back(sources.getColumn(0).getInt64());
        for (const std::int64_t source : shared) TRY(remove_source_rows(db, source));
        SQLite::Statement remove(db, "DELETE FROM person WHERE id = ?");
        remove.bind(1, id.value);
        if (remove.exec() == 0) return nobody(std::to_string(id.value));
        db.exec("DELETE FROM circle WHERE id NOT IN (SELECT circle FROM membership)");
        return {};
    }));
    return database_->scrub();
}

Result<Viewer> SqliteCommonStore::viewer(PersonId id) {
    return database_->read([&](SQLite::Database& db) -> Result<Viewer> {
        SQLite::Statement exists(db, "SELECT 1 FROM person WHERE id = ?");
        exists.bind(1, id.value);
        if (!exists.executeStep()) return nobody(std::to_string(id.value));
        Viewer viewer{id, {}};
        SQLite::Statement circles(db, "SELECT circle FROM membership WHERE person = ? ORDER BY circle");
        circles.bind(1, id.value);
        while (circles.executeStep()) viewer.circles.push_back({circles.getColumn(0).getInt64()});
        return viewer;
    });
}

Result<Circle> SqliteCommonStore::ensure_circle(const std::string& name, PersonId first_member) {
    return database_->write([&](SQLite::Database& db) -> Result<Circle> {
        SQLite::Statement find(
            db,
            "SELECT circle.id, EXISTS (SELECT 1 FROM membership WHERE circle = circle.id AND person = ?2) "
            "FROM circle WHERE name = ?1");
        find.bind(1, name);
        find.bind(2, first_member.value);
        if (find.executeStep()) {
            if (find.getColumn(1).getInt() == 0) {
                return fail(ErrorCode::denied,
                            fmt::format("The circle '{}' exists and this person is not in it.", name));
            }
            Circle circle{{find.getColumn(0).getInt64()}, name, {}};
            SQLite::Statement members(db, "SELECT person FROM membership WHERE circle = ? ORDER BY person");
            members.bind(1, circle.id.value);
            while (members.executeStep()) circle.members.push_back({members.getColumn(0).getInt64()});
            return circle;
        }
        SQLite::Statement insert(db, "INSERT INTO circle (name) VALUES (?)");
        insert.bind(1, name);
        insert.exec();
        const CircleId id{db.getLastInsertRowid()};
        SQLite::Statement join(db, "INSERT INTO membership (circle, person) VALUES (?, ?)");
        join.bind(1, id.value);
        join.bind(2, first_member.value);
        join.exec();
        return Circle{id, name, {first_member}};
    });
}

Result<> SqliteCommonStore::add_to_circle(CircleId circle, PersonId person) {
    return database_->write([&](SQLite::Database& db) -> Result<> {
        SQLite::Statement join(db, "INSERT INTO membership (circle, person) VALUES (?, ?) ON CONFLICT DO NOTHING");
        join.bind(1, circle.value);
        join.bind(2, person.value);
        join.exec();
        return {};
    });
}

Result<> SqliteCommonStore::remove_from_circle(CircleId circle, PersonId person) {
    return database_->write([&](SQLite::Database& db) -> Result<> {
        SQLite::Statement leave(db, "DELETE FROM membership WHERE circle = ? AND person = ?");
        leave.bind(1, circle.value);
        leave.bind(2, person.value);
        leave.exec();
        return {};
    });
}

Result<std::vector<Circle>> SqliteCommonStore::circles_of(PersonId person) {
    return database_->read([&](SQLite::Database& db) -> Result<std::vector<Circle>> {
        SQLite::Statement select(
            db,
            "SELECT circle.id, circle.name, other.person FROM membership JOIN circle ON circle.id = "
            "membership.circle JOIN membership AS other ON other.circle = circle.id WHERE "
            "membership.person = ? ORDER BY circle.id, other.person");
        select.bind(1, person.value);
        std::vector<Circle> circles;
        while (select.executeStep()) {
            const CircleId id{select.getColumn(0).getInt64()};
            if (circles.empty() || circles.back().id != id)
                circles.push_back({id, select.getColumn(1).getString(), {}});
            circles.back().members.push_back({select.getColumn(2).getInt64()});
        }
        return circles;
    });
}

Result<> SqliteCommonStore::add_session(const Session& session) {
    return database_->write([&](SQLite::Database& db) -> Result<> {
        SQLite::Statement expire(db, "DELETE FROM session WHERE expires_at <= ?");
        bind_time(expire, 1, session.created_at);
        expire.exec();
        SQLite::Statement insert(
            db, "INSERT INTO session (digest, person, csrf, created_at, expires_at) VALUES (?, ?, ?, ?, ?)");
        insert.bind(1, session.digest);
        insert.bind(2, session.person.value);
        insert.bind(3, session.csrf);
        bind_time(insert, 4, session.created_at);
        bind_time(insert, 5, session.expires_at);
        insert.exec();
        return {};
    });
}

Result<Session> SqliteCommonStore::session(const std::string& digest, Timestamp now) {
    return database_->read([&](SQLite::Database& db) -> Result<Session> {
        SQLite::Statement select(
            db, "SELECT person, csrf, created_at, expires_at FROM session WHERE digest = ? AND expires_at > ?");
        select.bind(1, digest);
        bind_time(select, 2, now);
        if (!select.executeStep()) return fail(ErrorCode::not_found, "This session has ended. Sign in again.");
        return Session{{select.getColumn(0).getInt64()},
                       digest,
                       select.getColumn(1).getString(),
                       time_of(select, 2).value_or(Timestamp{}),
                       time_of(select, 3).value_or(Timestamp{})};
    });
}

Result<> SqliteCommonStore::end_session(const std::string& digest) {
    return database_->write([&](SQLite::Database& db) -> Result<> {
        SQLite::Statement remove(db, "DELETE FROM session WHERE digest = ?");
        remove.bind(1, digest);
        remove.exec();
        return {};
    });
}

Result<> SqliteCommonStore::add_sign_in(const std::string& digest, PersonId person, Timestamp expires_at) {
    return database_->write([&](SQLite::Database& db) -> Result<> {
        SQLite::Statement insert(db, "INSERT INTO sign_in (digest, person, expires_at) VALUES (?, ?, ?)");
        insert.bind(1, digest);
        insert.bind(2, person.value);
        bind_time(insert, 3, expires_at);
        insert.exec();
        return {};
    });
}

Result<PersonId> SqliteCommonStore::redeem_sign_in(const std::string& digest, Timestamp now) {
    return database_->write([&](SQLite::Database& db) -> Result<PersonId> {
        SQLite::Statement expire(db, "DELETE FROM sign_in WHERE expires_at <= ?");
        bind_time(expire, 1, now);
        expire.exec();
        SQLite::Statement redeem(db, "DELETE FROM sign_in WHERE digest = ? RETURNING person");
        redeem.bind(1, digest);
        if (!redeem.executeStep()) {
            return fail(ErrorCode::denied,
                        "This sign-in link was used already or is too old. Make a new one with `familiar link`.");
        }
        const PersonId person{redeem.getColumn(0).getInt64()};
        redeem.executeStep();  // runs the statement to its end
        return person;
    });
}

Result<ApiKey> SqliteCommonStore::add_key(PersonId person, const std::string& name, const std::string& digest) {
    return database_->write([&](SQLite::Database& db) -> Result<ApiKey> {
        SQLite::Statement insert(db, "INSERT INTO api_key (person, name, digest, created_at) VALUES (?, ?, ?, ?)");
        insert.bind(1, person.value);
        insert.bind(2, name);
        insert.bind(3, digest);
        bind_time(insert, 4, clock_.now());
        insert.exec();
        return ApiKey{{db.getLastInsertRowid()}, person, name, digest, clock_.now(), {}};
    });
}

Result<ApiKey> SqliteCommonStore::key(const std::string& digest) {
    return database_->read([&](SQLite::Database& db) -> Result<ApiKey> {
        SQLite::Statement select(db,
                                 "SELECT id, person, name, digest, created_at, used_at FROM api_key WHERE digest = ?");
        select.bind(1, digest);
        if (!select.executeStep())
            return fail(ErrorCode::not_found, "This key is not known here. Make one with `familiar keys add`.");
        return key_of(select);
    });
}

Result<std::vector<ApiKey>> SqliteCommonStore::keys(PersonId person) {
    return database_->read([&](SQLite::Database& db) -> Result<std::vector<ApiKey>> {
        SQLite::Statement select(
            db, "SELECT id, person, name, digest, created_at, used_at FROM api_key WHERE person = ? ORDER BY id");
        select.bind(1, person.value);
        std::vector<ApiKey> keys;
        while (select.executeStep()) keys.push_back(key_of(select));
        return keys;
    });
}

Result<> SqliteCommonStore::remove_key(PersonId person, Id<ApiKey> id) {
    return database_->write([&](SQLite::Database& db) -> Result<> {
        SQLite::Statement remove(db, "DELETE FROM api_key WHERE person = ? AND id = ?");
        remove.bind(1, person.value);
        remove.bind(2, id.value);
        if (remove.exec() == 0) return fail(ErrorCode::not_found, "There is no such key. `familiar keys` lists yours.");
        return {};
    });
}

}  // namespace familiar::store::sqlite
