#include "store/sqlite/connection.h"

namespace familiar::store::sqlite {

namespace {

constexpr std::size_t k_statements_kept = 64;  // of one connection; statements differ by who may see what

}  // namespace

Prepared::~Prepared() {
    if (statement_->tryReset() == SQLite::OK) connection_.give_back(std::move(sql_), std::move(statement_));
}

Prepared Connection::prepared(const std::string& sql) {
    const auto found = idle_.find(sql);
    if (found == idle_.end()) return {*this, sql, std::make_unique<SQLite::Statement>(*this, sql)};
    auto node = idle_.extract(found);
    node.mapped()->clearBindings();
    return {*this, std::move(node.key()), std::move(node.mapped())};
}

void Connection::give_back(std::string sql, std::unique_ptr<SQLite::Statement> statement) {
    if (idle_.size() >= k_statements_kept) idle_.clear();
    idle_.insert_or_assign(std::move(sql), std::move(statement));
}

Snapshot::~Snapshot() {
    try {
        connection_.prepared("ROLLBACK")->exec();
    } catch (const SQLite::Exception&) {  // an error has ended it already
        return;
    }
}

}  // namespace familiar::store::sqlite
