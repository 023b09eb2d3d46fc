#include "store/sqlite/database.h"

#include "platform/files.h"
#include "store/sqlite/former_index.h"
#include "store/sqlite/write_index.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <utility>

namespace familiar::store::sqlite {

namespace {

constexpr int k_page_bytes = 4096;
constexpr int k_log_pages = 1000;  // of the log before it is brought into the file
constexpr int k_log_pages_in_bulk = 16'384;

// Before the first connection of the process: SQLite would count every allocation under one lock that all threads
// share.
void keep_no_statistics() {
    static const int k_done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(k_done);
}

std::unique_ptr<Connection> connect(const DatabaseOptions& options, int flags) {
    keep_no_statistics();
    // One thread at a time has a connection, so SQLite need not lock it.
    auto db = std::make_unique<Connection>(options.path.string(), flags | SQLite::OPEN_NOMUTEX,
                                           static_cast<int>(options.busy_timeout.count()));
    db->exec(
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = FAST; PRAGMA temp_store = MEMORY; "
        "PRAGMA cache_size = -8192; PRAGMA trusted_schema = OFF;");
    if (options.bytes_max > 0) db->exec(fmt::format("PRAGMA max_page_count = {}", options.bytes_max / k_page_bytes));
    return db;
}

// Who makes a file at the same moment as another is told at once that it is busy: for this SQLite does not wait itself.
void keep_log(Connection& db, std::chrono::milliseconds at_most) {
    static constexpr std::chrono::milliseconds k_step{2};
    std::chrono::milliseconds waited{0};
    while (db.tryExec("PRAGMA journal_mode = WAL") == SQLITE_BUSY && waited < at_most) {
        sqlite3_sleep(static_cast<int>(k_step.count()));
        waited += k_step;
    }
    db.exec("PRAGMA journal_mode = WAL");  // nothing when it has been done, else the error
}

// The transaction comes first: of two processes that open a new file, one finds it made.
Result<> migrate(Connection& db, const DatabaseOptions& options) {
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::EXCLUSIVE);
    const int version = db.execAndGet("PRAGMA user_version").getInt();
    if (version < static_cast<int>(options.migrations.size())) register_former_tokenizer(db.getHandle());
    const int newest = static_cast<int>(options.migrations.size());
    if (version > newest) {
        return fail(
            ErrorCode::corrupt,
            fmt::format("{} was written by a newer Familiar (schema {}, this program knows {}). Update Familiar.",
                        options.path.string(), version, newest));
    }
    for (int next = version; next < newest; ++next) {
        const Migration& migration = options.migrations[static_cast<std::size_t>(next)];
        db.exec(std::string(migration.sql));
        if (migration.work != nullptr) TRY(migration.work(db));
        db.exec(fmt::format("PRAGMA user_version = {}", next + 1));
    }
    transaction.commit();
    return {};
}

}  // namespace

