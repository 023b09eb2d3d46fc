// A model asked whether a span of a source supports a sentence, for the one answer that is being written. What it says
// is believed only where the checker of answer/ has nothing but words to go by.
#pragma once

#include "answer/writing.h"
#include "converse/judging.h"
#include "nouns/person.h"
#include "platform/call.h"

#include <optional>
#include <string_view>

namespace familiar::converse {

// For one answer, on the thread that writes it; empty where no engine verifies. It says nothing when the engine fails
// or was asked often or long enough. Call and Judging outlive it.
answer::model::Verifier verifier_for(const Call& call, Judging& judging, PersonId person);

// 1 for "yes", 0 for "no", in any case and with a full stop; nothing for all else.
std::optional<double> verdict_in(std::string_view reply);

}  // namespace familiar::converse
