// The archive: one folder (HOME) with the common file and one file per person.
//
//   HOME/common.db         CommonStore
//   HOME/people/ID.db      PersonStore of person ID
//
// Owns all stores; they live as long as the archive, except a person's, which lives as long as somebody holds it.
// Thread-safe.
#pragma once

#include "platform/clock.h"
#include "store/common_store.h"
#include "store/person_store.h"

#include <filesystem>
#include <memory>

namespace familiar::store {

struct ArchiveOptions {
    std::filesystem::path home;
    std::int64_t file_bytes_max = 0;  // of each file; 0: as large as the disk
    std::chrono::milliseconds busy_timeout = k_busy_timeout;
};

class Archive {
public:
    virtual ~Archive() = default;

    virtual CommonStore& common() = 0;
    // The person's file, made when it does not exist yet. not_found when there is no such account.
    virtual Result<std::shared_ptr<PersonStore>> person(PersonId id) = 0;
    // The store that holds what belongs to a shelf, for a person.
    Result<std::shared_ptr<PostStore>> shelf(PersonId person, Shelf shelf);
    // Account and file, with write-ahead log; nothing of the person is left in HOME.
    virtual Result<> erase_person(PersonId id) = 0;
    // Copies the person's file, consistent, to `path`, where no file may be (`conflict`).
    virtual Result<> export_person(PersonId id, const std::filesystem::path& path) = 0;
    // A line for each thing that is wrong with any file; empty when all is sound.
    virtual Result<std::vector<std::string>> integrity() = 0;
};

// Opens or makes HOME with SQLite files. `unavailable` when the folder cannot be used, `corrupt` when a file is newer
// than this program or damaged. The clock outlives the archive.
Result<std::unique_ptr<Archive>> open_sqlite_archive(const ArchiveOptions& options, const platform::Clock& clock);

}  // namespace familiar::store
