// The words of a query as the index knows them.
#pragma once

#include "nouns/query.h"
#include "store/post_store.h"

#include <string>
#include <vector>

namespace familiar::retrieve {

// How much a word of the query counts.
inline constexpr double k_asked_demand = 1.0;
inline constexpr double k_carried_demand = 0.6;   // of the topic that a follow-up goes on about
inline constexpr double k_context_demand = 0.35;  // below k_carried_demand nothing is demanded, it only helps

// One word that is looked for.
struct Term {
    std::string word;                // folded
    std::vector<std::string> forms;  // stems in the languages that posts may be in, that of the question first
    std::size_t own_forms = 0;       // the first so many are the question's own: its stem, the bare word, a figure
    double demand = k_asked_demand;
    bool name = false;  // capitalised inside the question: a name that must be met
    // Of a thing that is asked about by several words side by side: "the book club".
    bool subject = false;
    double idf = 0;  // filled from the statistics

    bool is_demanded() const { return demand >= k_carried_demand; }
};

// Content words of the query, each once; all words when there are only function words.
std::vector<Term> terms_of(const Query& query);

std::vector<store::MatchTerm> match_terms(const std::vector<Term>& terms);

// Statistics over the files that one person can search, as one collection.
struct Collection {
    std::int64_t posts = 0;
    std::int64_t words = 0;
    std::vector<std::int64_t> with_term;

    void add(const store::TermStatistics& file);
    double words_average() const;
};

// Sets each term's idf: ln(1 + (N − n + 0.5) / (n + 0.5)), Robertson and Zaragoza (2009) with Lucene's positive form.
void weigh(std::vector<Term>& terms, const Collection& collection);

}  // namespace familiar::retrieve
