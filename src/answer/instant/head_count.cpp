// How many people are coming: sign-ups counted person by person, with those they bring, those who dropped out, and the
// working.
#include "answer/instant/draft.h"
#include "answer/instant/kinds.h"
#include "answer/instant/passages.h"
#include "answer/instant/talk.h"
#include "answer/limits.h"
#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace familiar::answer::instant {

namespace {

enum class Stand { comes, unsure, not_coming };

struct SignUp {
    const Evidence* evidence = nullptr;
    Span span;
    Stand stand = Stand::comes;
    int heads = 0;
};

bool holds_any(const std::string& text, std::initializer_list<std::string_view> phrases) {
    return std::ranges::any_of(phrases,
                               [&](std::string_view phrase) { return text.find(phrase) != std::string::npos; });
}

// "with two kids", "bringing my mother", "plus one", "there are three of us"
int brought_along(const std::vector<Word>& words) {
    static constexpr std::array<std::string_view, 36> k_one = {
        "mother",  "father",   "wife",   "husband",   "friend", "son",    "daughter",  "sister",     "brother",
        "partner", "grandson", "cousin", "boyfriend", "mutter", "vater",  "schwester", "bruder",     "mann",
        "freund",  "freundin", "sohn",   "tochter",   "madre",  "padre",  "hermana",   "hermano",    "hija",
        "hijo",    "mae",      "pai",    "irma",      "irmao",  "marido", "mujer",     "girlfriend", "granddaughter"};
    static constexpr std::array<std::string_view, 11> k_many = {
        "kids", "children", "friends", "sons", "daughters", "people", "others", "guests", "kinder", "ninos", "freunde"};
    int heads = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (std::ranges::find(k_one, words[i].folded) != k_one.end()) ++heads;
        if (std::ranges::find(k_many, words[i].folded) != k_many.end()) {
            const int many = i > 0 ? number_value(words[i - 1].folded) : -1;
            heads += many > 0 ? many : 2;
        }
        const bool counted_already =
            i + 2 < words.size() && (std::ranges::find(k_one, words[i + 2].folded) != k_one.end() ||
                                     std::ranges::find(k_many, words[i + 2].folded) != k_many.end());
        if (words[i].folded == "plus" && i + 1 < words.size() && !counted_already)
            heads += std::max(0, number_value(words[i + 1].folded));
    }
    return heads;
}

// "Me!", "Yes": the whole of a message.
bool says_only_yes(const std::vector<Word>& words) {
    return words.size() == 1 && (words[0].folded == "me" || words[0].folded == "yes" || words[0].folded == "in" ||
                                 words[0].folded == "ja" || words[0].folded == "ich" || words[0].folded == "yo");
}

std::optional<SignUp> sign_up_in(const Evidence& evidence, Span span) {
    const std::string_view sentence = span.of(evidence.post.text);
    const std::vector<Word> words = words_of(sentence);
    std::string text = " " + folded(sentence) + " ";
    std::ranges::replace(text, '\n', ' ');
    for (std::size_t at = 0; (at = text.find("\u2019", at)) != std::string::npos;) text.replace(at, 3, "'");
    SignUp sign_up{&evidence, span, Stand::comes, 0};
    const bool cannot = holds_any(text, {" i can't", " we can't"}) && !holds_any(text, {"can't wait"});
    if (cannot ||
        holds_any(text, {"drop out", "can't come", "cannot come", "can't make it", "cannot make it", "won't make it",
                         "not coming", "can't be there", "count me out", "kann nicht", "no puedo", "nao posso"})) {
        sign_up.stand = Stand::not_coming;
        return sign_up;
    }
    if (holds_any(text, {"maybe", "might come", "not sure", "perhaps", "will try", "vielleicht", "quizas", "talvez",
                         "if i "})) {
        sign_up.stand = Stand::unsure;
        return sign_up;
    }
    const bool comes =
        says_only_yes(words_of(evidence.post.text)) ||
        holds_any(text, {"count me in",  "i'm in ",      "i'm in,",       "i'm in.",        "i'm in!",
                         "i am in ",     "i'm coming",   "i am coming",   "i'll come",      "i'll be there",
                         "i will come",  "we're coming", "we are coming", "we'll come",     "we'll be there",
                         "sign me up",   "put me down",  "us down",       "i come ",        "me too",
                         "ich komme",    "bin dabei",    "me apunto",     "contad conmigo", "eu vou",
                         "conta comigo", "+1",           "ich bin dabei", "of us"});
    if (!comes) return std::nullopt;
    sign_up.heads = 1 + brought_along(words);
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {  // "the four of us"
        const int count = number_value(words[i].folded);
        if (count > 1 && words[i + 1].folded == "of" && words[i + 2].folded == "us") sign_up.heads = count;
    }
    return sign_up;
}

