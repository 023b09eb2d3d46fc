// A sentence or span read for checking: its words with what they are, its amounts, its dates and times, and where it
// denies or hedges. Signs, not understanding; English best. Pure, any thread.
#pragma once

#include "answer/cite/quantities.h"
#include "base/time.h"
#include "base/words.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::cite {

// A word that says something: no function word, no number or date.
struct Term {
    Span span;
    std::string folded;
    std::string stem;
    double weight = 1;
    std::size_t word = 0;      // its place among all words
    std::size_t clause = 0;    // which clause it stands in
    bool is_name = false;      // written like one, within a sentence
    bool may_be_name = false;  // opens a sentence
    bool is_denied = false;    // the first term behind "not", "no", "never"
    bool is_hedged = false;    // the first term behind "may", "might", "perhaps"
    std::vector<std::uint16_t> meanings;
    std::vector<std::uint16_t> oppositions;
};

struct Clause {
    int denials = 0;  // "not", "never", "without"
    bool hedges = false;
};

// A little word that turns what follows it: "before", "more", "without".
struct Turn {
    std::string word;
    std::string target;  // the stem of the term behind it
    std::vector<std::uint16_t> oppositions;
};

struct Statement {
    std::string text;
    std::size_t words = 0;
    std::vector<Term> terms;
    std::vector<Amount> amounts;
    std::vector<When> whens;
    std::vector<Clause> clauses;
    std::vector<Turn> turns;
    std::vector<std::size_t> denying_at;  // "cancelled", "lacks": places among the words
    bool has_all = false;                 // "all", "every", "always", "only"
    bool has_some = false;                // "some", "many", "often", "may"
    bool has_pronoun = false;             // "he", "it", "this": speaks of something before it
};

// `written_on`: what relative days and dates without a year are seen from.
Statement read_statement(std::string_view text, std::optional<CivilDate> written_on);

// Prose without the marks of Markdown: emphasis, headings, bullets, tables, links (their labels stay).
std::string without_markup(std::string_view text);

}  // namespace familiar::answer::cite
