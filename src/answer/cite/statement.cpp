#include "answer/cite/statement.h"

#include "answer/cite/kin.h"
#include "answer/cite/limits.h"
#include "base/cues.h"
#include "base/dates.h"
#include "base/utf8.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace familiar::answer::cite {

namespace {

using WordSet = std::unordered_set<std::string_view>;

const WordSet& denials() {
    static const WordSet k_words = {
        "not",     "no",      "never",   "n't",    "don't",   "doesn't", "didn't",   "won't",     "wouldn't",
        "can't",   "cannot",  "isn't",   "aren't", "wasn't",  "weren't", "couldn't", "shouldn't", "hasn't",
        "haven't", "hadn't",  "neither", "nor",    "without", "none",    "nobody",   "nothing",   "nowhere",
        "nicht",   "kein",    "keine",   "keinen", "nie",     "nao",     "nunca",    "jamais",    "pas",
        "hardly",  "mustn't", "needn't", "dont",   "doesnt",  "didnt",   "isnt",     "wont",      "cant"};
    return k_words;
}
const WordSet& hedges() {
    static const WordSet k_words = {"may",        "might",       "could",    "perhaps",  "possibly", "maybe",
                                    "probably",   "likely",      "hopes",    "hope",     "hoped",    "plans",
                                    "planned",    "planning",    "proposed", "rumoured", "expected", "allegedly",
                                    "reportedly", "considering", "thinking", "unlikely", "unclear",  "suspected",
                                    "unsure",     "whether",     "if",       "wants",    "would",    "should"};
    return k_words;
}
const WordSet& all_words() {
    static const WordSet k_words = {"all",        "every", "always", "everyone", "everybody", "entirely",
                                    "completely", "each",  "any",    "only",     "whole"};
    return k_words;
}
const WordSet& some_words() {
    static const WordSet k_words = {"some",    "many",   "most", "often",        "sometimes", "usually",
                                    "several", "few",    "may",  "might",        "generally", "typically",
                                    "partly",  "mostly", "half", "occasionally", "certain",   "part"};
    return k_words;
}
const WordSet& pronouns() {
    static const WordSet k_words = {"he",   "she",   "it",  "they", "his",  "her", "its", "their",
                                    "this", "these", "him", "them", "that", "we",  "i",   "there"};
    return k_words;
}
const WordSet& clause_words() {
    static const WordSet k_words = {"but", "while", "whereas", "although", "though", "however", "because", "which",
                                    "who", "and",   "so",      "when",     "where",  "unless",  "if"};
    return k_words;
}
const WordSet& turning_words() {
    static const WordSet k_words = {"before", "after", "more", "less",  "fewer", "with", "without",
                                    "above",  "below", "over", "under", "first", "last"};
    return k_words;
}
// What stands in front of names and is none itself.
const WordSet& titles() {
    static const WordSet k_words = {"mr", "mrs", "ms", "dr", "prof", "professor", "sir", "st", "saint"};
    return k_words;
}

// The spelling of one side of the sea: "colour", "organise", "centre".
std::string respelled(std::string word) {
    if (word.size() < 5) return word;
    const auto ends = [&](std::string_view from, std::string_view to) {
        if (!word.ends_with(from)) return;
        word.replace(word.size() - from.size(), from.size(), to);
    };
    ends("our", "or");
    ends("ours", "ors");
    ends("isation", "ization");
    ends("ise", "ize");
    ends("ised", "ized");
    ends("ising", "izing");
    ends("ises", "izes");
    ends("tre", "ter");
    ends("aemia", "emia");
    ends("lling", "ling");
    ends("lled", "led");
    return word;
}

double weight_of(const Word& word, bool capitalised) {
    if (word.kind == WordKind::emoji) return 0;
    if (is_light(word.folded)) return 0.25;
    double weight = word.folded.size() <= 3 ? 0.7 : 1.0;
    if (word.folded.ends_with("ly")) weight = 0.5;
    if (capitalised) weight += 0.5;
    return weight;
}

class Reader {
public:
    Reader(std::string_view text, std::optional<CivilDate> written_on)
        : text_(text), words_(first_words_of(text, k_statement_words_max)), written_on_(written_on) {
        out_.text = std::string(text);
        out_.clauses.emplace_back();
        out_.words = words_.size();
    }

    Statement read() {
        const std::string language = language_of(text_, words_);
        german_ = language == "de";
        for (std::size_t i = 0; i < words_.size();) {
            separate(i);
            if (const auto when = when_at(text_, words_, i, written_on_)) {
                out_.whens.push_back(completed(*when, written_on_));
                if (when->is_relative) add_term(i, language);
                i = when->last_word;
                continue;
            }
            if (auto amount = amount_at(text_, words_, i)) {
                amount->noun = noun_behind(amount->last_word, language);
                i = amount->last_word;
                out_.amounts.push_back(std::move(*amount));
                continue;
            }
            mark(words_[i].folded, i);
            if (!is_function_word(words_[i].folded, language) && !is_function_word(words_[i].folded, "en"))
                add_term(i, language);
            ++i;
        }
        return std::move(out_);
    }

private:
    Clause& clause() { return out_.clauses.back(); }

