#include "converse/running_turns.h"

#include "converse/limits.h"

#include <fmt/format.h>
#include <utility>

namespace familiar::converse {

// -- TurnLog --

void TurnLog::append(TurnEvent event) {
    std::vector<std::function<void()>> listeners;
    {
        platform::Lock lock(mutex_);
        const bool last = std::holds_alternative<DoneEvent>(event) || std::holds_alternative<ErrorEvent>(event);
        if (events_.size() >= k_events_max && !last) return;  // the last one holds the whole answer
        events_.push_back(std::move(event));
        listeners = listeners_;
        changed_.notify_all();
    }
    for (const auto& listener : listeners) listener();
}

void TurnLog::end() {
    std::vector<std::function<void()>> listeners;
    {
        platform::Lock lock(mutex_);
        ended_ = true;
        listeners = std::exchange(listeners_, {});
        changed_.notify_all();
    }
    for (const auto& listener : listeners) listener();
}

std::vector<NumberedEvent> TurnLog::after(std::int64_t after, std::chrono::milliseconds at_most) {
    platform::Lock lock(mutex_);
    const auto first = static_cast<std::size_t>(std::max<std::int64_t>(0, after));
    if (events_.size() <= first && !ended_ && at_most.count() > 0) changed_.wait_for(mutex_, at_most);
    std::vector<NumberedEvent> out;
    for (std::size_t i = first; i < events_.size(); ++i) out.push_back({static_cast<std::int64_t>(i) + 1, events_[i]});
    return out;
}

bool TurnLog::ended() const {
    platform::Lock lock(mutex_);
    return ended_;
}

void TurnLog::on_change(std::function<void()> listener) {
    bool now = false;
    {
        platform::Lock lock(mutex_);
        now = ended_ || !events_.empty();
        if (!ended_) listeners_.push_back(listener);
    }
    if (now) listener();
}

// -- RunningTurns --

namespace {

using Key = std::pair<PersonId, Id<Turn>>;

struct Entry {
    std::shared_ptr<TurnLog> log;
    platform::Elapsed ended_at{0};
};

}  // namespace

// Shared with the work on the pool, which may outlive the object for a moment while it is destroyed.
struct RunningTurns::State {
    platform::Mutex mutex;
    platform::Condition changed;
    std::map<Key, Entry> logs GUARDED_BY(mutex);
    std::vector<std::weak_ptr<TurnLog>> running GUARDED_BY(mutex);
    std::size_t running_count GUARDED_BY(mutex) = 0;

    platform::Elapsed dropped_at GUARDED_BY(mutex){0};

