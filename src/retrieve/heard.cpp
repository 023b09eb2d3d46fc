#include "retrieve/heard.h"

#include "base/cues.h"
#include "base/phrases.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

namespace familiar::retrieve {

namespace {

// From here on the place of a sign among the kinds of things that are asked for.
enum Sign : PhraseTable::Sign {
    thanks_sign,
    settles_sign,
    settles_at_end_sign,  // of a thought: "the lake it is", "we give it away then, you carry"
    agrees_sign,          // "good, I'll transfer it": who agrees, at the beginning of a sentence …
    goes_about_sign,      // … and goes about it
    owns_at_start_sign,
    owns_sign,
    shrugs_sign,
    asked_for_sign
};

struct AskedFor {
    Wanted wanted;
    std::string_view words;
};

// The first of them that stands anywhere decides.
constexpr std::array k_asked_for = {AskedFor{Wanted::amount, "how much"},    AskedFor{Wanted::amount, "price"},
                                    AskedFor{Wanted::amount, "pay for"},     AskedFor{Wanted::amount, "cost"},
                                    AskedFor{Wanted::amount, "wie viel"},    AskedFor{Wanted::amount, "kostet"},
                                    AskedFor{Wanted::amount, "cuanto"},      AskedFor{Wanted::amount, "quanto"},
                                    AskedFor{Wanted::amount, "combien"},     AskedFor{Wanted::count, "how many"},
                                    AskedFor{Wanted::count, "how long"},     AskedFor{Wanted::count, "how old"},
                                    AskedFor{Wanted::time, "when"},          AskedFor{Wanted::time, "what time"},
                                    AskedFor{Wanted::time, "which day"},     AskedFor{Wanted::time, "what day"},
                                    AskedFor{Wanted::time, "wann"},          AskedFor{Wanted::time, "cuando"},
                                    AskedFor{Wanted::time, "quando"},        AskedFor{Wanted::time, "quand"},
                                    AskedFor{Wanted::time, "quelle heure"},  AskedFor{Wanted::time, "what date"},
                                    AskedFor{Wanted::time, "que hora"},      AskedFor{Wanted::reason, "why"},
                                    AskedFor{Wanted::reason, "how come"},    AskedFor{Wanted::reason, "warum"},
                                    AskedFor{Wanted::reason, "por que"},     AskedFor{Wanted::reason, "pourquoi"},
                                    AskedFor{Wanted::place, "where"},        AskedFor{Wanted::place, "wo"},
                                    AskedFor{Wanted::place, "donde"},        AskedFor{Wanted::place, "onde"},
                                    AskedFor{Wanted::place, "a spot"},       AskedFor{Wanted::place, "seen my"},
                                    AskedFor{Wanted::place, "seen the"},     AskedFor{Wanted::place, "place"},
                                    AskedFor{Wanted::person, "who"},         AskedFor{Wanted::person, "whose"},
                                    AskedFor{Wanted::person, "somebody"},    AskedFor{Wanted::person, "someone"},
                                    AskedFor{Wanted::person, "anybody"},     AskedFor{Wanted::person, "wer"},
                                    AskedFor{Wanted::person, "quien"},       AskedFor{Wanted::person, "quem"},
                                    AskedFor{Wanted::person, "which of you"}};

PhraseTable phrase_table() {
    PhraseTable table;
    table.add(thanks_sign,
              {"thanks",   "thank",    "thx",      "ty",        "cheers",      "danke",    "gracias", "merci",
               "grazie",   "obrigado", "obrigada", "perfect",   "perfecto",    "perfeito", "noted",   "great",
               "amazing",  "super",    "lovely",   "brilliant", "genial",      "found it", "got it",  "of course",
               "there it", "of you",   "no rush",  "all good",  "good to know"});
    table.add(settles_sign,
              {"it's decided", "decided",   "settled",     "agreed",      "then it's",  "so it's",       "that's it",
               "deal",         "final",     "booked",      "booking",     "ordered",    "i'll order",    "i'll book",
               "going with",   "go with",   "we'll take",  "we take",     "wins",       "won",           "majority",
               "unanimous",    "votes",     "against one", "to one",      "to two",     "ok then",       "alright",
               "all right",    "let's do",  "done then",   "so we",       "we'll do",   "cancelled",     "called off",
               "postponed",    "we split",  "reserving",   "i'm getting", "i'll get",   "i'll tell",     "abgemacht",
               "beschlossen",  "also gut",  "nehmen wir",  "machen wir",  "wir machen", "einverstanden", "quedamos",
               "decidido",     "combinado", "on prend",    "c'est decide"});
    table.add(settles_at_end_sign, {"it is", "then", "dann"});
    table.add(agrees_sign,
              {"ok", "okay", "right", "good", "fine", "alright", "then", "gut", "vale", "bueno", "bom", "bon", "also"});
    table.add(goes_about_sign, {"i'll", "we'll", "let's", "i will", "we will", "ich", "wir", "yo", "eu", "on"});
    table.add(owns_at_start_sign, {"me", "i can", "i will", "i'll", "i did", "i have", "i do", "i could", "i've",
                                   "mine", "ich", "yo", "eu", "moi", "i took", "i would"});
    table.add(owns_sign, {"was me", "was us", "put me", "count me", "guilty", "war ich", "fui yo", "fui eu"});
    table.add(shrugs_sign, {"no idea", "not me",   "me neither",  "don't know",   "dunno",      "good question",
                            "i wish",  "me too",   "same here",   "keine ahnung", "interested", "ni idea",
                            "no se",   "nao sei",  "curious",     "haha",         "lol",        "not mine",
                            "no clue", "not sure", "aucune idee", "feel you"});
    for (std::size_t i = 0; i < k_asked_for.size(); ++i)
        table.add(asked_for_sign + static_cast<PhraseTable::Sign>(i), {k_asked_for[i].words});
    return table;
}

bool begins_question(const std::vector<Word>& words) {
    static const std::unordered_set<std::string_view> k_openings = {
        "who",    "where",  "when",   "what",  "which", "why",   "how",    "anyone", "anybody", "does",
        "do",     "did",    "can",    "could", "is",    "are",   "wer",    "wo",     "wann",    "was",
        "welche", "warum",  "wie",    "weiss", "quien", "donde", "cuando", "que",    "alguien", "quem",
        "onde",   "quando", "alguem", "ou",    "quand", "qui",   "has",    "have",   "shall",   "should"};
    if (words.size() < 3 || (words[0].folded == "what" && words[1].folded == "a")) return false;
    return k_openings.contains(words.front().folded);
}

// A sign of settling: words [first, end).
struct Mark {
    PhraseTable::Sign sign;
    std::size_t first;
    std::size_t end;
};

// What of a sentence, its words [first, end), settles a matter.
class Settling {
public:
    Settling(std::string_view text, const std::vector<Word>& words, const std::vector<Mark>& marks)
        : text_(text), words_(words), marks_(marks) {}

