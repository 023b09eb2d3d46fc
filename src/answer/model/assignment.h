// What every mode with a model is given for one turn.
#pragma once

#include "answer/composer.h"
#include "answer/tools.h"
#include "infer/text_engine.h"
#include "nouns/conversation.h"
#include "nouns/event.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace familiar::answer::model {

// Events are told on the thread that takes the turn: text and citations while the model writes, budget and progress.
using Tell = std::function<void(const TurnEvent&)>;

// All it refers to outlives the turn.
struct Assignment {
    infer::TextEngine& engine;
    Tools& tools;
    std::string_view question;  // the person's words
    const std::vector<Evidence>& evidence;
    const ComposeContext& context;
    std::span<const Exchange> earlier;      // the whole conversation
    const ClientRequest* client = nullptr;  // of a program that keeps the conversation itself
    std::string cache_key;                  // of the conversation
    Tell tell;
};

// One pass with the evidence in the prompt, no hidden thinking. A client's tools are passed through.
Result<Answer> write_fast(const Call& call, const Assignment& assignment);

// Private reasoning within a budget and tools of our own. Reasoning ends early when its answer has settled.
Result<Answer> write_thinking(const Call& call, const Assignment& assignment);

}  // namespace familiar::answer::model
