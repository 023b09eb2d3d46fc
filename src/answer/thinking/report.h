// The worked answer in words: the result first, then each step with its citation. Pure but for the draft it writes to.
#pragma once

#include "answer/instant/draft.h"
#include "answer/thinking/trail.h"

#include <string>
#include <vector>

namespace familiar::answer::thinking {

// The steps of a trail that were not told yet, each quoted.
void tell_steps(instant::Draft& draft, const Trail& trail, const ComposeContext& context);

// The answer to a followed question.
Answer report_followed(const Concluded& followed, const ComposeContext& context);
// Two questions of which the second goes on about the first.
Answer report_both(const Concluded& first, const std::optional<Hit>& about, const Concluded& second,
                   const ComposeContext& context);
// What could not be found, with what was found before it.
Answer report_break(std::string_view question, const std::vector<Break>& breaks, const ComposeContext& context,
                    const std::vector<Evidence>& considered);
// A result that was worked out from the last hits of trails.
Answer report_worked_out(const std::string& lead, const std::vector<std::string>& working,
                         const std::vector<Trail>& trails, const ComposeContext& context);

}  // namespace familiar::answer::thinking