    // A new clause at marks and joining words.
    void separate(std::size_t i) {
        const std::size_t from = i == 0 ? 0 : words_[i - 1].span.end;
        const std::string_view between = text_.substr(from, words_[i].span.begin - from);
        sentence_start_ = i == 0 || between.find_first_of(".!?:\n\"") != std::string_view::npos ||
                          between.find("“") != std::string_view::npos;
        const bool mark = between.find_first_of(",;:.!?()\n") != std::string_view::npos ||
                          between.find("–") != std::string_view::npos;
        if (i > 0 && (mark || clause_words().contains(words_[i].folded))) {
            out_.clauses.emplace_back();
            if (mark) denial_at_ = hedge_at_ = k_none, turn_.reset();
        }
    }
    void mark(std::string_view word, std::size_t i) {
        const std::string_view next =
            i + 1 < words_.size() ? std::string_view(words_[i + 1].folded) : std::string_view();
        if (denials().contains(word) && !(word == "not" && (next == "only" || next == "just" || next == "merely"))) {
            ++clause().denials;
            denial_at_ = i;
        }
        if (is_denying(word)) out_.denying_at.push_back(i);
        if (turning_words().contains(word)) turn_ = Turn{std::string(word), {}, oppositions_of(word, word)};
        const bool is_month = word == "may" && is_capitalised(words_[i].span.of(text_)) && !sentence_start_;
        if (hedges().contains(word) && !is_month) {
            clause().hedges = true;
            hedge_at_ = i;
        }
        out_.has_all = out_.has_all || all_words().contains(word);
        out_.has_some = out_.has_some || (some_words().contains(word) && !is_month);
        out_.has_pronoun = out_.has_pronoun || pronouns().contains(word);
    }
    void add_term(std::size_t i, std::string_view language) {
        static constexpr std::size_t k_scope = 6;
        const Word& word = words_[i];
        if (word.folded.size() < 2 && word.kind != WordKind::handle) return;
        if (denials().contains(word.folded) || titles().contains(word.folded)) return;
        const std::string_view written = word.span.of(text_);
        const bool capitalised = is_capitalised(written);
        Term term;
        term.span = word.span;
        term.folded = respelled(word.folded);
        term.stem = stem_of(term.folded, language);
        term.weight = weight_of(word, capitalised && !sentence_start_ && !german_);
        term.word = i;
        term.clause = out_.clauses.size() - 1;
        const bool shouted = std::ranges::count_if(written, [](char c) { return c >= 'A' && c <= 'Z'; }) > 1;
        const bool next_capitalised = i + 1 < words_.size() && is_capitalised(words_[i + 1].span.of(text_)) &&
                                      text_.substr(word.span.end, words_[i + 1].span.begin - word.span.end) == " ";
        term.is_name =
            capitalised && !german_ && (!sentence_start_ || shouted || next_capitalised) && !is_light(word.folded);
        term.may_be_name = capitalised && sentence_start_ && !term.is_name && !is_light(word.folded) && !german_;
        if (denial_at_ != k_none && i - denial_at_ <= k_scope && !is_light(word.folded)) {
            term.is_denied = true;
            denial_at_ = k_none;
        }
        if (hedge_at_ != k_none && i - hedge_at_ <= k_scope && !is_light(word.folded)) {
            term.is_hedged = true;
            hedge_at_ = k_none;
        }
        if (turn_ && turn_->word != word.folded) {
            turn_->target = term.stem;
            out_.turns.push_back(*std::exchange(turn_, std::nullopt));
        }
        term.meanings = meanings_of(word.folded, term.stem);
        term.oppositions = oppositions_of(word.folded, term.stem);
        out_.terms.push_back(std::move(term));
    }
    // What an amount counts: the next word that says something, close behind.
    std::string noun_behind(std::size_t i, std::string_view language) const {
        for (std::size_t at = i; at < words_.size() && at < i + 2; ++at) {
            const std::size_t from = at == 0 ? 0 : words_[at - 1].span.end;
            if (text_.substr(from, words_[at].span.begin - from).find_first_of(".,;:()/") != std::string_view::npos)
                return {};
            const std::string& word = words_[at].folded;
            if (is_function_word(word, language) || is_function_word(word, "en") || is_light(word)) return {};
            if (at == i && at + 1 < words_.size() &&
                (word.ends_with("al") || word.ends_with("ic") || word.ends_with("ed")))
                continue;
            return stem_of(respelled(word), language);
        }
        return {};
    }

    static constexpr std::size_t k_none = static_cast<std::size_t>(-1);
    std::string_view text_;
    std::vector<Word> words_;
    std::optional<CivilDate> written_on_;
    Statement out_;
    bool german_ = false;
    bool sentence_start_ = true;
    std::optional<Turn> turn_;
    std::size_t denial_at_ = k_none;
    std::size_t hedge_at_ = k_none;
};

}  // namespace

Statement read_statement(std::string_view text, std::optional<CivilDate> written_on) {
    return Reader(text, written_on).read();
}

std::string without_markup(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool line_start = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '*' || c == '`' || c == '~' ||
            (c == '_' && (i == 0 || text[i - 1] == ' ' || i + 1 == text.size() || text[i + 1] == ' ')))
            continue;
        if (line_start && (c == '#' || c == '>' || c == ' ')) continue;
        if (c == ']' && i + 1 < text.size() && text[i + 1] == '(') {
            const std::size_t end = text.find(')', i);
            if (end != std::string_view::npos) i = end;
            continue;
        }
        if (c == '[' || c == ']') continue;
        line_start = c == '\n';
        out += c == '|' ? ';' : c;
    }
    return out;
}

}  // namespace familiar::answer::cite
