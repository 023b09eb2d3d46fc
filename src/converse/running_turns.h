// Turns that run now or ran a moment ago, so that a client that lost its stream can read on where it was.
#pragma once

#include "converse/assistant.h"
#include "platform/mutex.h"
#include "platform/workers.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <vector>

namespace familiar::converse {

struct NumberedEvent {
    std::int64_t number = 0;  // from 1
    TurnEvent event;
};

// The events of one turn, readable from any thread while the turn writes them.
class TurnLog {
public:
    void append(TurnEvent event);
    // The last event has been written.
    void end();
    // Events after number `after`. Waits up to `at_most` for one when there is none yet; empty and ended() means all
    // was read.
    std::vector<NumberedEvent> after(std::int64_t after, std::chrono::milliseconds at_most);
    bool ended() const;
    // Calls `listener` after each append and at the end, on the writing thread and without a lock held; at once if
    // there is something already. For servers that must not wait.
    void on_change(std::function<void()> listener);
    // Whether these events are made again from the store and stand in another order, with other numbers, than they had
    // while the turn ran: its progress is not stored. Who has read some of them then needs only the last, which holds
    // the answer. Said before the log is shared.
    void tell_otherwise() { told_otherwise_ = true; }
    bool told_otherwise() const { return told_otherwise_; }
    void request_stop() { stop_.request_stop(); }
    // A long run answers from what it has found so far.
    void request_answer() { answer_now_.request_stop(); }
    std::stop_token answer_now() const { return answer_now_.get_token(); }
    std::stop_token stop_token() const { return stop_.get_token(); }

private:
    mutable platform::Mutex mutex_;
    platform::Condition changed_;
    std::vector<TurnEvent> events_ GUARDED_BY(mutex_);
    bool ended_ GUARDED_BY(mutex_) = false;
    bool told_otherwise_ = false;
    std::vector<std::function<void()>> listeners_ GUARDED_BY(mutex_);
    std::stop_source stop_;
    std::stop_source answer_now_;
};

// Thread-safe. The destructor stops what still runs and waits for it.
class RunningTurns {
public:
    RunningTurns(Assistant& assistant, store::Archive& archive, const platform::Clock& clock,
                 platform::Workers& workers);
    ~RunningTurns();

    // Starts a turn on a worker. `exhausted` when all are busy. Returns when the question is safely stored, so that the
    // turn's number is known (0 for a temporary turn); the log goes on.
    struct Started {
        Id<Turn> turn;
        Id<Conversation> conversation;
        std::shared_ptr<TurnLog> log;
    };
    Result<Started> start(PersonId person, const Request& request, const std::string& request_id);

    // The log of a turn of this person: live, or made again from the store. not_found for anybody else's.
    Result<std::shared_ptr<TurnLog>> log(PersonId person, Id<Turn> turn);
    Result<> cancel(PersonId person, Id<Turn> turn);
    // The answer now, from what there is so far; nothing happens to a turn that has ended.
    Result<> answer_now(PersonId person, Id<Turn> turn);
    // Waits until nothing runs or the time is up; true when all has ended.
    bool drain(std::chrono::milliseconds at_most);

private:
    // The log of a turn that runs or ran a moment ago, else null; not_found for somebody else's turn.
    Result<std::shared_ptr<TurnLog>> live(PersonId person, Id<Turn> turn);

    struct State;
    std::shared_ptr<State> state_;
    Assistant& assistant_;
    store::Archive& archive_;
    const platform::Clock& clock_;
    platform::Workers& workers_;
};

}  // namespace familiar::converse
