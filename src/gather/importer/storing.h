// Stores the batches of one import, one after the other, while the next is read: reading posts into words and storing
// them each take about half of an import's time. What fails is said at the next call.
#pragma once

#include "nouns/source.h"
#include "platform/channel.h"
#include "platform/mutex.h"
#include "platform/workers.h"
#include "store/post_store.h"

#include <memory>
#include <optional>
#include <vector>

namespace familiar::gather {

// Called by one thread; the store outlives it. The destructor waits until what was handed over is stored.
class Storing {
public:
    // `job` as it is in the store.
    Storing(store::PostStore& store, ImportJob job);
    ~Storing();
    Storing(const Storing&) = delete;
    Storing& operator=(const Storing&) = delete;

    // Hands a batch over, with how far the import has been read; waits while one is held already. Its own counts of
    // added, changed and unchanged posts are not looked at.
    Result<> take(std::vector<store::PreparedPost> posts, const ImportJob& progress);
    // The last batch; returns when all are stored.
    Result<> finish(std::vector<store::PreparedPost> posts, const ImportJob& progress);
    // Returns when what was handed over is stored or has failed.
    Result<> wait();

    // The job as it is in the store now.
    ImportJob stored() const;

private:
    struct Batch {
        std::vector<store::PreparedPost> posts;
        ImportJob progress;
    };

    void store(const Batch& batch);
    Result<> outcome() const;

    store::PostStore& store_;
    mutable platform::Mutex mutex_;
    ImportJob stored_ GUARDED_BY(mutex_);
    std::optional<Error> error_ GUARDED_BY(mutex_);
    platform::Channel<Batch> batches_{1};
    std::unique_ptr<platform::Workers> worker_;  // from the first batch that is not the last
};

}  // namespace familiar::gather
