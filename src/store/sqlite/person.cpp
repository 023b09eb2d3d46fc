#include "store/sqlite/person.h"

#include "nouns/answer_json.h"
#include "store/sqlite/rows.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::store::sqlite {

namespace {

constexpr const char* k_conversation_columns =
    "conversation.id, conversation.title, conversation.started_at, conversation.active_at, "
    "(SELECT count(*) FROM turn WHERE turn.conversation = conversation.id)";
constexpr const char* k_turn_columns = "id, conversation, question, state, answer, failure, asked_at, answered_at";

Conversation conversation_of(SQLite::Statement& row) {
    return {{row.getColumn(0).getInt64()},
            row.getColumn(1).getString(),
            time_of(row, 2).value_or(Timestamp{}),
            time_of(row, 3).value_or(Timestamp{}),
            row.getColumn(4).getInt64()};
}

Result<Turn> turn_of(SQLite::Statement& row) {
    Turn turn;
    turn.id = {row.getColumn(0).getInt64()};
    turn.conversation = {row.getColumn(1).getInt64()};
    turn.question = row.getColumn(2).getString();
    turn.state = static_cast<TurnState>(row.getColumn(3).getInt());
    if (const std::string stored = row.getColumn(4).getString(); !stored.empty()) {
        turn.answer = TRY(answer_from_json(TRY(parse_json(stored))));
    }
    turn.failure = row.getColumn(5).getString();
    turn.asked_at = time_of(row, 6).value_or(Timestamp{});
    turn.answered_at = time_of(row, 7);
    return turn;
}

Failure no_conversation(Id<Conversation> id) {
    return fail(ErrorCode::not_found, fmt::format("There is no conversation {}.", id.value));
}

}  // namespace

Result<Conversation> SqlitePersonStore::add_conversation(const std::string& title) {
    return database_->write(
        [&](SQLite::Database& db) -> Result<Conversation> {
            SQLite::Statement insert(db, "INSERT INTO conversation (title, started_at, active_at) VALUES (?, ?, ?)");
            const Timestamp now = clock_.now();
            insert.bind(1, title);
            bind_time(insert, 2, now);
            bind_time(insert, 3, now);
            insert.exec();
            return Conversation{{db.getLastInsertRowid()}, title, now, now, 0};
        },
        Durability::process_exit);
}

Result<Conversation> SqlitePersonStore::conversation(Id<Conversation> id) {
    return database_->read([&](SQLite::Database& db) -> Result<Conversation> {
        SQLite::Statement select(db, fmt::format("SELECT {} FROM conversation WHERE id = ?", k_conversation_columns));
        select.bind(1, id.value);
        if (!select.executeStep()) return no_conversation(id);
        return conversation_of(select);
    });
}

Result<std::vector<Conversation>> SqlitePersonStore::conversations(std::size_t limit) {
    return database_->read([&](SQLite::Database& db) -> Result<std::vector<Conversation>> {
        SQLite::Statement select(db, fmt::format("SELECT {} FROM conversation ORDER BY active_at DESC, id DESC LIMIT ?",
                                                 k_conversation_columns));
        select.bind(1, static_cast<std::int64_t>(std::min(limit, k_listing_max)));
        std::vector<Conversation> conversations;
        while (select.executeStep()) conversations.push_back(conversation_of(select));
        return conversations;
    });
}

Result<> SqlitePersonStore::remove_conversation(Id<Conversation> id) {
    TRY(database_->write([&](SQLite::Database& db) -> Result<> {
        SQLite::Statement remove(db, "DELETE FROM conversation WHERE id = ?");
        remove.bind(1, id.value);
        if (remove.exec() == 0) return no_conversation(id);
        return {};
    }));
    return database_->scrub();
}

Result<Turn> SqlitePersonStore::begin_turn(Id<Conversation> conversation, const std::string& question) {
    return database_->write(
        [&](SQLite::Database& db) -> Result<Turn> {
            const Timestamp now = clock_.now();
            SQLite::Statement touch(db, "UPDATE conversation SET active_at = ? WHERE id = ?");
            bind_time(touch, 1, now);
            touch.bind(2, conversation.value);
            if (touch.exec() == 0) return no_conversation(conversation);
            SQLite::Statement insert(
                db,
                "INSERT INTO turn (conversation, question, state, answer, failure, asked_at) VALUES "
                "(?, ?, 0, '', '', ?)");
            insert.bind(1, conversation.value);
            insert.bind(2, question);
            bind_time(insert, 3, now);
            insert.exec();
            Turn turn;
            turn.id = {db.getLastInsertRowid()};
            turn.conversation = conversation;
            turn.question = question;
            turn.asked_at = now;
            return turn;
        },
        Durability::process_exit);
}