// A post may say "I'm in" in one sentence and whom it brings in the next: the heads of all are summed.
std::optional<SignUp> sign_up_of(const Evidence& evidence) {
    std::optional<SignUp> whole;
    for (const Span span : sentences_of(evidence.post.text)) {
        auto sign_up = sign_up_in(evidence, readable(evidence.post.text, span));
        if (!sign_up) continue;
        if (!whole || sign_up->stand != Stand::comes) whole = sign_up;
    }
    return whole;
}

}  // namespace

std::optional<Answer> compose_head_count(const Question& question, const Found& evidence,
                                         const ComposeContext& context) {
    const Talk talk(evidence);
    std::vector<const Evidence*> by_time;
    for (const Evidence& candidate : evidence) {
        const Evidence* asked = talk.question_answered_by(candidate);
        const bool answers = asked != nullptr && carries(*asked, k_coverage_gathered) && !candidate.instructs;
        if (carries(candidate, k_coverage_gathered) || answers) by_time.push_back(&candidate);
    }
    std::ranges::stable_sort(by_time, {}, [](const Evidence* candidate) { return candidate->post.posted_at; });
    std::map<std::string, SignUp> latest;  // what each said last holds
    for (const Evidence* candidate : by_time) {
        if (const auto sign_up = sign_up_of(*candidate)) latest[candidate->post.author.name] = *sign_up;
    }
    std::vector<SignUp> coming;
    std::vector<SignUp> others;
    for (const auto& [name, sign_up] : latest) (sign_up.stand == Stand::comes ? coming : others).push_back(sign_up);
    if (coming.empty()) return std::nullopt;
    const auto earlier = [](const SignUp& a, const SignUp& b) {
        return a.evidence->post.posted_at < b.evidence->post.posted_at;
    };
    std::ranges::stable_sort(coming, earlier);
    std::ranges::stable_sort(others, earlier);

    int heads = 0;
    std::vector<std::string> parts;
    std::vector<std::pair<const Evidence*, Span>> grounds;
    for (const SignUp& sign_up : coming) {
        heads += sign_up.heads;
        parts.push_back(fmt::format("{} {}", who(sign_up.evidence->post, context), sign_up.heads));
        grounds.emplace_back(sign_up.evidence, sign_up.span);
    }
    Draft draft(context);
    draft.count(
        fmt::format("{} {} coming to “{}”, by what {} wrote.", heads, heads == 1 ? "person is" : "people are",
                    question.topic, coming.size() == 1 ? "one person" : fmt::format("{} people", coming.size())),
        grounds);
    std::string sum = fmt::format("{}", fmt::join(parts, " + "));
    draft.say(fmt::format("{} = {}", sum, heads), SentenceRole::working);
    const auto quote = [&](const SignUp& sign_up) {
        draft.quote_said(*sign_up.evidence, sign_up.span, SentenceRole::item);
        if (const Evidence* asked = talk.question_answered_by(*sign_up.evidence))
            draft.answers(*sign_up.evidence, *asked);
    };
    std::ranges::for_each(coming, quote);
    if (!others.empty()) draft.say("Not counted:", SentenceRole::note);
    std::ranges::for_each(others, quote);
    return draft.finish(AnswerKind::gathered, 0.8, evidence);
}

}  // namespace familiar::answer::instant
