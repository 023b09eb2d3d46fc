// Thinking without a model: splits a question, finds each part, carries what it found into the next search, compares
// and computes, backs up when a step fails, and shows each step with its citation. A step that the sources do not
// carry is never made up: then the answer says which one is missing and what was found before it.
//
// Deterministic. Never searches by itself: all it knows comes through Tools.
#pragma once

#include "answer/composer.h"
#include "answer/tools.h"
#include "nouns/event.h"

#include <functional>
#include <string_view>

namespace familiar::answer::thinking {

using ProgressSink = std::function<void(const ProgressEvent&)>;

// What one turn thinks about.
struct Matter {
    std::string_view question;
    const Instant& at_once;  // what one step finds for it, in the conversation so far
    const ComposeContext& context;
};

// Whether the question's form asks for several steps, whatever the sources hold.
bool asks_for_steps(std::string_view question);

// The worked answer; what was found at once when one step suffices. The sink is called on this thread.
Result<Answer> think(const Call& call, Tools& tools, const Matter& matter, const ProgressSink& tell);

}  // namespace familiar::answer::thinking