    bool in(std::size_t first, std::size_t end) const {
        bool agrees = false;
        bool goes_about = false;
        for (const Mark& mark : marks_) {
            if (mark.first < first || mark.end > end) continue;
            agrees = agrees || (mark.sign == agrees_sign && mark.first == first);
            goes_about = goes_about || mark.sign == goes_about_sign;
            const bool settles = mark.sign == settles_sign || mark.sign == settles_at_end_sign;
            if (!settles || !one_thought(mark.first, mark.end)) continue;
            if (mark.sign == settles_sign || mark.end == end || !one_thought(mark.end - 1, mark.end + 1)) return true;
        }
        return agrees && goes_about;
    }

private:
    // Whether no comma, semicolon or colon stands between the words [first, end).
    bool one_thought(std::size_t first, std::size_t end) const {
        for (std::size_t i = first; i + 1 < end; ++i) {
            const Span between{words_[i].span.end, std::max(words_[i].span.end, words_[i + 1].span.begin)};
            if (between.of(text_).find_first_of(",;:") != std::string_view::npos) return false;
        }
        return true;
    }

    std::string_view text_;
    const std::vector<Word>& words_;
    const std::vector<Mark>& marks_;
};

bool settles_matter(std::string_view text, const std::vector<Word>& words, const std::vector<Mark>& marks) {
    const auto needs_more = [](const Mark& mark) { return mark.sign == goes_about_sign; };
    if (std::ranges::all_of(marks, needs_more)) return false;
    const Settling settling(text, words, marks);
    std::size_t at = 0;
    for (const Span sentence : sentences_of(text)) {
        const std::size_t first = at;
        while (at < words.size() && words[at].span.begin < sentence.end) ++at;
        if (!sentence.of(text).ends_with('?') && settling.in(first, at)) return true;
    }
    return false;
}

}  // namespace

Heard heard_in(std::string_view text) { return heard_in(text, words_of(text)); }

Heard heard_in(std::string_view text, const std::vector<Word>& words) {
    static constexpr std::size_t k_words_of_thanks = 12;
    static const PhraseTable k_table = phrase_table();
    Heard heard;
    const Cues cues = cues_of(text, words);
    heard.asks = text.find('?') != std::string_view::npos || cues.seeks || begins_question(words);
    heard.shrugs = words.empty();
    std::size_t asked_for = k_asked_for.size();
    std::vector<Mark> marks;
    k_table.each(words, [&](PhraseTable::Sign sign, std::size_t first, std::size_t end) {
        switch (sign) {
            case thanks_sign: heard.thanks = true; break;
            case settles_sign:
            case settles_at_end_sign:
            case agrees_sign:
            case goes_about_sign: marks.push_back({sign, first, end}); break;
            case owns_at_start_sign: heard.owns = heard.owns || first == 0; break;
            case owns_sign: heard.owns = true; break;
            case shrugs_sign: heard.shrugs = true; break;
            default: asked_for = std::min(asked_for, static_cast<std::size_t>(sign - asked_for_sign));
        }
    });
    if (heard.asks && asked_for < k_asked_for.size()) heard.asks_for = k_asked_for[asked_for].wanted;
    const bool hands = text.find("🙏") != std::string_view::npos || text.find("👍") != std::string_view::npos;
    heard.thanks = (heard.thanks || hands) && words.size() <= k_words_of_thanks;
    heard.settles = settles_matter(text, words, marks);
    return heard;
}

}  // namespace familiar::retrieve
