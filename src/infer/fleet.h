// Several places that serve the same model, used as one engine.
//
// A chat goes where its conversation went before (cache_key), while that place is healthy and has room; else to the
// least loaded healthy one. A place that fails is left alone for a while that doubles, or as long as it asked
// (Retry-After), and is probed before it serves again; so is one that gave no sign of life for a while. All of this
// happens on the threads that chat: there are no others. Until the first delta was told, a failure of a place makes
// the chat go to another; afterwards it fails.
//
// Thread-safe. Owns its places. Time is that of the calls, so it runs on a VirtualClock.
#pragma once

#include "infer/hosted_engine.h"
#include "infer/limits.h"
#include "platform/mutex.h"

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace familiar::infer {

struct FleetOptions {
    std::string name;
    std::chrono::seconds probe_interval = k_probe_interval;
    std::chrono::seconds back_off_first = k_host_back_off_first;
    std::chrono::seconds back_off_max = k_host_back_off_max;
};

class Fleet final : public TextEngine {
public:
    // `invalid_argument` without places or with too many.
    static Result<std::unique_ptr<Fleet>> open(FleetOptions options, std::vector<std::unique_ptr<HostedEngine>> places);

    // What all its places can do together: the shortest context, the sum of the places.
    EngineCard card() const override;
    Result<ChatOutcome> chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) override;

    // How a place stands, for `familiar engines` and metrics.
    struct Standing {
        std::string name;
        std::string host;
        bool healthy = true;
        std::size_t running = 0;
        std::int64_t chats = 0;
        std::int64_t failures = 0;
        std::optional<std::chrono::seconds> rests = std::nullopt;  // so long from now
        std::string trouble = {};                                  // the last
    };
    std::vector<Standing> standings(const Call& call) const;

private:
    struct Place {
        std::unique_ptr<HostedEngine> engine;
        std::size_t places = 1;
        std::size_t running = 0;
        std::int64_t chats = 0;
        std::int64_t failures = 0;
        int failures_in_a_row = 0;
        std::optional<platform::Elapsed> seen = std::nullopt;  // the last sign of life
        platform::Elapsed rests_until = platform::Elapsed::min();
        std::int64_t last_chosen = 0;
        std::string trouble = {};
    };
    using Affinity = std::pair<std::string, std::size_t>;  // a conversation and its place

    Fleet(FleetOptions options, std::vector<std::unique_ptr<HostedEngine>> places);

    // A place for a chat that has tried some, which then counts as running there. `last` is what the last tried said.
    Result<std::size_t> enter(const Call& call, const std::string& key, std::vector<bool>& tried,
                              std::optional<Error> last);
    HostedEngine& engine_at(std::size_t place) const;
    std::optional<std::size_t> choose(platform::Elapsed now, const std::string& key,
                                      const std::vector<bool>& tried) const REQUIRES(mutex_);
    // The least loaded of those that `fits` allows; the one chosen longest ago among equals.
    template <class Fits>
    std::optional<std::size_t> least_loaded(const Fits& fits) const REQUIRES(mutex_);
    bool has_to_be_probed(const Place& place, platform::Elapsed now) const;
    void remember(const std::string& key, std::size_t place) REQUIRES(mutex_);
    void leave(std::size_t place);
    void note_alive(std::size_t place, platform::Elapsed now);
    void note_failure(std::size_t place, platform::Elapsed now, const Error& error);
    Failure nobody(platform::Elapsed now, const std::optional<Error>& last) const REQUIRES(mutex_);

    const FleetOptions options_;
    mutable platform::Mutex mutex_;
    std::vector<Place> places_ GUARDED_BY(mutex_);  // the engines in it stay, and are asked without the lock
    std::int64_t choices_ GUARDED_BY(mutex_) = 0;
    std::list<Affinity> affinities_ GUARDED_BY(mutex_);  // the latest used first
    std::unordered_map<std::string, std::list<Affinity>::iterator> affinity_of_ GUARDED_BY(mutex_);
};

}  // namespace familiar::infer
