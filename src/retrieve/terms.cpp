#include "retrieve/terms.h"

#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace familiar::retrieve {

namespace {

void add_form(Term& term, std::string form) {
    if (std::ranges::find(term.forms, form) == term.forms.end() && term.forms.size() < store::k_forms_max) {
        term.forms.push_back(std::move(form));
    }
}

// A post may be in another language than the question, so a word is looked for under its stem in each.
void add_forms(Term& term, const Word& word, const std::string& language) {
    if (word.kind != WordKind::word) {
        add_form(term, word.folded);
        term.own_forms = 1;
        return;
    }
    add_form(term, stem_of(word.folded, language));
    // A name in the genitive without apostrophe, a plural that the stemmer leaves alone: the bare word as well.
    add_form(term, word.folded);
    if (const int value = number_value(word.folded); value >= 0) add_form(term, std::to_string(value));
    term.own_forms = term.forms.size();
    for (const std::string_view other : known_languages()) add_form(term, stem_of(word.folded, other));
}

bool wanted_word(const Word& word, const std::string& language, bool keep_function_words) {
    if (word.kind == WordKind::link) return false;
    if (keep_function_words) return true;
    return !is_function_word(word.folded, language) && !is_function_word(word.folded, "en");
}

void add_terms(std::vector<Term>& terms, std::string_view text, const std::string& language, double demand,
               bool keep_function_words) {
    const std::vector<Word> words = words_of(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Word& word = words[i];
        if (!wanted_word(word, language, keep_function_words)) continue;
        if (std::ranges::find(terms, word.folded, &Term::word) != terms.end()) continue;
        Term term;
        term.word = word.folded;
        term.demand = demand;
        term.name = demand >= k_carried_demand && word.kind == WordKind::word && is_capitalised(word.span.of(text));
        add_forms(term, word, language);
        if (terms.size() < store::k_match_terms_max) terms.push_back(std::move(term));
    }
}

// "Where does the book club meet": what stands behind the first "the" or "our", when it is several words; of more
// than two the last may be the verb, so only the first two count.
void mark_subject(std::vector<Term>& terms, std::string_view asked) {
    static constexpr std::array<std::string_view, 3> k_determiners = {"the", "our", "my"};
    const std::vector<Word> words = words_of(asked);
    const auto opening = std::ranges::find_if(
        words, [&](const Word& word) { return std::ranges::find(k_determiners, word.folded) != k_determiners.end(); });
    std::vector<Term*> subject;
    for (auto word = opening; word != words.end(); ++word) {
        if (word == opening) continue;
        const auto term = std::ranges::find(terms, word->folded, &Term::word);
        if (term == terms.end() || !term->is_demanded() || word->kind != WordKind::word) break;
        subject.push_back(&*term);
    }
    if (subject.size() > 2) subject.resize(2);
    if (subject.size() < 2) return;
    for (Term* term : subject) term->subject = true;
}

}  // namespace

std::vector<Term> terms_of(const Query& query) {
    std::vector<Term> terms;
    // The whole question tells its language better than the few words that are looked for.
    const std::string language = language_of(query.asked.empty() ? query.words : query.asked);
    add_terms(terms, query.words, language, k_asked_demand, false);
    add_terms(terms, query.carried_words, language, k_carried_demand, false);
    if (terms.empty()) add_terms(terms, query.words, language, k_asked_demand, true);
    add_terms(terms, query.context_words, language, k_context_demand, false);
    mark_subject(terms, query.asked);
    return terms;
}

std::vector<store::MatchTerm> match_terms(const std::vector<Term>& terms) {
    std::vector<store::MatchTerm> out;
    for (const Term& term : terms) out.push_back({term.forms, term.own_forms});
    return out;
}

void Collection::add(const store::TermStatistics& file) {
    posts += file.posts;
    words += file.words;
    with_term.resize(std::max(with_term.size(), file.with_term.size()));
    for (std::size_t i = 0; i < file.with_term.size(); ++i) with_term[i] += file.with_term[i];
}

double Collection::words_average() const {
    return posts == 0 ? 1.0 : std::max(1.0, static_cast<double>(words) / static_cast<double>(posts));
}

void weigh(std::vector<Term>& terms, const Collection& collection) {
    const auto n = static_cast<double>(collection.posts);
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const auto with = static_cast<double>(i < collection.with_term.size() ? collection.with_term[i] : 0);
        terms[i].idf = std::log(1 + std::max(0.0, n - with + 0.5) / (with + 0.5));
    }
}

}  // namespace familiar::retrieve
