// People in a sentence, and who stands in a relation to whom.
#include "answer/thinking/carried.h"
#include "answer/thinking/grounds.h"
#include "answer/thinking/lexicon.h"
#include "answer/thinking/limits.h"
#include "answer/thinking/names.h"
#include "base/cues.h"

#include <algorithm>
#include <array>

namespace familiar::answer::thinking {

namespace {

constexpr double k_name_base = 0.6;
constexpr double k_speaker_base = 0.72;
constexpr double k_related = 0.95;
constexpr double k_share_beside_name = 0.2;  // of the question's words, in the sentence itself

bool is_known(std::string_view name, const Sought& sought) {
    return std::ranges::any_of(sought.people, [&](const std::string& person) { return all_words_in(name, person); });
}

// "Celeste" → "Celeste Marchetti", when just one author is called so.
std::string full_name(const std::string& name, const Sought& sought) {
    std::string full;
    for (const std::string& person : sought.people) {
        if (!all_words_in(name, person)) continue;
        if (!full.empty() && full != person) return name;
        full = person;
    }
    return full.empty() ? name : full;
}

bool is_mine(std::string_view word) {
    static constexpr std::array<std::string_view, 12> k_words = {"my", "our", "mein", "meine", "unser", "unsere",
                                                                 "mi", "mis", "meu",  "minha", "nossa", "meiner"};
    return std::ranges::find(k_words, word) != k_words.end();
}

// Whether the word before the relation says whose it is: "my" by the owner, "Katie's".
bool belongs_to_owner(std::string_view sentence, const std::vector<Word>& words, std::size_t relation,
                      const Evidence& evidence, const std::string& owner) {
    if (relation == 0) return false;
    const Word& before = words[relation - 1];
    if (is_mine(before.folded)) return same_name(evidence.post.author.name, owner);
    const std::string_view written = before.span.of(sentence);
    const bool possessive = written.ends_with("s") && (written.find('\'') != std::string_view::npos ||
                                                       written.find("’") != std::string_view::npos);
    return possessive && shares_word(before.folded, owner);
}

// "My sister Celeste", "Katie's brother Finn", "Finn is Katie's brother".
std::vector<Value> related_in(const Evidence& evidence, Span quote, const Sought& sought) {
    const std::string_view sentence = quote.of(evidence.post.text);
    const std::vector<Word> words = words_of(sentence);
    const std::vector<Name> names = capitalised_runs(sentence, words, false);
    const auto add = [&](std::vector<Value>& out, const Name& name) {
        const std::string text(name.span.of(sentence));
        if (!shares_word(text, sought.step.owner)) out.push_back({Sort::person, full_name(text, sought), k_related});
    };
    std::vector<Value> out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].folded != sought.step.noun) continue;
        if (!belongs_to_owner(sentence, words, i, evidence, sought.step.owner)) continue;
        for (const Name& name : names) {
            const bool behind = name.first == i + 1;
            const bool in_front = name.end + 2 >= i && name.end < i && i - name.end <= 2;  // "Finn is Katie's brother"
            if (behind || in_front) add(out, name);
        }
    }
    return out;
}

// "at the Mill Field", "the Tarry Ropes": no person is spoken of so.
bool is_place(const std::vector<Word>& words, const Name& name) {
    static constexpr std::array<std::string_view, 11> k_before = {"the",  "a",  "an", "in", "at", "on",
                                                                  "near", "to", "im", "am", "en"};
    return name.first > 0 && std::ranges::find(k_before, words[name.first - 1].folded) != k_before.end();
}

double certainty_of(std::string_view sentence, const std::vector<Word>& words, const Name& name, const Sought& sought) {
    double sure = k_name_base;
    const std::string text(name.span.of(sentence));
    if (name.end - name.first > 1) sure += 0.08;
    if (is_known(text, sought)) sure += 0.08;
    const std::string_view before = name.first > 0 ? std::string_view(words[name.first - 1].folded) : "";
    if (before == "by" || before == "von" || before == "por") sure += 0.2;
    for (std::size_t i = name.end; i < std::min(name.end + 2, words.size()); ++i) {
        const std::string lemma = lemma_of(words[i].folded, "en");
        for (const Word& asked : words_of(sought.question)) {
            const bool content = !is_function_word(asked.folded, "en");
            if (content && are_kin(lemma, lemma_of(asked.folded, "en"))) return std::min(sure + 0.2, k_related);
        }
    }
    return says_deed(words, sought.question) ? sure + k_deed_said : sure;
}

bool is_exclamation(std::string_view text) {
    static constexpr std::array<std::string_view, 14> k_words = {
        "Oh", "Ah", "Wow", "Hey", "Ouch", "Thanks", "Thank", "Dear", "Yes", "Sorry", "Okay", "Danke", "Well", "Please"};
    return std::ranges::find(k_words, text) != k_words.end();
}

// "I", "we" and the like: "she told us" says nothing of the speaker.
bool speaks_as_subject(const std::vector<Word>& words) {
    static constexpr std::array<std::string_view, 16> k_words = {"i",     "i'm",   "i'll",  "i've", "i'd", "we",
                                                                 "we're", "we'll", "we've", "my",   "our", "ich",
                                                                 "wir",   "yo",    "eu",    "je"};
    return std::ranges::any_of(
        words, [](const Word& word) { return std::ranges::find(k_words, word.folded) != k_words.end(); });
}

}  // namespace

std::vector<Value> persons_in(const Evidence& evidence, Span quote, const Sought& sought) {
    if (sought.step.form == Form::belonging) return related_in(evidence, quote, sought);
    const std::string_view sentence = quote.of(evidence.post.text);
    const std::vector<Word> words = words_of(sentence);
    std::vector<Value> out;
    const std::string& author = evidence.post.author.name;
    const bool article = evidence.post.kind == PostKind::article;
    const bool new_author = !author.empty() && !article && !shares_word(author, sought.question);
    const Cues cues = cues_of(sentence, words);
    const double share = share_in_sentence(evidence, quote, sought.question, {});
    for (const Name& name : capitalised_runs(sentence, words, false)) {
        const std::string text(name.span.of(sentence));
        const bool known = is_known(text, sought);
        if (is_exclamation(text) || shares_word(text, sought.question) ||
            (!known && (name.opens || is_place(words, name))))
            continue;
        if (share < k_share_beside_name) continue;
        out.push_back({Sort::person, full_name(text, sought), certainty_of(sentence, words, name, sought)});
    }
    const bool tells_of_self = cues.first_person && speaks_as_subject(words) && share >= k_share_of_question;
    if (new_author && (sought.speakers || tells_of_self)) {
        double sure = sought.speakers ? k_related : k_speaker_base;
        if (!sought.speakers && !words.empty() && words.front().folded.starts_with("i")) sure += 0.08;
        out.push_back({Sort::person, author, sure});
    }
    return out;
}

}  // namespace familiar::answer::thinking
