// One familiar-hear: started, spoken to, and read. Private to infer/. One thread at a time, but that sound is given to
// it on another thread than replies are read on.
#pragma once

#include "base/result.h"
#include "infer/hearing_house.h"
#include "infer/speech/reply.h"
#include "platform/child_process.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::infer::speech {

class Child {
public:
    static Result<std::unique_ptr<Child>> start(const HearingOptions& options);

    // Makes the world known to it, unless that was done already. Reads the reply.
    Result<> learn(const Call& call, const SpeechWorld& world);
    // Begins a recording.
    Result<> begin(const Call& call, const SpeechWishes& wishes, bool is_stream);
    Result<> give(const Call& call, std::string_view sound);
    Result<> end(const Call& call);
    // The next thing that it says.
    Result<Reply> reply(const Call& call);

    // Nothing while it runs.
    std::optional<platform::ChildEnd> died() const { return process_->end(); }
    int process() const { return process_->id(); }
    int process_at_start() const { return number_; }
    bool was_used() const { return was_used_; }
    // Ends it at once; whoever waits for a reply is told that it has ended.
    void stop() { process_->terminate(std::chrono::milliseconds(0)); }
    const platform::FenceReport& fence() const { return process_->fence(); }

private:
    explicit Child(std::unique_ptr<platform::ChildProcess> process)
        : process_(std::move(process)), number_(process_->id()) {}

    std::unique_ptr<platform::ChildProcess> process_;
    int number_;
    bool was_used_ = false;  // a recording was begun
    Lines lines_;
    std::string world_;
};

}  // namespace familiar::infer::speech
