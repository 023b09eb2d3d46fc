// A text as ranking reads it, once: its words, which of them are asked for, and its sentences.
#pragma once

#include "base/words.h"
#include "retrieve/terms.h"

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace familiar::retrieve {

// Terms of the query by their places in it.
using TermSet = std::uint32_t;
static_assert(store::k_match_terms_max <= 32, "one bit a term");

inline constexpr int k_no_term = -1;

// Knows the terms of one query: as they stand, and by their stem in the language of the text that is read, so that
// "plane" is not found in "plan" because another language would end it so. The terms outlive it.
class TermMatcher {
public:
    explicit TermMatcher(const std::vector<Term>& terms);

    // The term that a word of a text in `language` is, or k_no_term.
    int term_of(const Word& word, std::string_view language) const;
    // The term that two words are together: "super bowl" is "superbowl".
    int term_of(const Word& first, const Word& second) const;
    // Those that occur in a text.
    TermSet in(std::string_view text) const;
    TermSet in(std::string_view text, const std::vector<Word>& words) const;
    std::size_t size() const { return size_; }

private:
    using Forms = std::unordered_map<std::string, int>;

    Forms bare_;                                             // words and figures
    std::vector<std::pair<std::string_view, Forms>> stems_;  // by language
    std::size_t size_ = 0;
    std::array<bool, 256> starts_{};  // their first bytes: a stem begins as its word does
};

struct Sentence {
    Span span;
    std::size_t first_word = 0;
    std::size_t end_word = 0;
    TermSet terms = 0;
};

struct Reading {
    std::vector<Word> words;
    std::vector<int> terms;   // of each word
    std::vector<int> counts;  // of each term
    std::vector<Sentence> sentences;
    TermSet whole = 0;
};

// At most k_sentences_max sentences.
Reading read(std::string_view text, const TermMatcher& matcher);

// The words of a sentence with spans inside it, as cues_of wants them.
std::vector<Word> words_in(const Reading& reading, const Sentence& sentence);

// Pairs of terms that stand side by side in the query (bit t: terms t and t + 1) and, in the same order and hardly
// further apart, among the words first…end.
TermSet pairs_in(const Reading& reading, std::size_t first, std::size_t end);

}  // namespace familiar::retrieve
