// Places behind their prepositions, and things by their names or by what they are called.
#include "answer/thinking/carried.h"
#include "answer/thinking/grounds.h"
#include "answer/thinking/lexicon.h"
#include "answer/thinking/names.h"
#include "base/cues.h"

#include <algorithm>
#include <array>

namespace familiar::answer::thinking {

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

bool is_place_preposition(std::string_view word, bool english) {
    if (is_one_of(word, {"in", "at", "to", "behind", "under", "near", "on", "above", "opposite", "beside", "inside",
                         "into", "above"}))
        return true;
    return !english && is_one_of(word, {"im", "am", "bei", "en", "na", "no", "auf", "hinter", "em"});
}

bool is_article(std::string_view word) {
    return is_one_of(word, {"the", "a", "an", "my", "our", "der", "dem", "den", "die", "das", "el", "la", "o", "a"});
}

// Reads the places of one sentence.
class PlaceReader {
public:
    PlaceReader(std::string_view sentence, const Sought& sought)
        : sentence_(sentence),
          words_(words_of(sentence)),
          sought_(sought),
          english_(language_of(sentence, words_) == "en") {}

    std::vector<Value> read() const {
        std::vector<Value> out;
        for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
            if (!is_place_preposition(words_[i].folded, english_) || is_over(i)) continue;
            std::size_t begin = i + 1;
            std::size_t noun = begin;
            if (is_article(words_[noun].folded)) ++noun;
            const std::size_t end = end_of_noun(noun);
            if (end == noun || end - noun > k_words_max) continue;
            const std::string text(Span{words_[begin].span.begin, words_[end - 1].span.end}.of(sentence_));
            add_named_after_of(out, end);
            if (is_asked(noun, end)) continue;
            const bool named = is_capitalised(words_[noun].span.of(sentence_));
            out.push_back({Sort::place, text, named ? 0.85 : begin < noun ? 0.65 : 0.52});
        }
        return out;
    }

private:
    static constexpr std::size_t k_words_max = 4;

    // "in the cellar of the Blue Goose": the name says more.
    void add_named_after_of(std::vector<Value>& out, std::size_t of) const {
        if (of + 1 >= words_.size() || words_[of].folded != "of") return;
        std::size_t noun = of + 1;
        if (is_article(words_[noun].folded) && noun + 1 < words_.size()) ++noun;
        const std::size_t end = end_of_noun(noun);
        if (end == noun || !is_capitalised(words_[noun].span.of(sentence_)) || is_asked(noun, end)) return;
        out.push_back(
            {Sort::place, std::string(Span{words_[of + 1].span.begin, words_[end - 1].span.end}.of(sentence_)), 0.8});
    }

    // "no longer in the library", "not at the station".
    bool is_over(std::size_t i) const {
        for (std::size_t back = 1; back <= 2 && back <= i; ++back) {
            if (is_one_of(words_[i - back].folded, {"not", "longer", "from", "nor", "nicht", "without"})) return true;
        }
        return false;
    }

    bool stops(std::size_t i) const {
        const Word& word = words_[i];
        const std::string_view text = word.span.of(sentence_);
        if (word.kind != WordKind::word && word.kind != WordKind::number) return true;
        const bool time = cues_of(text, {word}).time || word.kind == WordKind::number;
        return time || is_function_word(word.folded, "en") || is_function_word(word.folded, "de") ||
               is_place_preposition(word.folded, english_);
    }

    std::size_t end_of_noun(std::size_t from) const {
        std::size_t end = from;
        const bool numbered = from < words_.size() && words_[from].kind == WordKind::number &&
                              from + 1 < words_.size() && is_capitalised(words_[from + 1].span.of(sentence_));
        if (numbered) ++end;  // "7 Strand Street"
        const bool named = end < words_.size() && is_capitalised(words_[end].span.of(sentence_));
        while (end < words_.size() && !stops(end)) {
            if (end > from && separated(end)) break;
            if (named && !is_capitalised(words_[end].span.of(sentence_))) break;
            ++end;
        }
        return numbered && end == from + 1 ? from : end;
    }

