// The archive over SQLite files.
#include "store/archive.h"

#include "platform/files.h"
#include "platform/mutex.h"
#include "store/sqlite/common.h"
#include "store/sqlite/person.h"
#include "store/sqlite/schema.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace familiar::store {

namespace sqlite {

namespace {

class SqliteArchive final : public Archive {
public:
    SqliteArchive(const ArchiveOptions& options, const platform::Clock& clock,
                  std::unique_ptr<SqliteCommonStore> common)
        : options_(options), clock_(clock), common_(std::move(common)) {}

    CommonStore& common() override { return *common_; }

    Result<std::shared_ptr<PersonStore>> person(PersonId id) override {
        return std::shared_ptr<PersonStore>(TRY(file_of(id)));
    }

    // The file goes first: if the machine stops in between, the account is still there and can be erased again.
    Result<> erase_person(PersonId id) override {
        platform::Lock lock(mutex_);
        TRY(common_->person(id));
        open_.erase(id);
        TRY(remove_files(person_path(id)));
        return common_->remove_person(id);
    }

    Result<> export_person(PersonId id, const std::filesystem::path& path) override {
        std::error_code error;
        if (std::filesystem::exists(path, error)) {
            return fail(ErrorCode::conflict, fmt::format("{} exists already. Name a new file.", path.string()));
        }
        const auto store = TRY(file_of(id));
        return store->database().copy_to(path);
    }

    Result<std::vector<std::string>> integrity() override {
        std::vector<std::string> troubles;
        const auto add = [&](const std::string& file, const Result<std::vector<std::string>>& found) {
            if (!found) return troubles.push_back(file + ": " + found.error().text());
            for (const std::string& trouble : *found) troubles.push_back(file + ": " + trouble);
        };
        add("common.db", common_->integrity());
        const auto people = common_->people();
        if (!people) troubles.push_back("common.db: " + people.error().text());
        for (const Person& someone : people.value_or(std::vector<Person>())) {
            const std::string file = person_path(someone.id).filename().string();
            const auto store = file_of(someone.id);
            if (store)
                add(file, (*store)->integrity());
            else
                troubles.push_back(file + ": " + store.error().text());
        }
        return troubles;
    }

private:
    struct OpenPerson {
        std::shared_ptr<SqlitePersonStore> store;
        std::uint64_t used = 0;
    };

    std::filesystem::path person_path(PersonId id) const {
        return options_.home / "people" / fmt::format("{}.db", id.value);
    }

    // The account is looked up under the lock, so that a file is never made for somebody who is being erased.
    Result<std::shared_ptr<SqlitePersonStore>> file_of(PersonId id) {
        platform::Lock lock(mutex_);
        TRY(common_->person(id));
        if (const auto found = open_.find(id); found != open_.end()) {
            found->second.used = ++uses_;
            return found->second.store;
        }
        auto store = TRY(open_person(id));
        make_room();
        open_.emplace(id, OpenPerson{store, ++uses_});
        return store;
    }

    Result<std::shared_ptr<SqlitePersonStore>> open_person(PersonId id) {
        auto database =
            TRY(Database::open({person_path(id), person_migrations(), options_.file_bytes_max, options_.busy_timeout}));
        return std::make_shared<SqlitePersonStore>(std::move(database), clock_, Shelf::person);
    }

    // Closes the file that was used longest ago; whoever still holds it keeps it.
    void make_room() REQUIRES(mutex_) {
        if (open_.size() < k_open_people_max) return;
        const auto oldest = std::ranges::min_element(open_, {}, [](const auto& entry) { return entry.second.used; });
        open_.erase(oldest);
    }

    static Result<> remove_files(const std::filesystem::path& path) {
        for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
            std::error_code error;
            std::filesystem::remove(path.string() + suffix, error);
            if (error)
                return fail(ErrorCode::unavailable,
                            fmt::format("cannot remove {}: {}", path.string(), error.message()));
        }
        return {};
    }

    const ArchiveOptions options_;
    const platform::Clock& clock_;
    const std::unique_ptr<SqliteCommonStore> common_;
    platform::Mutex mutex_;
    std::map<PersonId, OpenPerson> open_ GUARDED_BY(mutex_);
    std::uint64_t uses_ GUARDED_BY(mutex_) = 0;
};

}  // namespace

}  // namespace sqlite

Result<std::shared_ptr<PostStore>> Archive::shelf(PersonId id, Shelf shelf) {
    if (shelf == Shelf::person) return std::shared_ptr<PostStore>(TRY(person(id)));
    return std::shared_ptr<PostStore>(std::shared_ptr<PostStore>(), &common());  // not owned: the archive outlives it
}

Result<std::unique_ptr<Archive>> open_sqlite_archive(const ArchiveOptions& options, const platform::Clock& clock) {
    TRY(platform::make_private_folder(options.home));
    TRY(platform::make_private_folder(options.home / "people"));
    auto database = TRY(sqlite::Database::open(
        {options.home / "common.db", sqlite::common_migrations(), options.file_bytes_max, options.busy_timeout}));
    auto common = std::make_unique<sqlite::SqliteCommonStore>(std::move(database), clock, Shelf::common);
    return std::unique_ptr<Archive>(std::make_unique<sqlite::SqliteArchive>(options, clock, std::move(common)));
}

}  // namespace familiar::store
