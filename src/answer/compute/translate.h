// The words of sums in German, Spanish, Portuguese and French, put into the English that the grammar reads. Words that
// are not of a sum stay as they are, and the grammar refuses them. Constant data and pure functions, any thread.
#pragma once

#include "answer/compute/tokens.h"

#include <optional>
#include <span>
#include <string_view>

namespace familiar::answer::computing {

struct Phrase {
    std::string_view from;  // folded words
    std::string_view to;    // English words; "" for what says nothing
};

// One span for each language. The longest phrase that fits is taken.
std::span<const std::span<const Phrase>> phrase_books();

// The question by one phrase book; nothing if no word of it is in the book.
std::optional<Tokens> translated(const Tokens& question, std::span<const Phrase> book);

}  // namespace familiar::answer::computing
