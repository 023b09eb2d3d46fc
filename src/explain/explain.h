// Recorded reasons become words. Pure; it invents nothing after the fact: every reason is a finding that the ranker
// recorded while it scored.
#pragma once

#include "nouns/answer.h"

#include <string>

namespace familiar::explain {

// Why a post was found: "It holds “plumber” and “recommend”; it answers a post by Mara Quill."
std::string why_found(const Evidence& evidence);

// Fills SourceNote::because of every source of the answer.
void explain(Answer& answer);

}  // namespace familiar::explain
