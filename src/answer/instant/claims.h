// What several posts state about one thing, newest first: which value holds now, and which were stated earlier and
// differ. Refers to the evidence it was made of.
#pragma once

#include "answer/instant/draft.h"
#include "answer/instant/values.h"
#include "nouns/evidence.h"
#include "nouns/question.h"

#include <vector>

namespace familiar::answer::instant {

struct Claim {
    const Evidence* evidence = nullptr;
    Span span;
    Stated stated;
    bool corrects = false;  // says of itself that something is new or no longer so
};

// The claims that sentences of `found` make about the topic, newest first.
std::vector<Claim> claims_in(const std::vector<Evidence>& found, const ComposeContext& context, double coverage_needed);

// "New date", "is moved", ", not at 18:30": whether a sentence says of itself that something is no longer as it was.
bool corrects(std::string_view sentence);

// Those whose values differ from `current`, are older and speak of the same words of the question; one for each value.
std::vector<Claim> outdated_by(const Claim& current, const std::vector<Claim>& claims, const Question& question);

// Leaves the kind of values that is asked for, and the claims that have any: only money changes a price, only the rest
// a plan.
void keep_wanted(std::vector<Claim>& claims, Wanted wanted);

// The heading and the quotes, marked as older; nothing when there are none.
void quote_outdated(Draft& draft, std::string_view heading, const std::vector<Claim>& outdated,
                    const ComposeContext& context);

}  // namespace familiar::answer::instant
