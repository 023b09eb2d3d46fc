#include "retrieve/confidence.h"

#include "retrieve/shares.h"
#include "retrieve/trees.h"

#include <algorithm>
#include <cmath>

namespace familiar::retrieve {

namespace {

using G = Ground;

// What stands where a list ends: behind all.
constexpr double k_nothing_behind = 8;

// How far the first of a falling list is ahead of the one at a place.
double ahead(const std::vector<double>& scores, std::size_t place) {
    return place < scores.size() ? scores.front() - scores[place] : k_nothing_behind;
}

void add_words(Grounds& grounds, const Lead& lead, const RankContext& context) {
    const TermSet anywhere = lead.page.text.whole | lead.page.title.whole | lead.page.near;
    const TermSet here = lead.sentence_terms | lead.page.title.whole;
    double rarity = 0;
    for (std::size_t t = 0; t < context.terms.size(); ++t) {
        const Term& term = context.terms[t];
        if (!term.is_demanded()) continue;
        ++grounds[G::words];
        rarity += term.idf;
        if (!holds(anywhere, t)) {
            ++grounds[G::words_unmet];
            grounds[G::unmet] = std::max(grounds[G::unmet], term.idf);
        }
        if (!holds(here, t)) {
            ++grounds[G::words_outside];
            grounds[G::outside] = std::max(grounds[G::outside], term.idf);
        }
    }
    grounds[G::rarity] = rarity / std::max(1.0, grounds[G::words]);
}

void add_article(Grounds& grounds, const Features& features) {
    using F = Feature;
    static constexpr std::pair<G, F> k_same[] = {{G::lexical, F::lexical},
                                                 {G::text_only, F::text_only},
                                                 {G::whole, F::whole},
                                                 {G::title, F::title},
                                                 {G::title_purity, F::title_purity},
                                                 {G::title_order, F::title_order},
                                                 {G::title_run, F::title_run},
                                                 {G::title_words, F::title_words},
                                                 {G::pairs, F::pairs},
                                                 {G::wording, F::wording},
                                                 {G::rarest, F::rarest},
                                                 {G::rare, F::rare},
                                                 {G::window, F::window},
                                                 {G::best_around, F::best_around},
                                                 {G::best_own, F::best_own},
                                                 {G::best_in_order, F::best_in_order},
                                                 {G::best_run, F::best_run},
                                                 {G::kin, F::kin},
                                                 {G::length, F::length},
                                                 {G::asks_who, F::asks_who},
                                                 {G::asks_when, F::asks_when},
                                                 {G::asks_where, F::asks_where},
                                                 {G::asks_amount, F::asks_amount},
                                                 {G::asks_definition, F::asks_definition}};
    for (const auto& [ground, feature] : k_same) grounds[ground] = features[feature];
}

void add_sentence(Grounds& grounds, const SentenceFeatures& features) {
    using S = SentenceFeature;
    static constexpr std::pair<G, S> k_same[] = {{G::own, S::own},
                                                 {G::beyond_title, S::beyond_title},
                                                 {G::in_order, S::in_order},
                                                 {G::sentence_window, S::window},
                                                 {G::offers, S::offers},
                                                 {G::offers_near, S::offers_near},
                                                 {G::says_title, S::says_title},
                                                 {G::head, S::head},
                                                 {G::verb, S::verb},
                                                 {G::last_word, S::last_word}};
    for (const auto& [ground, feature] : k_same) grounds[ground] = features[feature];
}

}  // namespace

Grounds grounds_of(const Lead& lead, const RankContext& context) {
    Grounds grounds;
    grounds[G::score] = lead.scores.front();
    grounds[G::ahead] = ahead(lead.scores, 1);
    grounds[G::ahead_of_third] = ahead(lead.scores, 2);
    grounds[G::ahead_of_tenth] = ahead(lead.scores, 9);
    grounds[G::sentence_score] = lead.sentence_scores.front();
    grounds[G::sentence_ahead] = ahead(lead.sentence_scores, 1);
    grounds[G::same_title] = lead.second_has_same_title ? 1 : 0;
    grounds[G::lexical_total] = lead.page.lexical;
    add_words(grounds, lead, context);
    add_article(grounds, lead.features);
    add_sentence(grounds, lead.sentence);
    return grounds;
}

double confidence_of(const Grounds& grounds) { return 1 / (1 + std::exp(-sum_of(confidence_trees(), grounds))); }

}  // namespace familiar::retrieve
