// Sentences of what was found, read once: what each holds that a brief could be wanted for. Pure.
#pragma once

#include "answer/composer.h"
#include "answer/contemplating/subject.h"
#include "answer/instant/values.h"
#include "base/cues.h"
#include "nouns/evidence.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace familiar::answer::contemplating {

// A unit of content: a word, a figure, a date, a name. A brief that covers more of those that matter says more.
struct Concept {
    enum class Kind { word, name, number, amount, date, clock };
    Kind kind = Kind::word;
    std::uint64_t key = 0;  // of its text

    friend auto operator<=>(const Concept&, const Concept&) = default;
};
Concept concept_of(Concept::Kind kind, std::string_view text);

// Words that many sentences with a value hold, whatever they are about ("euro", "Tuesday").
bool goes_with_any_value(const Concept& one);

// What a sentence or clause holds, whatever it was found for.
struct Reading {
    Span span;                       // of the post's text
    std::size_t words = 0;           // in the span
    std::vector<Concept> concepts;   // sorted, each once
    std::vector<std::uint64_t> bag;  // all its words, sorted
    Cues cues;
    instant::Stated stated;
    int leaning = 0;
    bool undecided = false;
    bool corrects = false;  // says of itself that something is new or no longer so
    bool asks = false;
};
using Readings = std::vector<std::shared_ptr<const Reading>>;

struct Statement {
    std::shared_ptr<const Evidence> evidence;
    std::shared_ptr<const Reading> read;
    double relevance = 0;  // 0…1

    std::string_view text() const { return read->span.of(evidence->post.text); }
};

// Whether two say the same in the same words.
bool same_words(const Reading& a, const Reading& b);

// Where a statement is: two agents that bring the same one bring this.
std::pair<PostId, std::size_t> place_of(const Statement& statement);

// The sentences of a post.
Readings read_sentences(const Post& post, const ComposeContext& context, std::string_view language);

// The sentences as statements about the subject; none of a post that gives orders.
std::vector<Statement> statements_in(const std::shared_ptr<const Evidence>& evidence, const Readings& sentences,
                                     const Subject& subject);

// The same statement cut to one of its clauses that can stand alone, in the order of the text; empty for a short one.
std::vector<Statement> clauses_of(const Statement& statement, const Subject& subject, const ComposeContext& context);

}  // namespace familiar::answer::contemplating
