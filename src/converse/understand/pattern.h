// Patterns of questions, as tables can hold them: "what did <author> say|write about|of <topic>".
//
// A pattern is words separated by spaces. "a|b" matches either word, "[a|b]" may be missing, "<name>" takes one or more
// words, as few as possible. Matching is over folded words from the first to the last, with backtracking; the length of
// questions is limited, so it is quick. Pure.
#pragma once

#include "base/words.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::converse {

// What the slots took, as spans of the text whose words were matched.
using Captures = std::map<std::string, Span, std::less<>>;

std::optional<Captures> match_pattern(std::string_view pattern, const std::vector<Word>& words);

}  // namespace familiar::converse
