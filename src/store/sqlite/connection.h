// A connection that keeps the statements it has compiled.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

namespace familiar::store::sqlite {

class Connection;

// A compiled statement on loan; at the end of the scope it is reset and given back. The connection outlives it.
class Prepared {
public:
    Prepared(Connection& connection, std::string sql, std::unique_ptr<SQLite::Statement> statement)
        : connection_(connection), sql_(std::move(sql)), statement_(std::move(statement)) {}
    ~Prepared();
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    SQLite::Statement& operator*() const { return *statement_; }
    SQLite::Statement* operator->() const { return statement_.get(); }

private:
    Connection& connection_;
    std::string sql_;
    std::unique_ptr<SQLite::Statement> statement_;
};

// Used by one thread at a time, like the connection itself.
class Connection : public SQLite::Database {
public:
    using SQLite::Database::Database;
    // Compiles `sql`, or takes what was compiled before; without values bound to it.
    Prepared prepared(const std::string& sql);

private:
    friend class Prepared;
    void give_back(std::string sql, std::unique_ptr<SQLite::Statement> statement);

    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> idle_;
};

// A transaction that only reads, to the end of the scope.
class Snapshot {
public:
    explicit Snapshot(Connection& connection) : connection_(connection) { connection_.prepared("BEGIN")->exec(); }
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Connection& connection_;
};

}  // namespace familiar::store::sqlite
