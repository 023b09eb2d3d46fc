// The words of a query as the index knows them.
#pragma once

#include "nouns/query.h"
#include "store/post_store.h"

#include <string>
#include <vector>

namespace familiar::retrieve {

// One word that is looked for. `demand` is how much it counts: 1 for what was asked, less for context.
struct Term {
    std::string word;                // folded
    std::vector<std::string> forms;  // stems in the languages that posts may be in
    double demand = 1;
    bool name = false;               // capitalised inside the question: a name that must be met
    double idf = 0;                  // filled from the statistics
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
