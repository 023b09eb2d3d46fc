// What words are, as far as taking questions apart needs it: small tables of English, with some German, Spanish and
// Portuguese. Pure functions of folded words, any thread.
#pragma once

#include "answer/thinking/plan.h"

#include <optional>
#include <string>
#include <string_view>

namespace familiar::answer::thinking {

// What a noun stands for; anything when it is not known.
Sort sort_of_noun(std::string_view word);
// "one", "person", "place", "day": says nothing about what is looked for.
bool is_bare_noun(std::string_view word);
// "sister", "neighbour", "boss": somebody in a relation to somebody.
bool is_relation(std::string_view word);
// "choir", "club", "school": what people belong to.
bool is_membership(std::string_view word);
// "winner" → "won": what somebody does who is called so; empty for others.
std::string_view deed_of(std::string_view word);

bool is_auxiliary(std::string_view word);    // "does", "will", "is"
bool is_be(std::string_view word);           // "is", "were"
bool is_bare_verb(std::string_view word);    // "charge", "come"
bool is_predicate(std::string_view word);    // "open", "named": ends a question with "is"
bool is_preposition(std::string_view word);  // "in", "after"
bool is_question_word(std::string_view word);
bool is_pronoun(std::string_view word);  // "he", "it", "there"

// One form for all of a verb ("led", "leads" → "lead"), else the stem.
std::string lemma_of(std::string_view word, std::string_view language);
// "sold", "opened".
bool is_past_form(std::string_view word);
// Any form of a known verb: "runs", "won", "baking".
bool is_verb_form(std::string_view word);
// Of verbs whose forms share no stem: "laid" → "lay", "come" → "came"; empty for others.
std::string other_form_of(std::string_view word);
// Whether two lemmas say much the same ("lead", "run").
bool are_kin(std::string_view a, std::string_view b);
// Verbs of change of place or time, which sources put as "a new home", "now", "instead".
bool is_moving(std::string_view lemma);

// "cheaper" → amount, less; nothing when the word does not compare.
std::optional<Measure> measure_of(std::string_view word);

}  // namespace familiar::answer::thinking
