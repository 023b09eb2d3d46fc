// What ranking knows about a candidate and its sentences, as numbers, and what each of them is worth. The worth was
// learned from real questions by bench/quality/train.py where those have the thing to learn from, and set by hand where
// they have not (weights.h says which).
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace familiar::retrieve {

// Of a sentence.
enum class SentenceFeature : std::size_t {
    around,        // share of the query met in the sentence or near it, each word by the best place where it stands
    own,           // share of the query met in the sentence itself
    beyond_title,  // the same, of what the title does not say
    help,          // share of the helping words met
    person,        // offers the name that is wanted; likewise the next
    time,
    place,
    amount,
    number,
    reason,
    lacks,        // no figure where one is wanted
    negated,      // says who not
    asks,         // a question is rarely an answer
    change,       // tells of a change; twice, when the latest is asked for
    pairs,        // share of the query's neighbours met side by side
    opening,      // it is the first
    early,        // 1 / its place
    wording,      // share of all words of the question, little ones too
    new_names,    // logarithm of the number of capitalised words that the question does not say
    new_numbers,  // the same of numbers
    length,       // logarithm of the number of words
    // Of the second look alone, which only the best articles get; about the words see asking.h.
    asks_who,  // what the question asks for, the same for all sentences; likewise the next
    asks_when,
    asks_where,
    asks_amount,
    asks_reason,
    asks_thing,
    asks_definition,
    asks_latest,
    asks_earliest,
    first_look,        // the score of the first look, less the page's best
    kin,               // share of the question's words with kin of which some stands here
    kin_most,          // the same, less the most that another sentence holds
    kin_count,         // logarithm of the number of words that are kin
    offers,            // logarithm of the number of things of the kind that is asked for
    offers_near,       // 1 / the fewest words between such a thing and a word that is asked for and not in the title
    full_names,        // number of names of several words that the question does not say
    lone_names,        // the same of one word
    years,             // number of years
    latest_year,       // holds the latest year of the page; less by how far it is from it
    earliest_year,     // the same of the earliest
    months,            // number of months
    figures,           // number of other numbers
    places,            // number of new names after "in", "at", "near" …
    agents,            // new names after "by"
    roles,             // words of people's callings: "actor", "born"
    head,              // the noun that is asked for stands here
    head_counted,      // and a number before it
    head_named,        // and a new name beside it
    alone,             // share of the query met in no other sentence nor the title
    rarest,            // the rarest word of the query that is not in the title
    last_word,         // the question's last word
    verb,              // the word after the one that asks
    pairs_of_words,    // share of the question's pairs of words, little ones too
    run,               // longest run of the question's words, as a share of it
    in_order,          // the longest common subsequence with the question, as a share of it
    window,            // its words of the query over the shortest stretch that holds them
    opens_by_pronoun,  // goes on about the one before
    opens_by_article,  // "the"
    opens_by_title,    // begins with the title's first word that says something
    says_title,        // share of the title's words
    is_definition,     // the title, then "is" or its like soon after
    place_in_page,     // 0 the first … 1 the last
    sentences,         // logarithm of the number of the page's sentences
    before,            // share of the query in the sentence before; likewise after
    after,
    brackets,
    quotes,
    capitals,  // share of words with a capital
    commas,
    count
};

// Of a candidate.
enum class Feature : std::size_t {
    sentence,          // what its best sentence is worth
    matched,           // BM25F as matching scored it, as a share of the best candidate's
    lexical,           // BM25F over the exact words, as a share of the most that the query can reach
    lexical_relative,  // the same, as a share of the best candidate's
    text_only,         // BM25 of the text without the title, as a share of the most
    whole,             // share of the query met in title and text
    title,             // share of the query met in the title
    title_purity,      // share of the title that is asked for
    title_order,       // share of the title that stands in the question in its order, little words too
    pairs,             // share of the query's neighbours met side by side, anywhere
    wording,           // share of the question's pairs of words, little ones too, that stand so in title or text
    rarest,            // the rarest word is met
    rare,              // share of the query met in title and text, by the squares of rarity
    window,            // the number of the query's words over the shortest stretch that holds them
    opening,           // the best sentence is the first
    length,            // logarithm of the number of words
    // Of the second look alone. First what the question asks for, the same for all candidates.
    asks_who,
    asks_when,
    asks_where,
    asks_amount,
    asks_reason,
    asks_thing,
    asks_definition,
    first_look,   // the score of the first look, less the best candidate's
    first_rank,   // 1 / the place by it
    best_around,  // the most that any sentence has of the sentence's feature; likewise the next
    best_own,
    best_beyond_title,
    best_kin,
    best_offers_near,
    best_run,
    best_in_order,
    best_window,
    kin,             // share of the question's words with kin of which some stands in the text
    kin_count,       // logarithm of the number of words that are kin
    kin_rate,        // their share of the words
    kin_opening,     // share of the question's words with kin of which some stands in the first sentence
    opens_defining,  // the first sentence says what the title is
    title_words,     // number of words of the title
    title_run,       // longest run of the question's words in the title, as a share of the title
    unmet,           // greatest rarity of a word of the query that is met nowhere
    sentences,       // logarithm of their number
    same_title,      // logarithm of the number of candidates with the same title
    kin_of_title,    // kin_rate less the most of the others with the same title; likewise the next
    text_of_title,   // by text_only
    first_of_title,  // by first_look
    best_sentence,   // the most that a sentence scores in the first look
    best_pairs,      // as best_around, of pairs_of_words
    opening_met,     // share of the query met in the title and the first sentence
    title_outside,   // number of the title's words before any bracket that say something and are not asked for
    numbers_met,     // share of the question's numbers, "second" and "2" alike, in title or first sentence
    numbers_amiss,   // number of the title's numbers that the question does not say
    count
};

// Of the best article of reference: grounds to believe that it answers at all.
enum class Ground : std::size_t {
    score,  // the second look's, of the article
    ahead,  // the same, less the second's; likewise the next
    ahead_of_third,
    ahead_of_tenth,
    sentence_score,  // the second look's, of its best sentence
    sentence_ahead,  // the same, less its second sentence's
    same_title,      // the second has the same title
    words,           // number of words that are asked for
    words_unmet,     // number of those that are met nowhere
    words_outside,   // number of those that are met neither in the best sentence nor in the title
    rarity,          // of a word of the query, on average
    unmet,           // greatest rarity of a word that is met nowhere; likewise in neither best sentence nor title
    outside,
    lexical_total,  // BM25F over the exact words
    // The article's, by the same names.
    lexical,
    text_only,
    whole,
    title,
    title_purity,
    title_order,
    title_run,
    title_words,
    pairs,
    wording,
    rarest,
    rare,
    window,
    best_around,
    best_own,
    best_in_order,
    best_run,
    kin,
    length,
    asks_who,
    asks_when,
    asks_where,
    asks_amount,
    asks_definition,
    // Its best sentence's.
    own,
    beyond_title,
    in_order,
    sentence_window,
    offers,
    offers_near,
    says_title,
    head,
    verb,
    last_word,
    count
};

std::string_view name_of(SentenceFeature feature);
std::string_view name_of(Feature feature);
std::string_view name_of(Ground ground);

template <class Name>
class FeatureVector {
public:
    static constexpr std::size_t k_size = static_cast<std::size_t>(Name::count);
    using Weights = std::array<double, k_size>;

    double& operator[](Name feature) { return values_[static_cast<std::size_t>(feature)]; }
    double operator[](Name feature) const { return values_[static_cast<std::size_t>(feature)]; }
    double dot(const Weights& weights) const {
        double sum = 0;
        for (std::size_t i = 0; i < k_size; ++i) sum += weights[i] * values_[i];
        return sum;
    }

private:
    std::array<double, k_size> values_{};
};

using SentenceFeatures = FeatureVector<SentenceFeature>;
using Features = FeatureVector<Feature>;
using Grounds = FeatureVector<Ground>;

}  // namespace familiar::retrieve
