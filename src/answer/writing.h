// The modes with a model: what each is given for one turn, and what it writes.
#pragma once

#include "answer/composer.h"
#include "answer/tools.h"
#include "infer/text_engine.h"
#include "nouns/conversation.h"
#include "nouns/event.h"
#include "platform/workers.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::model {

inline constexpr std::size_t k_model_agents_max = 16;  // sub-agents of one turn, and threads that wait for models

// Events are told on the thread that takes the turn: text and citations while the model writes, budget and progress.
using Tell = std::function<void(const TurnEvent&)>;

// The probability, 0…1, that a span of a source supports a sentence; nothing when it cannot tell.
using Verifier = std::function<std::optional<double>(std::string_view sentence, std::string_view span)>;

// All it refers to outlives the turn.
struct Assignment {
    infer::TextEngine& engine;
    Tools& tools;
    std::string_view question;  // the person's words
    const std::vector<Evidence>& evidence;
    const ComposeContext& context;
    std::span<const Exchange> earlier;      // the whole conversation
    const ClientRequest* client = nullptr;  // of a program that keeps the conversation itself
    std::string cache_key = {};             // of the conversation
    Tell tell = {};
    std::function<bool()> enough = {};    // the person wants the answer now, from what there is
    platform::Workers* agents = nullptr;  // who runs sub-agents
    std::size_t agents_wanted = 0;        // 0: as many as usual
    Verifier verifier = {};               // of the answer's sentences, on the thread that takes the turn; may be empty
};

// One pass with the evidence in the prompt, no hidden thinking. A client's tools are passed through.
Result<Answer> write_fast(const Call& call, const Assignment& assignment);

// Private reasoning within a budget and tools of our own. Reasoning ends early when its answer has settled.
Result<Answer> write_thinking(const Call& call, const Assignment& assignment);

// Sub-agents look at the question from different angles at once, each with a fresh context and the tools; what they
// found is distilled into one bounded workspace, refined from it by a second round, and one answer is written from it.
Result<Answer> write_contemplating(const Call& call, const Assignment& assignment);

}  // namespace familiar::answer::model
