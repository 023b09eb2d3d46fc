// What counts in talk alone, by hand: answers to a question that was asked there before, what settles a matter, what
// only asks or shrugs. Pure functions, any thread.
#pragma once

#include "retrieve/candidate.h"
#include "retrieve/shares.h"

namespace familiar::retrieve {

// Fills what a message is and which words stand in it for words of the question, and lets it lean on the question that
// it answers.
void hear(Page& page, const RankContext& context);

// What a message is worth beyond its best sentence, whose features these are; 0 for what is no message.
double in_talk(const Page& page, const SentenceFeatures& best, const Shares& shares, const RankContext& context);

}  // namespace familiar::retrieve
