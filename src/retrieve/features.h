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
    count
};

std::string_view name_of(SentenceFeature feature);
std::string_view name_of(Feature feature);

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

}  // namespace familiar::retrieve
