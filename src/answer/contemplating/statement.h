// Sentences of what was found, read once: what each holds that a brief could be wanted for. Pure.
#pragma once

#include "answer/composer.h"
#include "answer/contemplating/subject.h"
#include "answer/instant/values.h"
#include "base/cues.h"
#include "nouns/evidence.h"

#include <memory>
#include <string>
#include <vector>

namespace familiar::answer::contemplating {

// A unit of content: a word, a figure, a date, a name. A brief that covers more of those that matter says more.
struct Concept {
    enum class Kind { word, name, number, amount, date, clock };
    Kind kind = Kind::word;
    std::string key;  // unique over all kinds

    friend auto operator<=>(const Concept&, const Concept&) = default;
};

struct Statement {
    std::shared_ptr<const Evidence> evidence;
    Span span;              // of the post's text
    std::size_t words = 0;  // in the span
    std::vector<Concept> concepts;  // sorted, each once
    Cues cues;
    instant::Stated stated;
    int leaning = 0;
    bool undecided = false;
    bool corrects = false;  // says of itself that something is new or no longer so
    bool asks = false;
    double relevance = 0;  // 0…1

    std::string_view text() const { return span.of(evidence->post.text); }
};

// Where a statement is: two agents that bring the same one bring this.
std::pair<PostId, std::size_t> place_of(const Statement& statement);

// The sentences of a post as statements about the subject; none of a post that gives orders.
std::vector<Statement> statements_in(const std::shared_ptr<const Evidence>& evidence, const Subject& subject,
                                     const ComposeContext& context);

// The same statement cut to one of its clauses that can stand alone, in the order of the text; empty for a short one.
std::vector<Statement> clauses_of(const Statement& statement, const Subject& subject, const ComposeContext& context);

// Words, names, figures, dates and clock times of a text.
std::vector<Concept> concepts_in(std::string_view text, CivilDate written_on, std::string_view language);

}  // namespace familiar::answer::contemplating
