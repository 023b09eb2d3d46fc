#include "apps/familiar-hear/language_model.h"

#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

namespace familiar::hear {
namespace {

const std::vector<WeighedSentence> k_sentences = {
    {"where is the quiz", 1}, {"when is the quiz", 2}, {"where is the bakery", 0.5}, {"who baked the bread", 0.25}};
const std::vector<std::pair<std::string, double>> k_base = {{"the", 0.05}, {"cat", 0.001}, {"quiz", 0.0001}};

// The model as a reader of ARPA sees it: log10 shares and back-off weights by their words.
struct Arpa {
    std::map<std::string, double> shares;
    std::map<std::string, double> back_offs;

    explicit Arpa(const std::string& text) {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            const std::size_t first = line.find('\t');
            if (first == std::string::npos) continue;
            const std::size_t second = line.find('\t', first + 1);
            const std::string words = line.substr(first + 1, second == std::string::npos ? second : second - first - 1);
            shares[words] = std::strtod(line.c_str(), nullptr);
            if (second != std::string::npos) back_offs[words] = std::strtod(line.c_str() + second, nullptr);
        }
    }
    double log10_of(const std::string& history, const std::string& word) const {
        const auto known = shares.find(history.empty() ? word : history + " " + word);
        if (known != shares.end()) return known->second;
        if (history.empty()) return -99;
        const auto weight = back_offs.find(history);
        const std::size_t space = history.find(' ');
        const std::string shorter = space == std::string::npos ? "" : history.substr(space + 1);
        return (weight == back_offs.end() ? 0 : weight->second) + log10_of(shorter, word);
    }
};

TEST(LanguageModel, WhatMayFollowAddsUpToOneAfterEveryHistory) {
    const LanguageModel model = LanguageModel::make(k_sentences, k_base);
    const Arpa arpa(model.arpa());
    std::vector<std::string> words = model.words();
    words.push_back("</s>");
    for (const char* history : {"", "<s>", "is the", "where is", "the", "baked cat", "cat"}) {
        double sum = 0;
        for (const std::string& word : words) sum += std::pow(10, arpa.log10_of(history, word));
        EXPECT_NEAR(sum, 1, 0.005) << history;
    }
}

TEST(LanguageModel, TheTextSaysWhatTheModelSays) {
    const LanguageModel model = LanguageModel::make(k_sentences, k_base);
    const Arpa arpa(model.arpa());
    const double by_text = arpa.log10_of("<s>", "when") + arpa.log10_of("<s> when", "is") +
                           arpa.log10_of("when is", "cat") + arpa.log10_of("is cat", "</s>");
    EXPECT_NEAR(model.log10_of("when is cat"), by_text, 0.01);
}

TEST(LanguageModel, WhatWasSaidIsLikelierThanItsWordsInAnotherOrder) {
    const LanguageModel model = LanguageModel::make(k_sentences, k_base);
    EXPECT_GT(model.log10_of("when is the quiz"), model.log10_of("is when quiz the"));
    EXPECT_GT(model.log10_of("when is the quiz"), model.log10_of("when is the bakery"));
}

TEST(LanguageModel, WordsOfTheBaseCanBeSaidAndOthersAreUnknown) {
    const LanguageModel model = LanguageModel::make(k_sentences, k_base);
    EXPECT_TRUE(model.knows("cat"));
    EXPECT_FALSE(model.knows("dog"));
    EXPECT_GT(model.log10_of("cat"), -12);
}

TEST(LanguageModel, NothingMakesAModelThatSaysNothing) {
    const LanguageModel model = LanguageModel::make({}, {});
    EXPECT_EQ(model.word_count(), 2U);
    EXPECT_NE(model.arpa().find("ngram 1=2"), std::string::npos);
}

}  // namespace
}  // namespace familiar::hear
