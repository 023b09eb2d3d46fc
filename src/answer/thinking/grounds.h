// Whether a piece of evidence really carries a step: its words, its verb, and the value that was carried into it. Pure
// functions, any thread.
#pragma once

#include "answer/thinking/carried.h"
#include "base/words.h"
#include "nouns/evidence.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::thinking {

// Whether the post, or what it answers, speaks of the value.
bool carries_value(const Evidence& evidence, const Value& value);

// The share of the question's telling words that stand in the post or right around it, 0…1; words of `known` are left
// out. 1 when there are none.
double share_met(const Evidence& evidence, std::string_view question, std::string_view known);

// The same for one sentence alone, with its title and author.
double share_in_sentence(const Evidence& evidence, Span sentence, std::string_view question, std::string_view known);

// How far a value from this evidence can be believed, 0…1: less when the verb, the noun or a name is not there.
double trust_in(const Evidence& evidence, const Sought& sought);

// Whether a sentence says itself what somebody is asked for ("judged", "the judge"), not only what stands around it.
bool says_deed(const std::vector<Word>& words, std::string_view question);
inline constexpr double k_deed_said = 0.1;  // what that adds

// Whether a quote offers what is wanted: a time, an amount, a person …
bool offers(const Evidence& evidence, Span quote, Wanted wanted);

}  // namespace familiar::answer::thinking
