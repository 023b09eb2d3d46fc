// The words of sums in German, Spanish, Portuguese and French, put into the English that the grammar reads. Words that
// are not of a sum stay as they are, and the grammar refuses them. Pure functions, any thread.
#pragma once

#include "answer/compute/phrases/books.h"
#include "answer/compute/tokens.h"

#include <array>
#include <optional>
#include <span>

namespace familiar::answer::computing {

// One book for each language. The longest phrase that fits is taken.
std::array<std::span<const Phrase>, 4> phrase_books();

// The question by one phrase book; nothing if no word of it is in the book.
std::optional<Tokens> translated(const Tokens& question, std::span<const Phrase> book);

}  // namespace familiar::answer::computing