    // Goes through all of them, so not at every turn.
    void drop_old(platform::Elapsed now) REQUIRES(mutex) {
        static constexpr std::chrono::seconds k_between{1};
        if (now - dropped_at < k_between) return;
        dropped_at = now;
        std::erase_if(logs, [&](const auto& item) {
            return item.second.ended_at.count() != 0 && now - item.second.ended_at > k_finished_kept;
        });
        std::erase_if(running, [](const auto& log) { return log.expired(); });
    }
};

RunningTurns::RunningTurns(Assistant& assistant, store::Archive& archive, const platform::Clock& clock,
                           platform::Workers& workers)
    : state_(std::make_shared<State>()), assistant_(assistant), archive_(archive), clock_(clock), workers_(workers) {}

RunningTurns::~RunningTurns() {
    {
        platform::Lock lock(state_->mutex);
        for (const auto& weak : state_->running) {
            if (const auto log = weak.lock()) log->request_stop();
        }
    }
    drain(std::chrono::hours(1));
}

Result<RunningTurns::Started> RunningTurns::start(PersonId person, const Request& request,
                                                  const std::string& request_id) {
    // What the first event says arrives through this channel, so that start() returns when the question is stored.
    struct First {
        platform::Channel<Result<Started>> channel{1};
        bool sent = false;
    };
    auto log = std::make_shared<TurnLog>();
    auto first = std::make_shared<First>();
    {
        platform::Lock lock(state_->mutex);
        state_->drop_old(clock_.steady());
        if (state_->running_count >= k_running_turns_max) {
            return fail(ErrorCode::exhausted,
                        "Too many questions are being answered right now. Try again in a moment.");
        }
        ++state_->running_count;
        state_->running.push_back(log);
    }
    const bool accepted = workers_.submit([this, state = state_, log, first, person, request, request_id] {
        const Call call(clock_, log->stop_token(), k_turn_time_max, request_id);
        Key key{person, {}};
        const auto sink = [&](const TurnEvent& event) {
            if (const auto* status = std::get_if<StatusEvent>(&event); status != nullptr && !first->sent) {
                first->sent = true;
                key.second = status->turn;
                if (key.second) {
                    platform::Lock lock(state->mutex);
                    state->logs[key] = {log, {}};
                }
                first->channel.send(Started{status->turn, status->conversation, log});
            }
            log->append(event);
        };
        auto turn = assistant_.take_turn(call, person, request, sink, log->answer_now());
        if (!turn && !first->sent) first->channel.send(Failure(turn.error()));
        log->end();
        platform::Lock lock(state->mutex);
        if (const auto entry = state->logs.find(key); entry != state->logs.end())
            entry->second.ended_at = clock_.steady();
        --state->running_count;
        state->changed.notify_all();
    });
    if (!accepted) {
        platform::Lock lock(state_->mutex);
        --state_->running_count;
        return fail(ErrorCode::exhausted, "Too many questions are waiting. Try again in a moment.");
    }
    auto started = first->channel.receive();
    if (!started) return fail(ErrorCode::internal, "the turn ended without a word");
    return std::move(*started);
}

Result<std::shared_ptr<TurnLog>> RunningTurns::log(PersonId person, Id<Turn> turn_id) {
    {
        platform::Lock lock(state_->mutex);
        const auto entry = state_->logs.find({person, turn_id});
        if (entry != state_->logs.end()) return std::shared_ptr<TurnLog>(entry->second.log);
    }
    const auto store = TRY(archive_.person(person));
    const Turn turn = TRY(store->turn(turn_id));
    auto log = std::make_shared<TurnLog>();
    for (const Stage stage : {Stage::received, Stage::searching, Stage::composing}) {
        log->append(StatusEvent{turn.id, turn.conversation, stage});
    }
    if (turn.answer) {
        const bool worked = turn.answer->mode == Mode::thinking || turn.answer->mode == Mode::contemplating;
        if (worked || !turn.answer->engine.empty()) log->tell_otherwise();
        for (TurnEvent& event : events_of(*turn.answer)) log->append(std::move(event));
        log->append(DoneEvent{turn});
    } else {
        const std::string why =
            turn.failure.empty() ? "Familiar was stopped before this was answered. Ask again." : turn.failure;
        log->append(ErrorEvent{turn.id, {ErrorCode::unavailable, why, {}}});
    }
    log->end();
    return log;
}

Result<std::shared_ptr<TurnLog>> RunningTurns::live(PersonId person, Id<Turn> turn) {
    {
        platform::Lock lock(state_->mutex);
        const auto entry = state_->logs.find({person, turn});
        if (entry != state_->logs.end()) return std::shared_ptr<TurnLog>(entry->second.log);
    }
    TRY(TRY(archive_.person(person))->turn(turn));
    return std::shared_ptr<TurnLog>();
}

Result<> RunningTurns::cancel(PersonId person, Id<Turn> turn) {
    if (const auto log = TRY(live(person, turn))) log->request_stop();
    return {};
}

Result<> RunningTurns::answer_now(PersonId person, Id<Turn> turn) {
    if (const auto log = TRY(live(person, turn))) log->request_answer();
    return {};
}

bool RunningTurns::drain(std::chrono::milliseconds at_most) {
    const platform::Elapsed until = clock_.steady() + at_most;
    platform::Lock lock(state_->mutex);
    while (state_->running_count > 0) {
        if (clock_.steady() >= until) return false;
        state_->changed.wait_for(state_->mutex, std::chrono::milliseconds(50));
    }
    return true;
}

}  // namespace familiar::converse