    bool separated(std::size_t i) const {
        const std::size_t from = words_[i - 1].span.end;
        return sentence_.substr(from, words_[i].span.begin - from).find_first_of(",.;:!?()\"") !=
               std::string_view::npos;
    }

    bool is_asked(std::size_t begin, std::size_t end) const {
        const Span span{words_[begin].span.begin, words_[end - 1].span.end};
        return all_words_in(span.of(sentence_), sought_.question);
    }

    std::string_view sentence_;
    std::vector<Word> words_;
    const Sought& sought_;
    const bool english_;
};

bool is_person(std::string_view name, const Sought& sought) {
    return std::ranges::any_of(sought.people, [&](const std::string& person) { return all_words_in(name, person); });
}

// "closing party", "folding bike": the noun with what stands right before it.
void add_described(std::vector<Value>& out, std::string_view text, const Sought& sought, double sure) {
    const std::vector<Word> words = words_of(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_noun = words[i].folded == sought.step.noun;
        if (!is_noun || i == 0) continue;
        std::size_t begin = i;
        while (begin > 0 && i - begin < 2 && words[begin - 1].kind == WordKind::word &&
               !is_function_word(words[begin - 1].folded, "en") &&
               text.substr(words[begin - 1].span.end, words[begin].span.begin - words[begin - 1].span.end) == " ")
            --begin;
        if (begin == i) continue;
        const std::string phrase(Span{words[begin].span.begin, words[i].span.end}.of(text));
        if (!all_words_in(phrase, sought.question)) out.push_back({Sort::thing, phrase, sure});
    }
}

// "Her name is Biscuit", "called Fatma".
void add_called(std::vector<Value>& out, std::string_view text) {
    const std::vector<Word> words = words_of(text);
    for (const Name& name : capitalised_runs(text, words, true)) {
        if (name.first == 0) continue;
        const std::string_view before = words[name.first - 1].folded;
        const bool named = is_one_of(before, {"called", "named"}) ||
                           (before == "is" && name.first > 1 && words[name.first - 2].folded == "name");
        if (named) out.push_back({Sort::thing, std::string(name.span.of(text)), 0.85});
    }
}

}  // namespace

std::vector<Value> places_in(const Evidence& evidence, Span quote, const Sought& sought) {
    std::vector<Value> places = PlaceReader(quote.of(evidence.post.text), sought).read();
    std::ranges::stable_sort(places, std::greater<>(), &Value::sure);
    return places;
}

std::vector<Value> things_in(const Evidence& evidence, Span quote, const Sought& sought) {
    const std::string_view sentence = quote.of(evidence.post.text);
    const std::vector<Word> words = words_of(sentence);
    const std::string& noun = sought.step.noun;
    std::vector<Value> out;
    add_called(out, evidence.post.text);
    if (!noun.empty() && evidence.post.kind == PostKind::message && shares_word(noun, evidence.source_title) &&
        sought.step.form == Form::belonging)
        out.push_back({Sort::thing, evidence.source_title, 0.8});
    for (const Name& name : capitalised_runs(sentence, words, true)) {
        const std::string text(name.span.of(sentence));
        if (shares_word(text, sought.question) && (noun.empty() || !shares_word(noun, text))) continue;
        if (name.opens && !is_person(text, sought)) continue;
        const bool person = is_person(text, sought);
        double sure = person ? 0.58 : 0.7;
        if (!noun.empty() && shares_word(noun, text)) sure = 0.85;
        if (sought.step.form == Form::belonging && !shares_word(noun, text)) continue;
        out.push_back({Sort::thing, text, sure});
    }
    if (!noun.empty()) {
        add_described(out, sentence, sought, 0.66);
        add_described(out, evidence.post.title, sought, 0.64);
    }
    if (says_deed(words, sought.question)) {
        for (Value& value : out) value.sure += k_deed_said;
    }
    std::ranges::stable_sort(out, std::greater<>(), &Value::sure);
    return out;
}

}  // namespace familiar::answer::thinking
