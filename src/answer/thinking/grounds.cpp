#include "answer/thinking/grounds.h"

#include "answer/thinking/lexicon.h"
#include "answer/thinking/names.h"
#include "base/cues.h"
#include "base/dates.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <set>

namespace familiar::answer::thinking {

namespace {

// Words that ask and are not looked for.
bool is_plain(std::string_view word) {
    static constexpr std::array<std::string_view, 26> k_words = {
        "much",      "many",   "cost", "costs", "price",  "charge", "time",  "day",   "date",
        "name",      "called", "one",  "place", "people", "person", "man",   "woman", "thing",
        "according", "say",    "said", "take",  "get",    "old",    "start", "happen"};
    return is_function_word(word, "en") || is_question_word(word) || is_bare_noun(word) ||
           std::ranges::find(k_words, word) != k_words.end();
}

std::string around(const Evidence& evidence) {
    std::string text = evidence.post.title + " . " + evidence.post.text + " . " + evidence.post.author.name + " . " +
                       evidence.source_title;
    if (evidence.before) text += " . " + evidence.before->text + " . " + evidence.before->title;
    return text;
}

std::set<std::string> lemmas_of(std::string_view text) {
    const std::string language = language_of(text);
    std::set<std::string> lemmas;
    for (const Word& word : words_of(text)) {
        lemmas.insert(lemma_of(word.folded, "en"));
        if (language != "en") lemmas.insert(lemma_of(word.folded, language));
    }
    return lemmas;
}

bool is_met(const std::set<std::string>& lemmas, const std::string& lemma) {
    if (lemmas.contains(lemma)) return true;
    return std::ranges::any_of(lemmas, [&](const std::string& other) { return are_kin(lemma, other); });
}

double share(const std::set<std::string>& lemmas, std::string_view question, std::string_view known) {
    std::set<std::string> known_lemmas;
    if (!known.empty()) known_lemmas = lemmas_of(known);
    double wanted = 0;
    double met = 0;
    for (const Word& word : words_of(question)) {
        if (is_plain(word.folded) || word.kind == WordKind::emoji) continue;
        const std::string lemma = lemma_of(word.folded, "en");
        if (known_lemmas.contains(lemma)) continue;
        const double weight = is_capitalised(word.span.of(question)) || word.kind == WordKind::number ? 1.5 : 1;
        wanted += weight;
        if (is_met(lemmas, lemma)) met += weight;
    }
    return wanted == 0 ? 1 : met / wanted;
}

}  // namespace

bool carries_value(const Evidence& evidence, const Value& value) {
    if (value.date && evidence.post.posted_at) {
        const CivilDate written_on = time::civil(*evidence.post.posted_at, "UTC").date;
        return std::ranges::any_of(dates_in(evidence.post.text + " . " + evidence.post.title, written_on),
                                   [&](const DateMention& mention) { return mention.date == *value.date; });
    }
    std::set<std::string> own = lemmas_of(evidence.post.title + " . " + evidence.post.text + " . " +
                                          evidence.post.author.name + " . " + evidence.source_title);
    const std::set<std::string> all = evidence.before ? lemmas_of(around(evidence)) : own;
    double wanted = 0;
    double in_own = 0;
    double in_all = 0;
    for (const Word& word : words_of(value.text)) {
        if (is_function_word(word.folded, "en")) continue;
        const std::string lemma = lemma_of(word.folded, "en");
        ++wanted;
        in_own += own.contains(lemma) ? 1 : 0;
        in_all += all.contains(lemma) ? 1 : 0;
    }
    if (wanted == 0) return false;
    return in_own * 2 >= wanted || in_all == wanted;
}

double share_met(const Evidence& evidence, std::string_view question, std::string_view known) {
    return share(lemmas_of(around(evidence)), question, known);
}

double share_in_sentence(const Evidence& evidence, Span sentence, std::string_view question, std::string_view known) {
    const std::string text =
        std::string(sentence.of(evidence.post.text)) + " . " + evidence.post.title + " . " + evidence.post.author.name;
    return share(lemmas_of(text), question, known);
}

double trust_in(const Evidence& evidence, const Sought& sought) {
    const std::string text = around(evidence);
    const std::set<std::string> lemmas = lemmas_of(text);
    double trust = 1;
    bool has_verb = false;
    bool verb_met = false;
    for (const Word& word : words_of(sought.question)) {
        const bool named = is_capitalised(word.span.of(sought.question)) && word.span.begin > 0;
        const std::string lemma = lemma_of(word.folded, "en");
        if (named && !is_plain(word.folded) && !lemmas.contains(lemma)) trust *= 0.7;
        if (named || is_plain(word.folded) || !is_verb_form(word.folded)) continue;
        has_verb = true;
        verb_met = verb_met || is_met(lemmas, lemma) ||
                   (is_moving(lemma) && cues_of(evidence.post.text, words_of(evidence.post.text)).change);
    }
    if (has_verb && !verb_met) trust *= sought.step.sort == Sort::person ? 0.6 : 0.8;
    const std::string& noun = sought.step.noun;
    if (!noun.empty() && sought.step.form == Form::clause && sought.step.sort != Sort::place &&
        sought.question.find(noun) != std::string::npos && !is_met(lemmas, lemma_of(noun, "en")))
        trust *= 0.75;
    return trust;
}

bool says_deed(const std::vector<Word>& words, std::string_view question) {
    return std::ranges::any_of(words_of(question), [&](const Word& asked) {
        if (!is_verb_form(asked.folded) || is_function_word(asked.folded, "en")) return false;
        const std::string lemma = lemma_of(asked.folded, "en");
        return std::ranges::any_of(words,
                                   [&](const Word& word) { return are_kin(lemma_of(word.folded, "en"), lemma); });
    });
}

bool offers(const Evidence& evidence, Span quote, Wanted wanted) {
    const std::string_view sentence = quote.of(evidence.post.text);
    const Cues cues = cues_of(sentence, words_of(sentence));
    switch (wanted) {
        case Wanted::time: return cues.time;
        case Wanted::amount: return cues.amount || cues.number;
        case Wanted::count: return cues.number;
        case Wanted::person: return cues.name || cues.first_person || !evidence.post.author.name.empty();
        case Wanted::place: return cues.place;
        case Wanted::decision:
        case Wanted::reason:
        case Wanted::anything: return true;
    }
    return true;
}

}  // namespace familiar::answer::thinking
