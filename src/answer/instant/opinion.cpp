#include "answer/instant/opinion.h"

#include "answer/instant/opinion_words.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace familiar::answer::instant {

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// Whether punctuation that ends a thought lies between two words.
bool parted(std::string_view sentence, const Word& left, const Word& right) {
    const std::string_view between = sentence.substr(left.span.end, right.span.begin - left.span.end);
    return between.find_first_of(",;:.!?") != std::string_view::npos;
}

enum class Place { first, after_but };

// One part of a sentence, before or behind its "but".
class Clause {
public:
    Clause(std::string_view sentence, std::span<const Word> words, Place place)
        : sentence_(sentence), words_(words), place_(place) {}

    int leaning() const {
        if (const int stance = declared(); stance != 0) return stance;
        int leaning = phrase();
        int negated_for = 0;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (i > 0 && parted(sentence_, words_[i - 1], words_[i])) negated_for = 0;
            int value = value_at(i);
            if (negated_for > 0) {
                value = -value;
                --negated_for;
            }
            leaning += value;
            if (opinion_words::is_negation(words_[i].folded)) negated_for = conceded(i) ? 0 : k_reach;
        }
        return leaning;
    }

private:
    static constexpr int k_reach = 4;  // words that a negation turns around
    static constexpr int k_declared = 3;

    std::string_view word(std::size_t i) const { return i < words_.size() ? std::string_view(words_[i].folded) : ""; }

    // "I am for the ban", "still against": the first side that is named is the one that is taken.
    int declared() const {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const std::string_view before = i > 0 ? word(i - 1) : "";
            if (is_one_of(before, {"was", "were", "not", "nicht", "wasn't"})) continue;
            if (is_one_of(word(i), {"against", "oppose", "dagegen", "gegen", "contra"})) return -k_declared;
            if (is_one_of(word(i), {"dafur", "favour", "favor"})) return k_declared;
            const bool takes = i == 0 || is_one_of(before, {"am", "i'm", "are", "we're", "all", "still", "bin"});
            const bool side = is_one_of(word(i), {"for", "fur"}) &&
                              is_one_of(word(i + 1), {"it", "the", "this", "that", "die", "den", "das"});
            if (takes && side) return k_declared;
        }
        return 0;
    }

    // Judgements that no single word makes.
    int phrase() const {
        static constexpr std::array<std::string_view, 13> k_warnings = {
            " stay away ", " not again ",    " never again ", " keep away ", " waste of ",
            " too much ",  " rest my case ", " rip off ",     " nicht zu ",  " finger weg von ",
            " nunca mas ", " hands off ",    " let me down "};
        static constexpr std::array<std::string_view, 8> k_praises = {" for me too ",    " i like ",   " we like ",
                                                                      " count on ",      " me gusta ", " gern bei ",
                                                                      " such patience ", " well done "};
        std::string text = " ";
        for (const Word& one : words_) text += one.folded + " ";
        const auto holds = [&](std::string_view phrase) { return text.find(phrase) != std::string::npos; };
        if (std::ranges::any_of(k_warnings, holds)) return -2;
        // "I would not take it again"
        const auto again = std::ranges::find(words_, "again", &Word::folded);
        const bool refused = std::ranges::any_of(words_.begin(), again, [](const Word& one) {
            return one.folded == "not" || one.folded == "never" || one.folded == "wouldn't";
        });
        if (again != words_.end() && refused) return -2;
        return std::ranges::any_of(k_praises, holds) ? 1 : 0;
    }

    int value_at(std::size_t i) const {
        const std::string_view one = word(i);
        if (i == 0 && is_one_of(one, {"not", "nicht"})) return -2;  // "Not Harbour Dental"
        const bool ends = i + 1 == words_.size() || parted(sentence_, words_[i], words_[i + 1]);
        const bool elliptical = (one == "not" && i > 0 && word(i - 1) == "did") || one == "didn't";
        if (ends && elliptical) return -1;  // "three liked it, Walter did not"
        if (i == 0 && is_one_of(one, {"go", "try", "geh"})) return 1;
        if (i > 0 && word(i - 1) == "as" && opinion_words::is_praise(one)) return 0;  // "as fast as I can"
        if (i > 0 && is_one_of(word(i - 1), {"too", "zu"}) && opinion_words::is_praise(one)) return -1;
        if (opinion_words::is_praise(one)) return 1;
        if (opinion_words::is_blame(one)) return -1;
        return place_ == Place::after_but && opinion_words::is_drawback(one) ? -1 : 0;
    }

    // "very good, if not cheap"
    bool conceded(std::size_t i) const { return i > 0 && is_one_of(word(i - 1), {"if", "wenn"}); }

    std::string_view sentence_;
    std::span<const Word> words_;
    Place place_;
};

}  // namespace

int leaning_of(std::string_view sentence) {
    const std::vector<Word> words = words_of(sentence);
    const auto is_but = [](const Word& word) { return is_one_of(word.folded, {"but", "aber", "pero", "mas", "mais"}); };
    const auto but = std::ranges::find_if(words, is_but);
    const std::span<const Word> all(words);
    const auto length = static_cast<std::size_t>(but - words.begin());
    const int first = Clause(sentence, all.first(length), Place::first).leaning();
    if (but == words.end()) return first;
    const int second = Clause(sentence, all.subspan(length + 1), Place::after_but).leaning();
    return second != 0 ? second : first;  // what stands behind the "but" is what is meant
}

bool is_undecided(std::string_view sentence) {
    static constexpr std::array<std::string_view, 9> k_phrases = {
        "can't decide",   "not sure",      "undecided",        "in two minds", "both sides", "don't know what to think",
        "mixed feelings", "unentschieden", "weiss nicht recht"};
    const std::string text = folded(sentence);
    return std::ranges::any_of(k_phrases,
                               [&](std::string_view phrase) { return text.find(phrase) != std::string::npos; });
}

}  // namespace familiar::answer::instant
