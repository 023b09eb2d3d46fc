#include "converse/computable.h"

#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <optional>

namespace familiar::converse {

namespace {

bool is_currency(std::string_view folded_word) {
    static constexpr std::array<std::string_view, 9> k_names = {"euro",  "euros",  "eur",   "dollar", "dollars",
                                                                "pound", "pounds", "cents", "kr"};
    return std::ranges::find(k_names, folded_word) != k_names.end();
}

// The number that the last answer was about: a computed result, or the first amount of money of its first sentence,
// else its only number.
std::optional<std::string> amount_before(const Answer& answer) {
    if (answer.sentences.empty()) return std::nullopt;
    const Sentence& lead = answer.sentences.front();
    const std::string text = lead.citations.empty() ? lead.text : lead.citations.front().quote;
    const std::vector<Word> words = words_of(text);
    std::vector<std::string> numbers;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].kind != WordKind::number) continue;
        const std::string number(words[i].span.of(text));
        const bool money = i + 1 < words.size() && is_currency(words[i + 1].folded);
        if (money) return number + " " + words[i + 1].folded;
        numbers.push_back(number);
    }
    if (answer.kind == AnswerKind::computed && !numbers.empty()) return numbers.back();
    if (numbers.size() == 1) return numbers.front();
    return std::nullopt;
}

std::string without_and(std::string_view asked) {
    for (const std::string_view opening : {"and ", "And ", "so ", "So ", "then ", "Then "}) {
        if (asked.starts_with(opening)) return std::string(asked.substr(opening.size()));
    }
    return std::string(asked);
}

// "the 240 euro for the boat trip between six" → "the 240 euro between six": what it is for does not change the sum.
std::optional<std::string> without_purpose(std::string_view asked) {
    const std::vector<Word> words = words_of(asked);
    for (std::size_t i = 1; i + 2 < words.size(); ++i) {
        if (words[i].folded != "for" || words[i + 1].folded != "the") continue;
        for (std::size_t j = i + 2; j < words.size(); ++j) {
            const std::string& word = words[j].folded;
            if (word != "between" && word != "among" && word != "by" && word != "amongst") continue;
            return std::string(asked.substr(0, words[i].span.begin)) + std::string(asked.substr(words[j].span.begin));
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> computable_readings(std::string_view asked, std::span<const Exchange> earlier) {
    std::vector<std::string> readings = {std::string(asked)};
    const std::string bare = without_and(asked);
    if (bare != asked) readings.push_back(bare);
    if (auto shorter = without_purpose(bare)) readings.push_back(std::move(*shorter));
    if (earlier.empty() || !earlier.back().answer) return readings;
    const auto amount = amount_before(*earlier.back().answer);
    if (!amount) return readings;
    for (const Word& word : words_of(bare)) {
        if (word.folded != "that" && word.folded != "it" && word.folded != "this") continue;
        std::string filled = bare;
        filled.replace(word.span.begin, word.span.size(), *amount);
        readings.push_back(std::move(filled));
        break;
    }
    return readings;
}

}  // namespace familiar::converse
