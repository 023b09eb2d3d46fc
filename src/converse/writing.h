// A turn that a model writes: which engine, whether this person lets it be asked, and what happens when it fails.
#pragma once

#include "answer/writing.h"
#include "converse/turn_in_progress.h"

#include <optional>
#include <string>

namespace familiar::converse {

// Whether only a model can do what a program asks for: call its tools, keep to its format, look at its pictures.
bool needs_model(const Request& request);

// Of one turn, on one thread.
class Writing {
public:
    Writing(const Call& call, const Means& means, const Asked& asked, const EventSink& sink)
        : call_(call), means_(means), asked_(asked), sink_(sink) {}

    // Without an answer the turn goes on without a model; `why_not` is for the person, empty where no engine is set up.
    struct Written {
        std::optional<Answer> answer;
        std::string why_not;
    };
    // An engine that fails before it said anything is done without; one that fails later fails the turn.
    Result<Written> write(answer::Tools& tools, const answer::Instant& at_once, const answer::ComposeContext& context);
    bool told() const { return told_; }

private:
    Result<std::unique_ptr<infer::TextEngine>> engine() const;
    std::string cache_key() const;
    Result<Answer> by(infer::TextEngine& engine, answer::Tools& tools, const answer::Instant& at_once,
                      const answer::ComposeContext& context);

    const Call& call_;
    const Means& means_;
    const Asked& asked_;
    const EventSink& sink_;
    bool told_ = false;
};

}  // namespace familiar::converse
