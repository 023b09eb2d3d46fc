// Who recommended what, and what people think: voices gathered by person, for and against, each with a quote.
#include "answer/instant/draft.h"
#include "answer/instant/kinds.h"
#include "answer/instant/opinion.h"
#include "answer/instant/passages.h"
#include "answer/limits.h"
#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace familiar::answer::instant {

namespace {

struct Voice {
    const Evidence* evidence = nullptr;
    Span span;
    int leaning = 0;
};

// The clearest statement of a post, if it takes a side.
std::optional<Voice> voice_of(const Evidence& evidence) {
    std::optional<Voice> best;
    for (const Span span : statements_of(evidence)) {
        const std::string_view sentence = span.of(evidence.post.text);
        const int leaning = is_undecided(sentence) ? 0 : leaning_of(sentence);
        const bool clearer = !best || std::abs(leaning) > std::abs(best->leaning);
        if (leaning != 0 && clearer) best = Voice{&evidence, span, leaning};
    }
    return best;
}

// Whether the post thanks or reports in a discussion that its own author opened by asking.
bool asked_first(const Evidence& evidence) {
    return evidence.before && evidence.before->author == evidence.post.author;
}

// Whether the post itself speaks of the topic, not only what it answers.
bool speaks_of_it(const Evidence& evidence) { return !evidence.before && !evidence.matches.empty(); }

// Whether a reply speaks of something else by name than what was asked ("Gannet House is lovely").
bool speaks_of_other(const Evidence& evidence, Span span, const Question& question) {
    if (!evidence.before) return false;
    const std::string_view sentence = span.of(evidence.post.text);
    const std::string topic = " " + folded(question.topic) + " ";
    const std::vector<Word> words = words_of(sentence);
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        const bool both = is_capitalised(words[i].span.of(sentence)) &&
                          is_capitalised(words[i + 1].span.of(sentence)) &&
                          words[i + 1].span.begin == words[i].span.end + 1;
        if (both && topic.find(words[i].folded) == std::string::npos) return true;
    }
    return false;
}

// One voice per author: the one whose post answers best; the first in the order of evidence.
std::vector<Voice> voices_in(const Found& evidence, const Question& question, bool also_neutral) {
    std::vector<Voice> voices;
    for (const Evidence& candidate : evidence) {
        if (!carries(candidate, k_coverage_gathered) || candidate.post.kind == PostKind::product ||
            asked_first(candidate))
            continue;
        auto voice = voice_of(candidate);
        const bool states = !only_asks(candidate, candidate.best);
        if (!voice && states && (also_neutral || speaks_of_it(candidate))) {
            voice = Voice{&candidate, readable(candidate.post.text, candidate.best), 0};
        }
        if (!voice || (also_neutral && speaks_of_other(candidate, voice->span, question))) continue;
        const bool heard = std::ranges::any_of(voices, [&](const Voice& other) {
            return other.evidence->post.author.name == candidate.post.author.name &&
                   (other.leaning > 0) == (voice->leaning > 0);
        });
        if (!heard) voices.push_back(*voice);
    }
    return voices;
}

std::vector<std::string> names_of(const std::vector<Voice>& voices, const ComposeContext& context) {
    std::vector<std::string> names;
    for (const Voice& voice : voices) {
        const std::string name = who(voice.evidence->post, context);
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
    return names;
}

std::vector<Voice> leaning(const std::vector<Voice>& voices, int sign) {
    std::vector<Voice> out;
    for (const Voice& voice : voices) {
        const int own = voice.leaning > 0 ? 1 : (voice.leaning < 0 ? -1 : 0);
        if (own == sign && out.size() < k_voices_max) out.push_back(voice);
    }
    return out;
}

std::string people(std::size_t count) { return count == 1 ? "1 person" : fmt::format("{} people", count); }

void quote_all(Draft& draft, const std::vector<Voice>& voices) {
    for (const Voice& voice : voices) draft.quote_said(*voice.evidence, voice.span, SentenceRole::item);
}

std::vector<std::pair<const Evidence*, Span>> grounds_of(const std::vector<Voice>& voices) {
    std::vector<std::pair<const Evidence*, Span>> grounds;
    for (const Voice& voice : voices) grounds.emplace_back(voice.evidence, voice.span);
    return grounds;
}

double best_coverage(const std::vector<Voice>& voices) {
    double best = 0;
    for (const Voice& voice : voices) best = std::max(best, voice.evidence->coverage);
    return best;
}

}  // namespace

std::optional<Answer> compose_voices(const Question& question, const Found& evidence, const ComposeContext& context) {
    const std::vector<Voice> all = voices_in(evidence, question, false);
    std::vector<Voice> for_it = leaning(all, 1);
    for (const Voice& neutral : leaning(all, 0)) for_it.push_back(neutral);
    if (for_it.empty()) return std::nullopt;
    Draft draft(context);
    const std::vector<std::string> names = names_of(for_it, context);
    draft.count(fmt::format("{} spoke for “{}”: {}.", people(names.size()), question.topic, listed(names)),
                grounds_of(for_it));
    quote_all(draft, for_it);
    if (const std::vector<Voice> against = leaning(all, -1); !against.empty()) {
        draft.say(fmt::format("{} warned:", people(names_of(against, context).size())), SentenceRole::note);
        quote_all(draft, against);
    }
    return draft.finish(AnswerKind::gathered, best_coverage(for_it), evidence);
}

std::optional<Answer> compose_opinions(const Question& question, const Found& evidence, const ComposeContext& context) {
    const std::vector<Voice> all = voices_in(evidence, question, true);
    const std::vector<Voice> for_it = leaning(all, 1);
    const std::vector<Voice> against = leaning(all, -1);
    const std::vector<Voice> neither = leaning(all, 0);
    if (all.empty() || (for_it.empty() && against.empty())) return std::nullopt;
    Draft draft(context);
    std::vector<Voice> counted = for_it;
    counted.insert(counted.end(), against.begin(), against.end());
    draft.count(fmt::format("About “{}” I found {} for and {} against.", question.topic,
                            people(names_of(for_it, context).size()), people(names_of(against, context).size())),
                grounds_of(counted));
    if (!for_it.empty()) draft.say("For:", SentenceRole::note);
    quote_all(draft, for_it);
    if (!against.empty()) draft.say("Against:", SentenceRole::note);
    quote_all(draft, against);
    const auto few = std::min<std::size_t>(neither.size(), 4);
    if (few > 0) draft.say("Others:", SentenceRole::note);
    quote_all(draft, {neither.begin(), neither.begin() + static_cast<std::ptrdiff_t>(few)});
    return draft.finish(AnswerKind::gathered, best_coverage(counted), evidence);
}

}  // namespace familiar::answer::instant
