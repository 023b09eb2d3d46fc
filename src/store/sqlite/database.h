// One SQLite file: a connection that writes, a few that read, the schema brought up to date.
//
// Thread-safe. Writers wait for each other on a mutex, readers never wait for writers (WAL). SQLite's exceptions become
// Errors here and nowhere else.
#pragma once

#include "base/result.h"
#include "platform/mutex.h"
#include "store/limits.h"
#include "store/sqlite/connection.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::store::sqlite {

// Brings a file from one version of the schema to the next, in the transaction of all of them.
struct Migration {
    std::string_view sql;
    Result<> (*work)(Connection&) = nullptr;  // after the statements, when there is any
};

struct DatabaseOptions {
    std::filesystem::path path;
    std::span<const Migration> migrations;  // in order; each runs once, the count is kept as user_version
    std::int64_t bytes_max = 0;             // 0: no limit but the disk's
    std::chrono::milliseconds busy_timeout = k_busy_timeout;
};

// What a committed transaction survives. Either way the file is whole.
enum class Durability {
    power_cut,     // waits for the disk
    process_exit,  // waits for nothing; after a power cut the last transactions may be missing
    bulk,          // the same for many large transactions in a row: the log grows longer before it goes into the file
};

// What SQLite reported, as an Error for a person.
Error error_of(const SQLite::Exception& exception, const std::filesystem::path& path);

class Database {
public:
    static Result<std::unique_ptr<Database>> open(const DatabaseOptions& options);
    ~Database();

    // Runs `work` on a reading connection inside one snapshot.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work, Connection&> {
        return guarded([&] {
            const Lease lease(*this);
            const Snapshot snapshot(lease.connection());
            return work(lease.connection());
        });
    }

    // Runs `work` inside one transaction, which is committed when the result is a value and rolled back otherwise.
    template <class Work>
    auto write(Work&& work, Durability durability = Durability::power_cut) -> std::invoke_result_t<Work, Connection&> {
        platform::Lock lock(writer_mutex_);
        return guarded([&] {
            make(durability);
            SQLite::Transaction transaction(*writer_, SQLite::TransactionBehavior::IMMEDIATE);
            auto result = work(*writer_);
            if (result.has_value()) transaction.commit();
            return result;
        });
    }

    // Writes the file anew and empties its log, so that what was deleted is in neither: secure_delete clears a row
    // where it is, but not where it was before SQLite moved it to another page. Takes as long as copying the file.
    // `unavailable` while somebody reads what the log still holds.
    Result<> scrub();
    // Lines of trouble that SQLite's own checks find; a file too damaged to be checked is one of them.
    Result<std::vector<std::string>> integrity();
    // A consistent copy that only its owner can read. There must be no file at `target`.
    Result<> copy_to(const std::filesystem::path& target);
    const std::filesystem::path& path() const { return path_; }

private:
    // A reading connection, given back at the end of the scope.
    class Lease {
    public:
        explicit Lease(Database& database) : database_(database), connection_(database.take_reader()) {}
        ~Lease() { database_.give_back(std::move(connection_)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Connection& connection() const { return *connection_; }

    private:
        Database& database_;
        std::unique_ptr<Connection> connection_;
    };

    Database(const DatabaseOptions& options, std::unique_ptr<Connection> writer)
        : path_(options.path), busy_timeout_(options.busy_timeout), writer_(std::move(writer)) {}

    template <class Work>
    auto guarded(Work&& work) -> std::invoke_result_t<Work> {
        try {
            return work();
        } catch (const SQLite::Exception& exception) {
            return Failure(error_of(exception, path_));
        }
    }

    void make(Durability durability) REQUIRES(writer_mutex_);
    std::unique_ptr<Connection> take_reader();
    void give_back(std::unique_ptr<Connection> connection);

    const std::filesystem::path path_;
    const std::chrono::milliseconds busy_timeout_;
    platform::Mutex writer_mutex_;
    std::unique_ptr<Connection> writer_;
    Durability durability_ GUARDED_BY(writer_mutex_) = Durability::power_cut;
    platform::Mutex readers_mutex_;
    platform::Condition reader_free_;
    std::vector<std::unique_ptr<Connection>> readers_ GUARDED_BY(readers_mutex_);
    std::size_t readers_open_ GUARDED_BY(readers_mutex_) = 0;
};

}  // namespace familiar::store::sqlite
