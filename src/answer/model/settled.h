// Thought compression: reasoning is ended when its answer has settled. At checkpoints the model is asked what it would
// answer if it had to stop now; when that stays the same, more thinking is not worth its tokens (after "Reasoning
// models can be effective without thinking", arXiv 2504.09858, and the early exits of "Dynasor", arXiv 2412.20993).
//
// Of one answer; one thread.
#pragma once

#include "answer/model/author.h"

#include <string>
#include <string_view>

namespace familiar::answer::model {

class Settled {
public:
    explicit Settled(infer::TextEngine& engine) : engine_(engine) {}

    // Whether the reasoning may end; probes when enough was thought since the last time.
    Result<bool> operator()(const Call& call, const infer::ChatRequest& request, std::string_view thought);
    int probes() const { return probes_; }
    const TokenUsage& usage() const { return usage_; }

private:
    infer::TextEngine& engine_;
    std::size_t probed_at_ = 0;
    int probes_ = 0;
    int alike_ = 0;
    std::string last_;
    TokenUsage usage_;
};

}  // namespace familiar::answer::model
