#include "apps/familiar-hear/language_model.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <limits>

namespace familiar::hear {

namespace {

constexpr std::uint32_t k_none = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t k_begin = 0;
constexpr std::uint32_t k_end = 1;
constexpr double k_never = -99;  // ARPA's logarithm of nothing
constexpr double k_base_of_unnamed = 1e-7;

double log10_bounded(double share) { return share <= 0 ? k_never : std::max(k_never, std::log10(share)); }

}  // namespace

std::size_t LanguageModel::GramHash::operator()(const Gram& gram) const {
    std::uint64_t mixed = 0;
    for (const std::uint32_t number : gram) mixed = (mixed ^ number) * 0x9E3779B97F4A7C15U;
    return static_cast<std::size_t>(mixed ^ (mixed >> 32U));
}

LanguageModel LanguageModel::make(const std::vector<WeighedSentence>& sentences,
                                  const std::vector<std::pair<std::string, double>>& base, const ModelWishes& wishes) {
    LanguageModel model;
    model.number_of("<s>");
    model.number_of("</s>");
    for (const WeighedSentence& sentence : sentences) model.count(sentence);
    for (const auto& [word, share] : base) model.number_of(word);
    model.base_.assign(model.words_.size(), k_base_of_unnamed);
    for (const auto& [word, share] : base) model.base_[model.numbers_.at(word)] = share;
    model.base_[k_begin] = 0;
    model.base_[k_end] = 0;
    double sum = 0;
    for (const double share : model.base_) sum += share;
    for (double& share : model.base_) share /= sum > 0 ? sum : 1;
    std::erase_if(model.counts_[2], [&](const auto& counted) { return counted.second < wishes.trigram_count_min; });
    model.count_histories(wishes);
    return model;
}

std::uint32_t LanguageModel::number_of(std::string_view word) {
    const auto [place, is_new] = numbers_.try_emplace(std::string(word), static_cast<std::uint32_t>(words_.size()));
    if (is_new) words_.emplace_back(word);
    return place->second;
}

void LanguageModel::count(const WeighedSentence& sentence) {
    Gram gram = {k_none, k_none, k_begin};
    const auto shift = [&](std::uint32_t word) {
        gram = {gram[1], gram[2], word};
        counts_[0][{k_none, k_none, word}] += sentence.weight;
        counts_[1][{k_none, gram[1], word}] += sentence.weight;
        if (gram[0] != k_none) counts_[2][gram] += sentence.weight;
    };
    std::string_view rest = sentence.text;
    while (!rest.empty()) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        if (space > 0) shift(number_of(rest.substr(0, space)));
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    shift(k_end);
}

// A history of one word stands in the last place but one of its grams, so the histories of length n are grams whose
// newest n words they are.
void LanguageModel::count_histories(const ModelWishes& wishes) {
    for (std::size_t length = 0; length < 3; ++length) {
        for (const auto& [gram, count] : counts_[length]) {
            Gram history = {k_none, gram[0], gram[1]};
            History& found = histories_[length][history];
            found.count += count;
            // Evidence of less than one sighting is evidence of less than one kind.
            found.kinds += std::min(1.0, count) * (length == 0 ? wishes.base_count : wishes.novelty);
        }
    }
}

double LanguageModel::share_of_rest(const Gram& history) const {
    const std::size_t length = history[1] != k_none ? 2 : history[2] != k_none ? 1 : 0;
    const auto found = histories_[length].find(history);
    if (found == histories_[length].end()) return 1;
    return found->second.kinds / (found->second.count + found->second.kinds);
}

double LanguageModel::probability(const Gram& gram) const {
    const std::size_t length = gram[0] != k_none ? 2 : gram[1] != k_none ? 1 : 0;
    const Gram history = {k_none, gram[0], gram[1]};
    Gram shorter = gram;
    if (length > 0) shorter[2 - length] = k_none;
    const double below = length == 0 ? base_[gram[2]] : probability(shorter);
    const auto known = histories_[length].find(history);
    if (known == histories_[length].end()) return below;
    const auto counted = counts_[length].find(gram);
    const double count = counted == counts_[length].end() ? 0 : counted->second;
    return (count + known->second.kinds * below) / (known->second.count + known->second.kinds);
}

double LanguageModel::log10_of(std::string_view sentence) const {
    Gram gram = {k_none, k_none, k_begin};
    double sum = 0;
    const auto shift = [&](std::uint32_t word) {
        gram = {gram[1], gram[2], word};
        sum += log10_bounded(probability(gram));
    };
    while (!sentence.empty()) {
        const std::size_t space = std::min(sentence.find(' '), sentence.size());
        const auto known = numbers_.find(std::string(sentence.substr(0, space)));
        if (known != numbers_.end()) shift(known->second);
        sentence.remove_prefix(std::min(space + 1, sentence.size()));
    }
    shift(k_end);
    return sum;
}

std::string LanguageModel::arpa() const {
    std::array<std::vector<Gram>, 3> grams;
    for (std::uint32_t word = 0; word < words_.size(); ++word) grams[0].push_back({k_none, k_none, word});
    for (const std::size_t length : {1U, 2U}) {
        for (const auto& [gram, count] : counts_[length]) grams[length].push_back(gram);
        std::ranges::sort(grams[length]);
    }
    std::string text = "\\data\\\n";
    auto out = std::back_inserter(text);
    for (std::size_t length = 0; length < 3; ++length)
        fmt::format_to(out, "ngram {}={}\n", length + 1, grams[length].size());
    for (std::size_t length = 0; length < 3; ++length) {
        fmt::format_to(out, "\n\\{}-grams:\n", length + 1);
        for (const Gram& gram : grams[length]) {
            const bool begins = length == 0 && gram[2] == k_begin;
            fmt::format_to(out, "{:.4f}\t", begins ? k_never : log10_bounded(probability(gram)));
            for (std::size_t i = 2 - length; i < 3; ++i) fmt::format_to(out, "{}{}", words_[gram[i]], i < 2 ? " " : "");
            if (length < 2 && gram[2] != k_end) {
                const Gram history = {k_none, length == 0 ? k_none : gram[1], gram[2]};
                fmt::format_to(out, "\t{:.4f}", log10_bounded(share_of_rest(history)));
            }
            text += '\n';
        }
    }
    return text += "\n\\end\\\n";
}

}  // namespace familiar::hear
