#include "infer/hearing_house.h"
#include "infer/limits.h"
#include "infer/speech/child.h"
#include "platform/mutex.h"
#include "platform/ticker.h"
#include "platform/workers.h"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <optional>

namespace familiar::infer {

namespace {

using platform::Lock;
using speech::Child;

// What came of a recording, and whether its child can take another.
struct Hearing {
    Result<Transcript> transcript;
    bool child_is_good = false;
};

// Reads what the child says to this recording until that is decided.
Hearing read_all(const Call& call, Child& child, const SpeechEventSink& events) {
    while (true) {
        auto reply = child.reply(call);
        if (!reply) return {Failure(std::move(reply).error()), false};
        if (auto* const transcript = std::get_if<Transcript>(&*reply)) return {std::move(*transcript), true};
        if (auto* const refusal = std::get_if<speech::Refusal>(&*reply))
            return {Failure(std::move(refusal->error)), true};
        if (const auto* const event = std::get_if<SpeechEvent>(&*reply); event != nullptr && events) events(*event);
    }
}

// Gives the recording to the child while it comes in; stops early when all is decided.
Result<> feed(const Call& call, Child& child, const SoundSource& sound, const std::atomic<bool>& is_decided) {
    std::size_t given = 0;
    while (!is_decided) {
        const std::string piece = TRY(sound());
        if (piece.empty()) break;
        given += piece.size();
        if (given > k_sound_bytes_max)
            return fail(ErrorCode::exhausted,
                        fmt::format("The recording is larger than {} MB. Send it in parts", k_sound_bytes_max >> 20U));
        TRY(child.give(call, piece));
    }
    return child.end(call);
}

Hearing hear_with(const Call& call, Child& child, const SoundSource& sound, const SpeechEventSink& events) {
    std::atomic<bool> is_decided = false;
    Hearing hearing{fail(ErrorCode::internal, "nothing was heard"), false};
    std::optional<platform::Workers> reader(std::in_place, 1, 1);
    reader->submit([&] {
        hearing = read_all(call, child, events);
        is_decided = true;
    });
    auto fed = feed(call, child, sound, is_decided);
    // A child that is waited for without its input being whole would never answer.
    if (!fed && !is_decided) child.stop();
    reader.reset();  // waits for it
    if (fed || fed.error().code == ErrorCode::unavailable)
        return hearing;  // what the child said is nearer to the cause
    return {Failure(std::move(fed).error()), false};
}

}  // namespace

class HearingHouse::Impl {
public:
    Impl(HearingOptions options, const platform::Clock& clock) : options_(std::move(options)), clock_(clock) {
        if (options_.looks_every.count() > 0) ticker_.emplace(options_.looks_every, [this] { end_idle(); });
    }

    Result<Transcript> hear(const Call& call, const SoundSource& sound, const SpeechWishes& wishes,
                            const SpeechEventSink& events) {
        TRY(take_place(call));
        std::unique_ptr<Child> child = idle_child();
        Hearing hearing = hear_in_place(call, child, sound, wishes, events);
        leave(std::move(child), hearing.child_is_good);
        return std::move(hearing.transcript);
    }

    std::size_t end_idle() {
        std::vector<Idle> ending;  // outside of the lock, because that takes a moment
        Lock lock(mutex_);
        const auto is_fresh = [&](const Idle& one) { return clock_.steady() - one.since < options_.idle_max; };
        const auto old = std::partition(idle_.begin(), idle_.end(), is_fresh);
        std::move(old, idle_.end(), std::back_inserter(ending));
        idle_.erase(old, idle_.end());
        return ending.size();
    }

    State state() {
        Lock lock(mutex_);
        State state;
        state.children = idle_.size() + busy_.size();
        state.processes = busy_;
        for (const Idle& one : idle_) state.processes.push_back(one.child->process());
        state.starts = starts_;
        state.crashes = crashes_;
        state.fence = fence_;
        return state;
    }

private:
    struct Idle {
        std::unique_ptr<Child> child;
        platform::Elapsed since{0};
    };

