// Which characters of a post are worth quoting for a question.
#pragma once

#include "nouns/evidence.h"
#include "nouns/question.h"

#include <vector>

namespace familiar::answer::instant {

// In a work of reference the passage that ranking chose; else the best sentence, with the next one when only that holds
// what is wanted, cut to a length that can be read.
Span passage_for(const Evidence& evidence, Wanted wanted);

// The sentences of a post that state something, the best one first.
std::vector<Span> statements_of(const Evidence& evidence);

// A sentence cut at a word to at most k_quote_bytes_max.
Span readable(std::string_view text, Span span);

// Whether a post can be quoted at all: it carries the question and gives no orders.
bool carries(const Evidence& evidence, double coverage_needed);

// Whether a post is likely enough to answer the question: by what was learned for works of reference, by how much of
// the question it carries for others.
bool answers(const Evidence& evidence);

// How sure an answer that leads with this may be, 0…1.
double confidence_in(const Evidence& evidence);

// Whether the quoted sentence is a question or a search for something.
bool only_asks(const Evidence& evidence, Span span);

// Whether two quotes say the same in the same words.
bool same_words(std::string_view a, std::string_view b);

}  // namespace familiar::answer::instant
