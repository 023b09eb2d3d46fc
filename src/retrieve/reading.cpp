#include "retrieve/reading.h"

#include "retrieve/limits.h"

#include <algorithm>

namespace familiar::retrieve {

namespace {

constexpr std::size_t k_pair_reach = 3;  // words from one of a pair to the other: "captain of the boat"

TermSet bit(int term) { return TermSet{1} << static_cast<unsigned>(term); }

}  // namespace

TermMatcher::TermMatcher(const std::vector<Term>& terms) : size_(terms.size()) {
    const auto add = [&](Forms& forms, const std::string& form, std::size_t term) {
        if (form.empty()) return;
        forms.emplace(form, static_cast<int>(term));
        starts_[static_cast<unsigned char>(form.front())] = true;
    };
    for (const std::string_view language : known_languages()) stems_.emplace_back(language, Forms());
    for (std::size_t t = 0; t < terms.size(); ++t) {
        for (std::size_t f = 0; f < terms[t].own_forms; ++f) {
            if (const std::string& form = terms[t].forms[f]; f > 0 || form == terms[t].word) add(bare_, form, t);
        }
        add(bare_, terms[t].word, t);
        for (auto& [language, forms] : stems_) {
            add(forms, stem_of(terms[t].word, language), t);
            add(forms, terms[t].forms.front(), t);  // "dentista" is a "dentist"
        }
    }
}

int TermMatcher::term_of(const Word& word, std::string_view language) const {
    const auto in = [](const Forms& forms, const std::string& form) {
        const auto found = forms.find(form);
        return found == forms.end() ? k_no_term : found->second;
    };
    if (word.kind == WordKind::link || word.folded.empty()) return k_no_term;
    const bool tagged = word.kind == WordKind::hashtag || word.kind == WordKind::handle;
    if (tagged && starts_[static_cast<unsigned char>(word.folded.front())]) {
        if (const int term = in(bare_, word.folded); term != k_no_term) return term;
    }
    if (word.folded.size() <= (tagged ? 1U : 0U)) return k_no_term;
    if (!starts_[static_cast<unsigned char>(word.folded[tagged ? 1 : 0])]) return k_no_term;
    const std::string text = tagged ? word.folded.substr(1) : word.folded;
    if (const int term = in(bare_, text); term != k_no_term) return term;
    if (word.kind != WordKind::word && !tagged) return k_no_term;
    const auto forms = std::ranges::find(stems_, language, &std::pair<std::string_view, Forms>::first);
    return forms == stems_.end() ? k_no_term : in(forms->second, stem_of(text, language));
}

int TermMatcher::term_of(const Word& first, const Word& second) const {
    if (first.folded.empty() || !starts_[static_cast<unsigned char>(first.folded.front())]) return k_no_term;
    if (first.span.end + 1 < second.span.begin) return k_no_term;
    const auto found = bare_.find(first.folded + second.folded);
    return found == bare_.end() ? k_no_term : found->second;
}

TermSet TermMatcher::in(std::string_view text) const { return in(text, words_of(text)); }

TermSet TermMatcher::in(std::string_view text, const std::vector<Word>& words) const {
    const std::string language = language_of(text, words);
    TermSet found = 0;
    for (const Word& word : words) {
        if (const int term = term_of(word, language); term != k_no_term) found |= bit(term);
    }
    return found;
}

Reading read(std::string_view text, const TermMatcher& matcher) {
    Reading reading;
    reading.words = words_of(text);
    const std::string language = language_of(text, reading.words);
    reading.terms.reserve(reading.words.size());
    reading.counts.resize(matcher.size());
    for (const Word& word : reading.words) reading.terms.push_back(matcher.term_of(word, language));
    for (std::size_t i = 0; i + 1 < reading.words.size(); ++i) {
        if (reading.terms[i] != k_no_term || reading.terms[i + 1] != k_no_term) continue;
        reading.terms[i] = matcher.term_of(reading.words[i], reading.words[i + 1]);
    }
    for (const int term : reading.terms) {
        if (term != k_no_term) ++reading.counts[static_cast<std::size_t>(term)];
    }
    std::size_t at = 0;
    for (const Span span : sentences_of(text)) {
        if (reading.sentences.size() >= k_sentences_max) break;
        while (at < reading.words.size() && reading.words[at].span.begin < span.begin) ++at;
        Sentence sentence{span, at, at, 0};
        for (; at < reading.words.size() && reading.words[at].span.begin < span.end; ++at) {
            if (reading.terms[at] != k_no_term) sentence.terms |= bit(reading.terms[at]);
        }
        sentence.end_word = at;
        reading.whole |= sentence.terms;
        reading.sentences.push_back(sentence);
    }
    return reading;
}

std::vector<Word> words_in(const Reading& reading, const Sentence& sentence) {
    std::vector<Word> words(reading.words.begin() + static_cast<std::ptrdiff_t>(sentence.first_word),
                            reading.words.begin() + static_cast<std::ptrdiff_t>(sentence.end_word));
    for (Word& word : words) {
        word.span.begin -= sentence.span.begin;
        word.span.end = std::min(word.span.end, sentence.span.end) - sentence.span.begin;
    }
    return words;
}

TermSet pairs_in(const Reading& reading, std::size_t first, std::size_t end) {
    TermSet pairs = 0;
    for (std::size_t i = first; i < end; ++i) {
        if (reading.terms[i] == k_no_term) continue;
        for (std::size_t j = i + 1; j < end && j - i <= k_pair_reach; ++j) {
            if (reading.terms[j] == reading.terms[i] + 1) pairs |= bit(reading.terms[i]);
        }
    }
    return pairs;
}

}  // namespace familiar::retrieve
