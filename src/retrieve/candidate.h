// The second look: how well each sentence of a post answers, given what stands around it.
#pragma once

#include "nouns/evidence.h"
#include "nouns/query.h"
#include "retrieve/asking.h"
#include "retrieve/features.h"
#include "retrieve/reading.h"
#include "retrieve/talk.h"
#include "retrieve/terms.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace familiar::retrieve {

// A post with what ranking needs to know of its surroundings.
struct Candidate {
    Post post;
    std::string source_title;
    TermSet source_terms = 0;
    double matched = 0;          // BM25F as the store scored it
    std::vector<Before> before;  // nearest first
    bool thanked = false;        // in a chat, somebody who had asked thanks for it
};

struct RankContext {
    const Query& query;
    const std::vector<Term>& terms;
    const TermMatcher& matcher;
    std::optional<Timestamp> newest;  // of all candidates, for recency
    double matched_best = 0;          // of all candidates
    double words_average = 1;         // of a text
    std::vector<std::string> asked;   // the question's words as they stand, folded
    Asking asking = {};
    std::unordered_map<std::string, TermSet> kin = {};  // stems of talk that stand for terms; see talk_kin
};

// A candidate's text and what surrounds every sentence of it, read once.
struct Page {
    Candidate candidate;
    Reading text;
    Reading title;
    TermSet author = 0;
    TermSet near = 0;               // terms of the author's name and of what was written before
    double lexical = 0;             // BM25F over the exact words of the query
    double text_only = 0;           // without the title
    std::vector<TermSet> kin = {};  // of each sentence of a post or message, the terms whose kin stands there
    Heard heard = {};               // in the text of a message
};
Page page_of(Candidate candidate, const RankContext& context);

// An article without a date belongs to a work of reference; one with a date is news.
bool is_reference(const Post& post);

struct Judgement {
    Evidence evidence;
    Features features;
    double as_reference = 0;  // of a work of reference: the score by what was learned
    bool looked_at_again = false;
    std::optional<Grounds> grounds;                            // of the best article of reference
    std::vector<std::pair<Span, SentenceFeatures>> sentences;  // all of them; only when examined
};

// The features of all sentences of a page, in order, without those of the second look. Deterministic.
std::vector<SentenceFeatures> sentences_of(const Page& page, const RankContext& context);

// Makes a sentence the one that is quoted, and says by which words it was found.
void point_to(Evidence& evidence, const Page& page, std::size_t sentence, const SentenceFeatures& features,
              const RankContext& context);

// Scores a candidate among others, of which `lexical_best` is the best Page::lexical, and picks its best sentence.
// Deterministic.
Judgement judge(const Page& page, double lexical_best, const RankContext& context);

}  // namespace familiar::retrieve
