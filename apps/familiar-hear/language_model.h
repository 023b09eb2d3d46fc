// A trigram model of what may be said, made from weighted sentences, in the ARPA format that recognisers read.
//
// Interpolated Witten-Bell smoothing (Chen and Goodman 1999, §2.6), counts may be fractions. Below the single words
// lies a base of other words with shares of their own, so that what no sentence holds can still be said. A value;
// building takes a moment, reading is const.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace familiar::hear {

struct WeighedSentence {
    std::string text;  // words with one space between two
    double weight = 1;
};

struct ModelWishes {
    double base_count = 1;         // how often, for each different word, the base is asked instead; 1 is Witten-Bell
    double novelty = 1;            // the same for longer histories
    double trigram_count_min = 0;  // rarer trigrams are left to the bigrams
};

class LanguageModel {
public:
    // `base`: words with their shares of general language; they need not add up to one.
    static LanguageModel make(const std::vector<WeighedSentence>& sentences,
                              const std::vector<std::pair<std::string, double>>& base, const ModelWishes& wishes = {});

    // The model as ARPA text.
    std::string arpa() const;
    // log10 of the probability of a sentence with its end; words that the model lacks are not counted in.
    double log10_of(std::string_view sentence) const;
    bool knows(std::string_view word) const { return numbers_.contains(std::string(word)); }
    std::size_t word_count() const { return words_.size(); }
    // All but the marks of beginning and end.
    std::vector<std::string> words() const { return {words_.begin() + 2, words_.end()}; }

private:
    using Gram =
        std::array<std::uint32_t, 3>;  // words from the oldest to the newest; unused places in front are k_none
    struct History {
        double count = 0;
        double kinds = 0;  // mass of what may follow beside what was seen
    };
    struct GramHash {
        std::size_t operator()(const Gram& gram) const;
    };
    template <class Value>
    using Grams = std::unordered_map<Gram, Value, GramHash>;

    std::uint32_t number_of(std::string_view word);
    void count(const WeighedSentence& sentence);
    void count_histories(const ModelWishes& wishes);
    double probability(const Gram& gram) const;
    double share_of_rest(const Gram& history) const;

    std::vector<std::string> words_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<double> base_;  // by word, adding up to one
    std::array<Grams<double>, 3> counts_;
    std::array<Grams<History>, 3> histories_;  // by the length of the history
};

}  // namespace familiar::hear
