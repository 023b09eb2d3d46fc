#include "answer/model/settled.h"

#include "answer/model/limits.h"
#include "base/words.h"

#include <fmt/format.h>

namespace familiar::answer::model {

namespace {

// The words of a short answer without what wraps it, so that "The answer is Friday." and "Friday" are the same.
std::string essence(std::string_view answer) {
    std::string text;
    for (const Word& word : words_of(answer)) {
        if (is_function_word(word.folded, "en") || word.folded == "answer") continue;
        text += word.folded + " ";
    }
    return text;
}

}  // namespace

Result<bool> Settled::operator()(const Call& call, const infer::ChatRequest& request, std::string_view thought) {
    if (thought.size() - probed_at_ < k_probe_bytes) return false;
    probed_at_ = thought.size();
    ++probes_;
    infer::ChatRequest probe = request;
    probe.tools.clear();
    probe.tool_choice.clear();
    probe.tokens_max = k_probe_tokens;
    probe.effort = Effort::none;
    probe.reasoning_tokens_max = 0;
    probe.messages.push_back(
        {infer::Role::user, fmt::format("You have thought so far:\n{}\n\nIf you had to answer now, what would it be? "
                                        "Say only the answer, in at most twelve words.",
                                        thought)});
    auto outcome = engine_.chat(call, probe, [](const infer::Delta&) { return true; });
    if (!outcome) {
        // A probe is a kindness; without it the reasoning just goes on, unless nobody waits any more.
        TRY(call.check());
        return false;
    }
    usage_.prompt += outcome->usage.prompt;
    usage_.completion += outcome->usage.completion;
    const std::string now = essence(outcome->text);
    alike_ = !now.empty() && now == last_ ? alike_ + 1 : 1;
    last_ = now;
    return alike_ >= k_probes_alike;
}

}  // namespace familiar::answer::model
