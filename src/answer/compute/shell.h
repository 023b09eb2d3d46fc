// What people put around a sum: greetings, politeness, "what is". Taken off before reading, so that the grammar of a
// sum stays small and everything it does not know is a reason to refuse. Pure functions, any thread.
#pragma once

#include "answer/compute/tokens.h"

#include <span>

namespace familiar::answer::computing {

// The question without greeting, politeness and the marks at its end.
std::span<const Token> without_politeness(std::span<const Token> question);

struct Asked {
    std::span<const Token> what;
    bool aloud = false;  // the question asks for a value in so many words; "5-3" alone does not
};

// The question without what asks for a value: "what is", "how much is", "calculate", "=".
Asked value_asked(std::span<const Token> question);

}  // namespace familiar::answer::computing
