// Contemplating without a model: sub-agents look at a broad question from angles that fit it, what they bring is
// distilled into one workspace, a second round searches for what the first one missed, and a brief in sections is
// written. The shape is that of Parallel-Distill-Refine (arXiv 2510.01123) with searches in the place of drafts.
//
// Blocking; agents run on `workers` and only read, through `tools`. The same tools give the same brief, whatever the
// order in which agents end. Never states what is not quoted from a source or counted over quotes.
#pragma once

#include "answer/composer.h"
#include "answer/tools.h"
#include "nouns/event.h"
#include "platform/call.h"
#include "platform/workers.h"

#include <functional>
#include <stop_token>

namespace familiar::answer {

// What a run is given. All of it outlives the run.
struct ContemplatingParts {
    Tools& tools;
    platform::Workers& workers;
    const ComposeContext& context;
    std::stop_token answer_now;                  // asks for the brief of what was found so far
    std::function<void(const TurnEvent&)> tell;  // BudgetEvent first, then ProgressEvent; on the caller's thread
};

// A brief, or AnswerKind::nothing when the sources do not carry one. An agent that fails is survived and named in
// `degraded`; `cancelled` and `deadline` of the call end the run, and so does the failure of every agent.
Result<Answer> contemplate(const Call& call, const Question& question, const ContemplatingParts& parts);

}  // namespace familiar::answer
