#include "base/phrases.h"

#include "base/check.h"

#include <algorithm>

namespace familiar {

void PhraseTable::add(Sign sign, std::string_view phrase) {
    std::vector<std::string_view> words;
    for (std::size_t space = phrase.find(' '); space != std::string_view::npos; space = phrase.find(' ')) {
        words.push_back(phrase.substr(0, space));
        phrase.remove_prefix(space + 1);
    }
    words.push_back(phrase);
    CHECK(std::ranges::none_of(words, &std::string_view::empty), "a phrase is words with one space between two");
    by_first_word_[words.front()].push_back({sign, {words.begin() + 1, words.end()}});
}

bool PhraseTable::goes_on(const Phrase& phrase, std::span<const Word> after) {
    return phrase.rest.size() <= after.size() &&
           std::ranges::equal(phrase.rest, after.first(phrase.rest.size()), {}, {}, &Word::folded);
}

}  // namespace familiar
