// How a turn goes on, for the person at a terminal: what a long run may take, what each agent does, what is being
// written. On one line of standard error that is written over and gone in the end, so that what is piped stays clean.
// Collects the same for programs.
#pragma once

#include "base/json.h"
#include "nouns/event.h"
#include "platform/mutex.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::app {

// Thread-safe: a turn tells its events on its own thread, an interrupt is told on another.
class TurnDisplay {
public:
    // Shows nothing unless `shown`; collects all the same.
    explicit TurnDisplay(bool shown);
    ~TurnDisplay();
    TurnDisplay(const TurnDisplay&) = delete;
    TurnDisplay& operator=(const TurnDisplay&) = delete;

    void take(const TurnEvent& event);
    // A line that stays until something new happens.
    void say(std::string_view line);
    // Takes the line away, before an answer is printed.
    void clear();

    // What a long run was allowed, null for others; and each thing that was looked at, with how it ended.
    Json budget() const;
    Json steps() const;

private:
    void follow(const ProgressEvent& progress) REQUIRES(mutex_);
    void show(std::string_view line) REQUIRES(mutex_);

    const bool shown_;
    mutable platform::Mutex mutex_;
    std::optional<BudgetEvent> budget_ GUARDED_BY(mutex_);
    std::vector<ProgressEvent> steps_ GUARDED_BY(mutex_);
    std::string written_ GUARDED_BY(mutex_);
    bool line_stands_ GUARDED_BY(mutex_) = false;
};

// "At most 9 agents, 7,296 tokens, about 2 minutes"; "At most 9 agents, about a second".
std::string text_of(const BudgetEvent& budget);

}  // namespace familiar::app
