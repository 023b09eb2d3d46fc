// Many short phrases looked for in one pass over the words of a text: a word is looked up once, however many phrases
// there are.
//
// Owns nothing: phrases are string literals or live longer than the table. Built once, then read by any thread.
#pragma once

#include "base/words.h"

#include <initializer_list>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace familiar {

class PhraseTable {
public:
    // What a list of phrases is a sign of, as the caller numbers it.
    using Sign = int;

    // Folded words, one space between two.
    void add(Sign sign, std::string_view phrase);
    void add(Sign sign, std::initializer_list<std::string_view> phrases) {
        for (const std::string_view phrase : phrases) add(sign, phrase);
    }

    // Calls found(sign, first, end) for each phrase that stands in `words`, in the order of their first words; of those
    // that begin with the same word, in the order of adding. `end` is the index after the last word.
    template <class Found>
    void each(std::span<const Word> words, Found&& found) const {
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto known = by_first_word_.find(words[i].folded);
            if (known == by_first_word_.end()) continue;
            for (const Phrase& phrase : known->second) {
                if (goes_on(phrase, words.subspan(i + 1))) found(phrase.sign, i, i + 1 + phrase.rest.size());
            }
        }
    }

private:
    struct Phrase {
        Sign sign = 0;
        std::vector<std::string_view> rest;  // after the first word
    };

    static bool goes_on(const Phrase& phrase, std::span<const Word> after);

    std::unordered_map<std::string_view, std::vector<Phrase>> by_first_word_;
};

}  // namespace familiar
