#include "answer/composer.h"

#include "answer/instant/draft.h"
#include "answer/instant/kinds.h"

#include <fmt/format.h>

namespace familiar::answer {

namespace {

using instant::Found;

std::optional<Answer> composed_by_intent(const Question& question, const Found& evidence,
                                         const ComposeContext& context) {
    switch (question.intent) {
        case Intent::find:
        case Intent::decision: return instant::compose_quoted(question, evidence, context);
        case Intent::voices: return instant::compose_voices(question, evidence, context);
        case Intent::opinions: return instant::compose_opinions(question, evidence, context);
        case Intent::said: return instant::compose_said(question, evidence, context);
        case Intent::last_mention: return instant::compose_last_mention(question, evidence, context);
        case Intent::digest: return instant::compose_digest(question, evidence, context);
        case Intent::head_count: return instant::compose_head_count(question, evidence, context);
        case Intent::countdown: return instant::compose_countdown(question, evidence, context);
        case Intent::changes: return instant::compose_changes(question, evidence, context);
        case Intent::sum: return instant::compose_sum(question, evidence, context);
        case Intent::about_self: return std::nullopt;
    }
    return std::nullopt;
}

// A gathered answer that did not come together may still be a quoted one; what one person said may not.
bool may_be_quoted(Intent intent) {
    return intent == Intent::opinions || intent == Intent::head_count || intent == Intent::voices ||
           intent == Intent::countdown || intent == Intent::changes || intent == Intent::sum;
}

}  // namespace

Answer compose(const Question& question, const std::vector<Evidence>& evidence, const ComposeContext& context) {
    if (auto answer = instant::compose_orders(question, evidence, context)) return std::move(*answer);
    if (auto answer = composed_by_intent(question, evidence, context)) return std::move(*answer);
    if (may_be_quoted(question.intent)) {
        if (auto answer = instant::compose_quoted(question, evidence, context)) return std::move(*answer);
    }
    return instant::compose_nothing(question, evidence, context);
}

Answer compose_computed(const std::string& sentence, const std::vector<std::string>& working) {
    Answer answer;
    answer.kind = AnswerKind::computed;
    answer.confidence = 1;
    answer.sentences.push_back({sentence, Support::computed, SentenceRole::lead, {}});
    for (const std::string& step : working)
        answer.sentences.push_back({step, Support::computed, SentenceRole::working, {}});
    return answer;
}

Answer compose_about(const Question& question, const AboutFacts& facts) {
    Answer answer;
    answer.kind = AnswerKind::about;
    answer.confidence = 1;
    const auto say = [&](std::string text, SentenceRole role) {
        answer.sentences.push_back({std::move(text), Support::none, role, {}});
    };
    const std::string asked = question.asked;
    say(fmt::format("I am Familiar, your assistant on this machine. I answer from {} posts, messages and articles that "
                    "you may see ({} of "
                    "them private to you), and I show where each answer comes from.",
                    facts.posts, facts.private_posts),
        SentenceRole::lead);
    say("Ask who, when, where, how much or why: I quote what was written.", SentenceRole::item);
    say("Ask who recommended something, what people think of it, or what happened in a group last week: I gather it.",
        SentenceRole::item);
    say("Ask for sums, percentages, units, dates and time zones: I compute and show the working.", SentenceRole::item);
    if (!facts.sources.empty())
        say("I know these sources: " + instant::listed(facts.sources) + ".", SentenceRole::note);
    say(fmt::format("I keep {} conversations of yours, in your own file. Nothing leaves this machine unless you add a "
                    "source or engine "
                    "that needs it; delete any of it at any time.",
                    facts.conversations),
        SentenceRole::note);
    return answer;
}

}  // namespace familiar::answer
