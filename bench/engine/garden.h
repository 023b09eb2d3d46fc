// A few posts, tools over them and what one turn is given, for cases that ask a mode without a home.
#pragma once

#include "answer/writing.h"
#include "infer/scripted_engine.h"
#include "platform/clock.h"

#include <memory>
#include <string>
#include <vector>

namespace familiar::bench {

class Garden final : public answer::Tools {
public:
    // `threads`: how many agents run at once.
    explicit Garden(infer::Responder responder, std::size_t threads = 16);
    explicit Garden(infer::TextEngine& engine, std::size_t threads = 16);

    answer::model::Assignment assignment(std::string_view question);
    Call call() const { return Call(clock_); }
    infer::ScriptedEngine& scripted() { return *scripted_; }
    const platform::Clock& clock() const { return clock_; }

    Result<std::vector<Evidence>> search(const Call& call, const Query& query) override;
    Result<answer::Instant> ask(const Call& call, std::string_view question) override;
    Result<Post> open(const Call& call, PostId post) override;
    Result<std::vector<Post>> thread(const Call& call, PostId post) override;
    std::optional<answer::Computation> compute(std::string_view question) override;

private:
    platform::SystemClock clock_;
    std::unique_ptr<infer::ScriptedEngine> scripted_;
    infer::TextEngine& engine_;
    std::vector<Evidence> posts_;
    answer::ComposeContext context_;
    platform::Workers agents_;
};

}  // namespace familiar::bench
