// Who asked and who answered: the discussions that lie in what was found, so that a thank-you is not taken for a
// recommendation and a short reply is understood by what it replies to.
#pragma once

#include "nouns/evidence.h"

#include <vector>

namespace familiar::answer::instant {

// Refers to the evidence it was made of, which outlives it.
class Talk {
public:
    explicit Talk(const std::vector<Evidence>& found);

    // The question that a post answers: in a thread of replies the one it goes back to, in a chat the last one before
    // it on the same day or so. Null when no such question was found.
    const Evidence* question_answered_by(const Evidence& evidence) const;

private:
    const Evidence* replied_to(const Evidence& evidence) const;
    const Evidence* asked_before(const Evidence& evidence) const;

    const std::vector<Evidence>& found_;
};

// Whether a post opens by asking ("Can anybody recommend …?"); a reply with a question in it still answers.
bool asks(const Evidence& evidence);

// The share of the question's words that the post holds by itself, in its text or title, weighed by rarity, 0…1.
double own_coverage(const Evidence& evidence);

// Whether a sentence of the post holds a word of the question.
bool holds_match(const Evidence& evidence, Span span);

}  // namespace familiar::answer::instant