Result<> SqlitePersonStore::finish_turn(const Turn& turn) {
    return database_->write(
        [&](SQLite::Database& db) -> Result<> {
            SQLite::Statement update(
                db, "UPDATE turn SET state = ?, answer = ?, failure = ?, answered_at = ? WHERE id = ?");
            update.bind(1, static_cast<int>(turn.state));
            update.bind(2, turn.answer ? json_text(to_json(*turn.answer)) : std::string());
            update.bind(3, turn.failure);
            bind_time(update, 4, turn.answered_at);
            update.bind(5, turn.id.value);
            if (update.exec() == 0) return fail(ErrorCode::not_found, "This turn was removed while it was answered.");
            return {};
        },
        Durability::process_exit);
}

Result<Turn> SqlitePersonStore::turn(Id<Turn> id) {
    return database_->read([&](SQLite::Database& db) -> Result<Turn> {
        SQLite::Statement select(db, fmt::format("SELECT {} FROM turn WHERE id = ?", k_turn_columns));
        select.bind(1, id.value);
        if (!select.executeStep()) return fail(ErrorCode::not_found, fmt::format("There is no turn {}.", id.value));
        return turn_of(select);
    });
}

Result<std::vector<Turn>> SqlitePersonStore::turns(Id<Conversation> conversation, std::size_t limit) {
    return database_->read([&](SQLite::Database& db) -> Result<std::vector<Turn>> {
        SQLite::Statement select(
            db, fmt::format("SELECT {} FROM turn WHERE conversation = ? ORDER BY id DESC LIMIT ?", k_turn_columns));
        select.bind(1, conversation.value);
        select.bind(2, static_cast<std::int64_t>(std::min(limit, k_listing_max)));
        std::vector<Turn> turns;
        while (select.executeStep()) turns.push_back(TRY(turn_of(select)));
        std::ranges::reverse(turns);
        return turns;
    });
}

Result<std::vector<Consent>> SqlitePersonStore::consents() {
    return database_->read([&](SQLite::Database& db) -> Result<std::vector<Consent>> {
        SQLite::Statement select(db, "SELECT purpose, given, since FROM consent ORDER BY purpose");
        std::vector<Consent> consents;
        while (select.executeStep()) {
            // A purpose that a newer program knows is not ours to act on.
            const auto purpose = purpose_from(select.getColumn(0).getString());
            if (purpose)
                consents.push_back(
                    {*purpose, select.getColumn(1).getInt() != 0, time_of(select, 2).value_or(Timestamp{})});
        }
        return consents;
    });
}

Result<> SqlitePersonStore::set_consent(Purpose purpose, bool given) {
    return database_->write([&](SQLite::Database& db) -> Result<> {
        SQLite::Statement upsert(db, "INSERT OR REPLACE INTO consent (purpose, given, since) VALUES (?, ?, ?)");
        upsert.bind(1, std::string(name_of(purpose)));
        upsert.bind(2, given ? 1 : 0);
        bind_time(upsert, 3, clock_.now());
        upsert.exec();
        return {};
    });
}

Result<> SqlitePersonStore::record_egress(const LedgerEntry& entry) {
    return database_->write([&](SQLite::Database& db) -> Result<> {
        SQLite::Statement insert(db,
                                 "INSERT INTO ledger (at, host, purpose, bytes_sent, bytes_received, outcome) VALUES "
                                 "(?, ?, ?, ?, ?, ?)");
        bind_time(insert, 1, entry.at);
        insert.bind(2, entry.host);
        insert.bind(3, entry.purpose);
        insert.bind(4, entry.bytes_sent);
        insert.bind(5, entry.bytes_received);
        insert.bind(6, entry.outcome);
        insert.exec();
        return {};
    });
}

Result<std::vector<LedgerEntry>> SqlitePersonStore::ledger(std::size_t limit) {
    return database_->read([&](SQLite::Database& db) -> Result<std::vector<LedgerEntry>> {
        SQLite::Statement select(
            db, "SELECT at, host, purpose, bytes_sent, bytes_received, outcome FROM ledger ORDER BY id DESC LIMIT ?");
        select.bind(1, static_cast<std::int64_t>(std::min(limit, k_listing_max)));
        std::vector<LedgerEntry> entries;
        while (select.executeStep()) {
            entries.push_back({time_of(select, 0).value_or(Timestamp{}), select.getColumn(1).getString(),
                               select.getColumn(2).getString(), select.getColumn(3).getInt64(),
                               select.getColumn(4).getInt64(), select.getColumn(5).getString()});
        }
        return entries;
    });
}

}  // namespace familiar::store::sqlite
