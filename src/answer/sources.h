// Ends an answer: where its citations stand in the text, and which sources it used and looked at.
#pragma once

#include "nouns/answer.h"

#include <vector>

namespace familiar::answer {

// Sets the anchors of all citations and lists the sources: `cited` in order, then the others of `considered`.
void bind_sources(Answer& answer, const std::vector<const Evidence*>& cited, const std::vector<Evidence>& considered);

}  // namespace familiar::answer
