#include "answer/instant/named.h"

#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <array>

namespace familiar::answer::instant {

namespace {

// Reads the names of one sentence.
class NameReader {
public:
    NameReader(std::string_view sentence, std::string_view asker)
        : sentence_(sentence), words_(words_of(sentence)), asker_(" " + folded(asker) + " ") {}

    std::vector<std::string> read() const {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < words_.size();) {
            const std::size_t end = run_from(i);
            if (end == i) {
                ++i;
                continue;
            }
            if (is_name(i, end)) names.emplace_back(Span{words_[i].span.begin, words_[end - 1].span.end}.of(sentence_));
            i = end;
        }
        return names;
    }

private:
    bool could_name(std::size_t i) const {
        const Word& word = words_[i];
        const std::string_view text = word.span.of(sentence_);
        if (word.kind != WordKind::word || text.size() < 2 || !is_capitalised(text)) return false;
        return !cues_of(text, {words_[i]}).time && !is_function_word(word.folded, "en");
    }

    // The end of the capitalised words from `i`, with nothing but a space or "&" between them.
    std::size_t run_from(std::size_t i) const {
        std::size_t end = i;
        while (end < words_.size() && could_name(end)) {
            if (end > i) {
                const std::size_t from = words_[end - 1].span.end;
                const std::string_view between = sentence_.substr(from, words_[end].span.begin - from);
                if (between != " " && between != " & ") break;
            }
            ++end;
        }
        return end;
    }

    bool is_name(std::size_t begin, std::size_t end) const {
        static constexpr std::array<std::string_view, 8> k_places = {"on", "in", "near", "im", "am", "en", "na", "no"};
        static constexpr std::size_t k_bare_words_max = 5;  // "Bergspur on Mill Square."
        if (begin > 0 && std::ranges::find(k_places, words_[begin - 1].folded) != k_places.end()) return false;
        const bool opens = begin == 0;
        if (opens && end == 1 && words_.size() > k_bare_words_max) return false;  // any sentence begins upper-case
        const std::string_view rest = sentence_.substr(words_[end - 1].span.end);
        if (opens && rest.starts_with(',')) return false;  // spoken to
        return !std::ranges::all_of(
            words_.begin() + static_cast<std::ptrdiff_t>(begin), words_.begin() + static_cast<std::ptrdiff_t>(end),
            [&](const Word& word) { return asker_.find(" " + word.folded + " ") != std::string::npos; });
    }

    std::string_view sentence_;
    std::vector<Word> words_;
    std::string asker_;
};

// Whether all words of one name are in the other ("Petrak" in "Viktor Petrak").
bool within(std::string_view part, std::string_view whole) {
    const std::vector<Word> words = words_of(whole);
    return std::ranges::all_of(words_of(part), [&](const Word& word) {
        return std::ranges::find(words, word.folded, &Word::folded) != words.end();
    });
}

}  // namespace

std::vector<std::string> names_in(std::string_view text, std::string_view asker) {
    std::vector<std::string> names;
    for (const Span span : sentences_of(text)) {
        for (std::string& name : NameReader(span.of(text), asker).read()) {
            if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
        }
    }
    return names;
}

std::vector<Named> tally(const std::vector<std::string>& texts, std::string_view asker) {
    std::vector<std::vector<std::string>> spellings;  // of one name, the longest first
    for (const std::string& text : texts) {
        for (const std::string& name : names_in(text, asker)) {
            const auto known = std::ranges::find_if(spellings, [&](const auto& group) {
                return within(name, group.front()) || within(group.front(), name);
            });
            if (known == spellings.end())
                spellings.push_back({name});
            else
                known->insert(within(known->front(), name) ? known->begin() : known->end(), name);
        }
    }
    std::vector<Named> named;
    for (const auto& group : spellings) {
        const auto people = std::ranges::count_if(texts, [&](const std::string& text) {
            return std::ranges::any_of(group, [&](const std::string& name) { return within(name, text); });
        });
        named.push_back({group.front(), static_cast<int>(people)});
    }
    std::ranges::stable_sort(named, std::greater<>(), &Named::people);
    return named;
}

}  // namespace familiar::answer::instant
