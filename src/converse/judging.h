// Engines that judge instead of answering, as all turns ask them: in the name of one person, for so long and no longer,
// and not while they rest from a failure. Whoever asks goes on without what does not come; all of it is counted.
//
// Thread-safe. Collaborators outlive it.
#pragma once

#include "converse/limits.h"
#include "infer/engine_room.h"
#include "nouns/person.h"
#include "platform/call.h"
#include "platform/metrics.h"
#include "platform/mutex.h"
#include "store/archive.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace familiar::converse {

struct JudgingTimes {
    std::chrono::milliseconds opinions = k_opinions_time_max;  // all opinions of one turn together
    std::chrono::milliseconds check = k_check_time_max;        // one question whether a span supports a sentence
    std::chrono::milliseconds checks = k_checks_time_max;      // all of one answer
    std::chrono::seconds rest = k_judge_rest;
};

class Judging {
public:
    Judging(const infer::EngineRoom& engines, store::Archive& archive, platform::Metrics& metrics,
            JudgingTimes times = {})
        : engines_(engines), archive_(archive), metrics_(metrics), times_(times) {}

    bool has(infer::Task task) const { return engines_.card(task).has_value(); }
    // As the configuration names it; empty where there is none.
    std::string name_of(infer::Task task) const;
    bool ranks(infer::Task task) const { return engines_.ranks(task); }
    const JudgingTimes& times() const { return times_; }

    // The engine in the hands of that person; null where there is none, it rests, or they do not allow it.
    std::unique_ptr<infer::EmbeddingEngine> embedding(const Call& call, PersonId person);
    std::unique_ptr<infer::RerankEngine> rerank(const Call& call, PersonId person, infer::Task task);
    std::unique_ptr<infer::TextEngine> text(const Call& call, PersonId person, infer::Task task);

    // What `ask` comes to within the time; nothing when it fails, and then the engine rests.
    template <class Ask>
    auto within(const Call& call, infer::Task task, std::chrono::milliseconds at_most, const Ask& ask) {
        const platform::Elapsed begun = call.clock().steady();
        auto outcome = ask(call.within(at_most));
        using Value = decltype(outcome.release());
        note(call, task, begun, outcome ? nullptr : &outcome.error());
        return outcome ? std::optional<Value>(outcome.release()) : std::nullopt;
    }
    // What an engine answered that cannot be: as if it had failed.
    void refuse(const Call& call, infer::Task task);

    void count_vectors(std::size_t remembered, std::size_t made);

private:
    bool rests(const Call& call, infer::Task task);
    void rest(const Call& call, infer::Task task);
    template <class Engine>
    std::unique_ptr<Engine> taken(infer::Task task, Result<std::unique_ptr<Engine>> engine);
    void note(const Call& call, infer::Task task, platform::Elapsed begun, const Error* error);
    void count(infer::Task task, const char* outcome);

    const infer::EngineRoom& engines_;
    store::Archive& archive_;
    platform::Metrics& metrics_;
    const JudgingTimes times_;
    platform::Mutex mutex_;
    std::array<std::optional<platform::Elapsed>, infer::k_tasks.size()> rests_until_ GUARDED_BY(mutex_);
};

}  // namespace familiar::converse
