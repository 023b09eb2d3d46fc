// Imports that people ask for over HTTP: one at a time, on a thread of their own, behind a bounded queue, with progress
// that any number of streams may follow. Finished ones are remembered until the program ends; older ones are read from
// the store.
#pragma once

#include "gather/importer.h"
#include "platform/mutex.h"
#include "platform/workers.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::serve {

// One import. Thread-safe.
class ImportRun {
public:
    enum class State { waiting, running, done, failed };
    struct Job {
        ImportJob job;
        std::string source_title;
    };
    struct Snapshot {
        State state = State::waiting;
        std::vector<Job> jobs;
        std::string message;       // why it failed
        std::int64_t version = 0;  // grows with each change
    };

    explicit ImportRun(std::string id) : id_(std::move(id)) {}
    const std::string& id() const { return id_; }
    Snapshot snapshot() const;
    bool ended() const;
    // Calls `listener` after each change, on the importing thread.
    void on_change(std::function<void()> listener);
    void request_stop() { stop_.request_stop(); }
    std::stop_token stop_token() const { return stop_.get_token(); }

    void begin();
    void progress(const ImportJob& job, const Source& source);
    void end(const Result<std::vector<ImportJob>>& result);

private:
    void tell();

    const std::string id_;
    std::stop_source stop_;
    mutable platform::Mutex mutex_;
    Snapshot snapshot_ GUARDED_BY(mutex_);
    std::vector<std::function<void()>> listeners_ GUARDED_BY(mutex_);
};

std::string_view name_of(ImportRun::State state);

// Thread-safe. The destructor stops what runs and waits for it.
class ImportDesk {
public:
    ImportDesk(gather::Importer& importer, const platform::Clock& clock);
    ~ImportDesk();
    ImportDesk(const ImportDesk&) = delete;
    ImportDesk& operator=(const ImportDesk&) = delete;

    // Takes the request and returns the import's id. `exhausted` when the person, `unavailable` when all together have
    // too many waiting.
    Result<std::string> submit(gather::ImportRequest request, const std::string& request_id);
    // Null when this person has none of that id.
    std::shared_ptr<ImportRun> run(PersonId person, std::string_view id) const;
    // Newest first.
    std::vector<std::shared_ptr<ImportRun>> runs(PersonId person) const;
    // Stops and forgets what belongs to a person.
    void forget(PersonId person);

private:
    struct Desk {
        std::int64_t last = 0;
        std::deque<std::shared_ptr<ImportRun>> runs;
    };

    gather::Importer& importer_;
    const platform::Clock& clock_;
    mutable platform::Mutex mutex_;
    std::map<PersonId, Desk> desks_ GUARDED_BY(mutex_);
    std::unique_ptr<platform::Workers> worker_;  // last: its thread ends before what it uses
};

}  // namespace familiar::serve