    Hearing hear_in_place(const Call& call, std::unique_ptr<Child>& child, const SoundSource& sound,
                          const SpeechWishes& wishes, const SpeechEventSink& events) {
        if (!child) {
            auto started = Child::start(options_);
            if (!started) return {Failure(std::move(started).error()), false};
            child = started.release();
        }
        note_busy(*child);
        if (wishes.world) {
            if (auto learned = child->learn(call, *wishes.world); !learned)
                return {Failure(std::move(learned).error()), false};
        }
        if (auto begun = child->begin(call, wishes, static_cast<bool>(events)); !begun)
            return {Failure(std::move(begun).error()), false};
        return hear_with(call, *child, sound, events);
    }

    Result<> take_place(const Call& call) {
        Lock lock(mutex_);
        if (taken_ >= options_.places && waiting_ >= k_speech_waiting_max)
            return fail(ErrorCode::exhausted, "too many recordings wait to be heard; try again in a minute");
        ++waiting_;
        while (taken_ >= options_.places) {
            if (auto alive = call.check(); !alive) {
                --waiting_;
                return alive;
            }
            changed_.wait_for(mutex_, k_load_look);
        }
        --waiting_;
        ++taken_;
        return {};
    }

    // One that still runs; nothing when there is none.
    std::unique_ptr<Child> idle_child() {
        Lock lock(mutex_);
        while (!idle_.empty()) {
            std::unique_ptr<Child> child = std::move(idle_.back().child);
            idle_.pop_back();
            if (!child->died()) return child;
            ++crashes_;
        }
        return nullptr;
    }

    void note_busy(const Child& child) {
        Lock lock(mutex_);
        if (!child.was_used()) ++starts_;
        busy_.push_back(child.process());
        fence_ = child.fence();
    }

    void leave(std::unique_ptr<Child> child, bool is_good) {
        Lock lock(mutex_);
        if (child) std::erase(busy_, child->process_at_start());
        if (child && child->died()) ++crashes_;
        if (child && is_good && !child->died()) idle_.push_back({std::move(child), clock_.steady()});
        --taken_;
        changed_.notify_all();
    }

    const HearingOptions options_;
    const platform::Clock& clock_;
    platform::Mutex mutex_;
    platform::Condition changed_;
    std::vector<Idle> idle_ GUARDED_BY(mutex_);
    std::vector<int> busy_ GUARDED_BY(mutex_);
    std::size_t taken_ GUARDED_BY(mutex_) = 0;
    std::size_t waiting_ GUARDED_BY(mutex_) = 0;
    std::int64_t starts_ GUARDED_BY(mutex_) = 0;
    std::int64_t crashes_ GUARDED_BY(mutex_) = 0;
    std::optional<platform::FenceReport> fence_ GUARDED_BY(mutex_);
    std::optional<platform::Ticker> ticker_;  // the last member: it ends before what it looks at
};

HearingHouse::HearingHouse(HearingOptions options, const platform::Clock& clock)
    : impl_(std::make_unique<Impl>(std::move(options), clock)) {}
HearingHouse::~HearingHouse() = default;

Result<Transcript> HearingHouse::transcribe(const Call& call, std::string_view sound, const SpeechWishes& wishes) {
    const auto pieces = [rest = sound]() mutable -> Result<std::string> {
        std::string piece(rest.substr(0, k_sound_piece_bytes));
        rest.remove_prefix(piece.size());
        return piece;
    };
    return impl_->hear(call, pieces, wishes, {});
}

Result<Transcript> HearingHouse::listen(const Call& call, const SoundSource& sound, const SpeechWishes& wishes,
                                        const SpeechEventSink& events) {
    const SpeechEventSink told = events ? events : [](const SpeechEvent&) {};
    return impl_->hear(call, sound, wishes, told);
}

std::size_t HearingHouse::end_idle() { return impl_->end_idle(); }
HearingHouse::State HearingHouse::state() { return impl_->state(); }

}  // namespace familiar::infer
