// The limits of contemplating.
#pragma once

#include <cstddef>

namespace familiar::answer::contemplating {

inline constexpr std::size_t k_brief_words_max = 500;
inline constexpr std::size_t k_reply_statements_max = 60;  // what one agent may bring
inline constexpr std::size_t k_statements_max = 400;       // of the workspace
inline constexpr std::size_t k_evidence_looked_at = 120;   // of one search
inline constexpr std::size_t k_listed_max = 120;           // messages of a group, posts of a person
inline constexpr std::size_t k_discussions_max = 4;        // that are read from beginning to end
inline constexpr std::size_t k_gaps_max = 3;               // that the second round looks into
inline constexpr std::size_t k_gap_evidence = 20;          // of one search for a gap
inline constexpr std::size_t k_summary_max = 3;            // quotes above the first section
inline constexpr std::size_t k_voices_quoted = 3;          // of each side, whatever else is there to say
inline constexpr std::size_t k_links_max = 4;              // changes, and contradictions
inline constexpr std::size_t k_missing_max = 3;            // lines about what was not found
inline constexpr std::size_t k_voices_named_max = 12;      // of each side
inline constexpr std::size_t k_trim_words = 14;            // a longer sentence may be cut to one of its clauses
inline constexpr std::size_t k_items_max = 60;             // that are chosen before the words are counted
inline constexpr double k_seconds_expected = 1;            // of a run without a model, at the most

inline constexpr double k_relevance_needed = 0.35;  // of a statement, to enter the workspace
inline constexpr double k_relevance_alone = 0.45;   // where too little is surely about the subject to compare with
inline constexpr double k_gain_needed = 0.05;       // of what the first choices bring on average, to be chosen at all
inline constexpr double k_news_needed = 0.34;       // share of a statement's weight that must be new to the brief

}  // namespace familiar::answer::contemplating
