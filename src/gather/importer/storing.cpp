#include "gather/importer/storing.h"

#include "base/check.h"

#include <utility>

namespace familiar::gather {

Storing::Storing(store::PostStore& store, ImportJob job) : store_(store), stored_(std::move(job)) {}

Storing::~Storing() { static_cast<void>(wait()); }

Result<> Storing::take(std::vector<store::PreparedPost> posts, const ImportJob& progress) {
    TRY(outcome());
    if (!worker_) {
        worker_ = std::make_unique<platform::Workers>(1, 1);
        const bool begun = worker_->submit([this] {
            while (const auto batch = batches_.receive()) store(*batch);
        });
        CHECK(begun, "a worker that has nothing to do takes work");
    }
    CHECK(batches_.send({std::move(posts), progress}), "nothing is handed over after the last batch");
    return {};
}

Result<> Storing::finish(std::vector<store::PreparedPost> posts, const ImportJob& progress) {
    TRY(wait());
    store({std::move(posts), progress});
    return outcome();
}

Result<> Storing::wait() {
    batches_.close();
    worker_.reset();
    return outcome();
}

ImportJob Storing::stored() const {
    platform::Lock lock(mutex_);
    return stored_;
}

// After an error nothing more is stored: positions are without gaps.
void Storing::store(const Batch& batch) {
    if (!outcome()) return;
    const ImportReport before = stored().report;
    ImportJob job = batch.progress;
    job.report.added = before.added;
    job.report.changed = before.changed;
    job.report.unchanged = before.unchanged;
    const auto stored = store_.store_prepared(batch.posts, job);
    platform::Lock lock(mutex_);
    if (!stored) {
        error_ = stored.error();
        return;
    }
    job.report.added += stored->added;
    job.report.changed += stored->changed;
    job.report.unchanged += stored->unchanged;
    stored_ = std::move(job);
}

Result<> Storing::outcome() const {
    platform::Lock lock(mutex_);
    return error_ ? Result<>(Failure(*error_)) : Result<>();
}

}  // namespace familiar::gather
