#include "answer/thinking/names.h"

#include "base/cues.h"

#include <algorithm>
#include <array>

namespace familiar::answer::thinking {

namespace {

bool could_name(std::string_view sentence, const Word& word) {
    const std::string_view text = word.span.of(sentence);
    if (word.kind != WordKind::word || text.size() < 2 || !is_capitalised(text)) return false;
    if (is_function_word(word.folded, "en") || is_function_word(word.folded, language_of(sentence))) return false;
    const bool shouts = text.size() > 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
    return !shouts && !cues_of(text, {word}).time && number_value(word.folded) < 0;
}

bool is_title_word(std::string_view folded_word) {
    static constexpr std::array<std::string_view, 9> k_words = {"the", "a", "an", "of", "for", "and", "to", "de", "la"};
    return std::ranges::find(k_words, folded_word) != k_words.end();
}

std::vector<std::string> folded_words(std::string_view text) {
    std::vector<std::string> words;
    for (const Word& word : words_of(text)) words.push_back(word.folded);
    return words;
}

bool holds(const std::vector<std::string>& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

// "Bergspur on Mill Square.": so short that the first word is there for its own sake.
bool opens_briefly(std::string_view sentence, const std::vector<Word>& words) {
    static constexpr std::size_t k_brief_words_max = 5;
    const std::size_t stop = sentence.find_first_of(".!;");
    const auto before = std::ranges::count_if(words, [&](const Word& word) { return word.span.end <= stop; });
    return static_cast<std::size_t>(before) <= k_brief_words_max;
}

std::vector<Name> all_runs(std::string_view sentence, const std::vector<Word>& words, bool titles) {
    std::vector<Name> names;
    const auto between = [&](std::size_t i) {
        const std::size_t from = words[i - 1].span.end;
        return sentence.substr(from, words[i].span.begin - from);
    };
    const auto begins_sentence = [&](std::size_t i) {
        return i == 0 || between(i).find_first_of(".!?:\n") != std::string_view::npos;
    };
    for (std::size_t i = 0; i < words.size();) {
        if (!could_name(sentence, words[i])) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < words.size() && (between(end) == " " || between(end) == " & ")) {
            const bool small = titles && end + 1 < words.size() && is_title_word(words[end].folded) &&
                               between(end + 1) == " " && could_name(sentence, words[end + 1]);
            if (!could_name(sentence, words[end]) && !small) break;
            end += small ? 2 : 1;
        }
        std::size_t first = i;
        const bool article = titles && first > 0 && is_title_word(words[first - 1].folded) &&
                             is_capitalised(words[first - 1].span.of(sentence)) && between(first) == " " && first > 1;
        if (article) --first;
        names.push_back({{words[first].span.begin, words[end - 1].span.end},
                         first,
                         end,
                         end == first + 1 && begins_sentence(first)});
        i = end;
    }
    return names;
}

}  // namespace

std::vector<Name> capitalised_runs(std::string_view sentence, const std::vector<Word>& words, bool titles) {
    std::vector<Name> names = all_runs(sentence, words, titles);
    const bool brief = opens_briefly(sentence, words);
    for (Name& name : names) name.opens = name.opens && !(brief && name.first == 0);
    return names;
}

bool all_words_in(std::string_view name, std::string_view text) {
    const auto inside = folded_words(text);
    const auto wanted = folded_words(name);
    return !wanted.empty() && std::ranges::all_of(wanted, [&](const std::string& word) { return holds(inside, word); });
}

bool same_name(std::string_view a, std::string_view b) { return all_words_in(a, b) || all_words_in(b, a); }

bool shares_word(std::string_view name, std::string_view text) {
    const auto inside = folded_words(text);
    return std::ranges::any_of(folded_words(name), [&](const std::string& word) {
        return holds(inside, word) && !is_function_word(word, "en");
    });
}

}  // namespace familiar::answer::thinking
