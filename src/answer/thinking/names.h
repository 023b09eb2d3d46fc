// Names inside a sentence: runs of capitalised words. Pure functions, any thread.
#pragma once

#include "base/span.h"
#include "base/words.h"

#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::thinking {

struct Name {
    Span span;              // in the sentence
    std::size_t first = 0;  // of its words in words_of(sentence), [first, end)
    std::size_t end = 0;
    bool opens = false;  // a single word that begins a sentence: it may be any word
};

// `titles`: "The Tin Orchard", "A House for Swallows" are one name each, with their small words.
std::vector<Name> capitalised_runs(std::string_view sentence, const std::vector<Word>& words, bool titles);

// Whether all words of one name are in the other ("Petrak", "Viktor Petrak").
bool same_name(std::string_view a, std::string_view b);
// Whether some word of `name` is among the folded words of `text`.
bool shares_word(std::string_view name, std::string_view text);
// Whether all words of `name` stand in `text`.
bool all_words_in(std::string_view name, std::string_view text);

}  // namespace familiar::answer::thinking