Error error_of(const SQLite::Exception& exception, const std::filesystem::path& path) {
    const std::string file = path.string();
    switch (exception.getErrorCode()) {
        case SQLITE_FULL:
            return {ErrorCode::exhausted,
                    fmt::format("there is no room left for {}. Free some space and try again.", file),
                    {}};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {ErrorCode::unavailable, fmt::format("{} is in use by another process. Try again.", file), {}};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {ErrorCode::corrupt,
                    fmt::format("{} is damaged ({}). Run `familiar doctor`.", file, exception.what()),
                    {}};
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_IOERR:
            return {ErrorCode::unavailable, fmt::format("cannot use {}: {}", file, exception.what()), {}};
        case SQLITE_CONSTRAINT: return {ErrorCode::conflict, fmt::format("{}: {}", file, exception.what()), {}};
        case SQLITE_INTERRUPT: return {ErrorCode::cancelled, "The request was stopped.", {}};
        default: return {ErrorCode::internal, fmt::format("{}: {}", file, exception.what()), {}};
    }
}

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options) {
    try {
        auto writer = connect(options, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        // FULL: what was acknowledged survives a power cut, not only a crash of the process.
        keep_log(*writer, options.busy_timeout);
        writer->exec("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216;");
        TRY(migrate(*writer, options));
        std::error_code ignored;
        std::filesystem::permissions(options.path,
                                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
        return std::unique_ptr<Database>(new Database(options, std::move(writer)));
    } catch (const SQLite::Exception& exception) {
        return Failure(error_of(exception, options.path));
    }
}

Database::~Database() = default;

void Database::make(Durability durability) {
    if (durability == durability_) return;
    writer_->exec(durability == Durability::power_cut ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    // Bringing the log into the file waits for the disk, and a page that changed often is then written once.
    writer_->exec(fmt::format("PRAGMA wal_autocheckpoint = {}",
                              durability == Durability::bulk ? k_log_pages_in_bulk : k_log_pages));
    durability_ = durability;
}

std::unique_ptr<Connection> Database::take_reader() {
    {
        platform::Lock lock(readers_mutex_);
        while (readers_.empty() && readers_open_ >= k_readers_per_file) reader_free_.wait(readers_mutex_);
        if (!readers_.empty()) {
            std::unique_ptr<Connection> connection = std::move(readers_.back());
            readers_.pop_back();
            return connection;
        }
        ++readers_open_;
    }
    // Gives the place back to others when the file cannot be opened.
    struct Place {
        Database& database;
        bool taken = false;
        ~Place() {
            if (taken) return;
            platform::Lock lock(database.readers_mutex_);
            --database.readers_open_;
            database.reader_free_.notify_one();
        }
    };
    Place place{*this};
    auto connection = connect({path_, {}, 0, busy_timeout_}, SQLite::OPEN_READWRITE);
    connection->exec("PRAGMA query_only = ON");
    place.taken = true;
    return connection;
}

void Database::give_back(std::unique_ptr<Connection> connection) {
    platform::Lock lock(readers_mutex_);
    readers_.push_back(std::move(connection));
    reader_free_.notify_one();
}

Result<> Database::scrub() {
    platform::Lock lock(writer_mutex_);
    return guarded([&]() -> Result<> {
        writer_->exec("VACUUM");
        const bool busy = writer_->execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() != 0;
        if (!busy) return {};
        return fail(ErrorCode::unavailable,
                    fmt::format("What was removed is still in the log of {}, because it is being "
                                "read. It goes with the next removal.",
                                path_.string()));
    });
}

Result<std::vector<std::string>> Database::integrity() {
    platform::Lock lock(writer_mutex_);
    auto checked = guarded([&]() -> Result<std::vector<std::string>> {
        Connection& db = *writer_;
        std::vector<std::string> troubles;
        SQLite::Statement check(db, "PRAGMA integrity_check(20)");
        while (check.executeStep()) {
            if (check.getColumn(0).getString() != "ok") troubles.push_back(check.getColumn(0).getString());
        }
        SQLite::Statement foreign(db, "PRAGMA foreign_key_check");
        if (foreign.executeStep()) troubles.push_back("a row refers to one that is not there");
        if (troubles.empty()) troubles = index_troubles(db);
        return troubles;
    });
    if (!checked && checked.error().code == ErrorCode::corrupt) return std::vector{checked.error().message};
    return checked;
}

Result<> Database::copy_to(const std::filesystem::path& target) {
    TRY(platform::write_file(target, ""));  // SQLite takes an empty file; this one nobody else can read
    auto copied = guarded([&]() -> Result<> {
        const auto connection = connect({path_, {}, 0, busy_timeout_}, SQLite::OPEN_READWRITE);
        SQLite::Statement vacuum(*connection, "VACUUM INTO ?");
        vacuum.bind(1, target.string());
        vacuum.exec();
        return {};
    });
    if (!copied) {
        std::error_code ignored;
        std::filesystem::remove(target, ignored);
    }
    return copied;
}

}  // namespace familiar::store::sqlite
