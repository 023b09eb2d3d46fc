// The best supported sentence or sentences, with who, where and when.
#include "answer/instant/claims.h"
#include "answer/instant/draft.h"
#include "answer/instant/kinds.h"
#include "answer/instant/passages.h"
#include "answer/limits.h"
#include "base/cues.h"
#include "base/time.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::instant {

namespace {

constexpr std::string_view k_outdated_heading = "It was said differently earlier:";

// "During the fair …", "For the parade …": what follows is about something else.
bool opens_aside(std::string_view sentence) {
    const std::vector<Word> words = first_words_of(sentence, 1);
    static constexpr std::array<std::string_view, 8> k_openings = {"during", "for",     "after",   "before",
                                                                   "while",  "wahrend", "durante", "nach"};
    return !words.empty() && std::ranges::find(k_openings, words.front().folded) != k_openings.end();
}

// Where the first thought of a part ends: at a comma, unless a figure or "from", "on", "at" goes on with it.
std::size_t end_of_thought(std::string_view text, Span part) {
    static constexpr std::array<std::string_view, 9> k_goes_on = {"from", "on", "at", "to", "until",
                                                                  "vom",  "am", "um", "im"};
    for (std::size_t at = part.begin; (at = text.find_first_of(",;", at)) < part.end; ++at) {
        const std::vector<Word> next = first_words_of(text.substr(at + 1, part.end - at - 1), 1);
        const bool goes_on = !next.empty() && (next.front().kind == WordKind::number ||
                                               std::ranges::find(k_goes_on, next.front().folded) != k_goes_on.end());
        if (!goes_on) return at;
    }
    return part.end;
}

// Whether the sentence states its value of the topic: "The raft race starts at 11:00" does; "closed from 10:00 for the
// raft race" and "For the parade of the fair, the street is closed on Sunday" state the time of something else.
bool states_it_of_topic(const Claim& claim) {
    const std::string_view text = claim.evidence->post.text;
    const auto match =
        std::ranges::find_if(claim.evidence->matches, [&](Span one) { return claim.span.contains(one); });
    if (match == claim.evidence->matches.end()) return false;
    const auto states = [&](Span part) { return !values_in(part.of(text), CivilDate{}).now.empty(); };
    if (opens_aside(claim.span.of(text))) return false;
    const std::size_t stop = end_of_thought(text, {match->begin, claim.span.end});
    return !states({claim.span.begin, match->begin}) && states({match->begin, stop});
}

// Claims that answer about as well as the lead, with the values that are asked for.
std::vector<Claim> rivals_of(const Evidence& lead, const Question& question, const std::vector<Evidence>& evidence,
                             const ComposeContext& context) {
    std::vector<Claim> claims = claims_in(evidence, context, lead.coverage * k_rival_share);
    keep_wanted(claims, question.wanted);
    std::erase_if(claims, [&](const Claim& claim) {
        return claim.evidence->misses_name || claim.span.begin != claim.evidence->best.begin ||
               !states_it_of_topic(claim);
    });
    return claims;
}

// "Where does she work now?" wants to hear where she worked before; who asks for the next date wants no other.
bool asks_what_holds_now(const Question& question) {
    static constexpr std::array<std::string_view, 12> k_words = {"now",   "still", "current",  "currently",
                                                                 "today", "days",  "nowadays", "anymore",
                                                                 "jetzt", "noch",  "ahora",    "agora"};
    return question.latest && std::ranges::any_of(words_of(question.asked), [](const Word& word) {
               return std::ranges::find(k_words, word.folded) != k_words.end();
           });
}

// Two sources state different values for the same thing: the newer first, the older marked as such.
std::optional<Answer> contradicted(const Question& question, const Evidence& lead,
                                   const std::vector<Evidence>& evidence, const ComposeContext& context) {
    const bool comparable = question.wanted == Wanted::time || question.wanted == Wanted::amount;
    if (!comparable || (question.latest && !asks_what_holds_now(question))) return std::nullopt;
    const std::vector<Claim> claims = rivals_of(lead, question, evidence, context);
    const auto of_lead =
        std::ranges::find_if(claims, [&](const Claim& claim) { return claim.evidence->post.id == lead.post.id; });
    if (of_lead == claims.end()) return std::nullopt;
    const Claim* current = &*of_lead;
    for (const Claim& claim : claims) {  // newest first
        const bool newer = *claim.evidence->post.posted_at > *current->evidence->post.posted_at;
        const bool as_good = claim.evidence->coverage >= lead.coverage * k_second_quote_share;
        if (newer && as_good && differ(claim.stated.now, current->stated.now)) {
            current = &claim;
            break;
        }
    }
    const std::vector<Claim> outdated = outdated_by(*current, claims, question);
    if (outdated.empty()) return std::nullopt;
    Draft draft(context);
    draft.quote_said(*current->evidence, current->span, SentenceRole::lead);
    draft.remark(*current->evidence, {Finding::Kind::recency,
                                      outdated.size() == 1 ? "it is newer than another that says something else"
                                                           : "it is newer than others that say something else",
                                      0});
    quote_outdated(draft, k_outdated_heading, outdated, context);
    return draft.finish(AnswerKind::quoted, std::min(1.0, current->evidence->coverage), evidence);
}

// Asked what holds now, a newer post that states no time or price ("it was lovely today") leads to nothing: those
// behind it that do, and are as much to the point, may.
std::optional<Answer> contradicted_behind(const Question& question, const Evidence& lead,
                                          const std::vector<Evidence>& evidence, const ComposeContext& context) {
    if (!asks_what_holds_now(question)) return std::nullopt;
    for (const Evidence& other : evidence) {
        const bool as_good = other.coverage >= lead.coverage * k_second_quote_share && other.post.id != lead.post.id;
        if (!as_good || !answers(other) || only_asks(other, other.best)) continue;
        if (auto answer = contradicted(question, other, evidence, context)) return answer;
    }
    return std::nullopt;
}

// Where something is cannot be compared as figures can: an older place is outdated when the newer sentence says that
// something changed ("now hangs in the woodshed").
bool replaces(const Evidence& newer, const Evidence& older) {
    return newer.post.posted_at > older.post.posted_at && corrects(newer.best.of(newer.post.text));
}

// What held before the lead did: as much to the point, older, and it offers another name or place. Who asks what holds
// now is told what was said before, as such.
bool held_before(const Evidence& lead, const Evidence& older, const Question& question) {
    static constexpr double k_score_share = 0.6;
    static constexpr double k_coverage_of_person = 0.7;  // of the lead's; people say "I" in many words
    const double needed = question.about.empty() ? k_second_quote_share : k_coverage_of_person;
    const bool comparable = question.wanted == Wanted::place || question.wanted == Wanted::person ||
                            (question.wanted == Wanted::anything && !question.about.empty());
    if (!comparable || older.post.posted_at >= lead.post.posted_at || older.misses_name) return false;
    if (older.score < lead.score * k_score_share || older.coverage < lead.coverage * needed) return false;
    const std::string_view sentence = older.best.of(older.post.text);
    const Cues cues = cues_of(sentence, words_of(sentence));
    return cues.name || (question.wanted == Wanted::place && cues.place);
}

}  // namespace

std::optional<Answer> compose_quoted(const Question& question, const Found& evidence, const ComposeContext& context) {
    const Evidence* lead = nullptr;
    for (const Evidence& candidate : evidence) {
        if (!answers(candidate) || only_asks(candidate, candidate.best)) continue;
        lead = &candidate;
        break;
    }
    if (lead == nullptr) return std::nullopt;
    if (auto answer = contradicted(question, *lead, evidence, context)) return answer;
    if (auto answer = contradicted_behind(question, *lead, evidence, context)) return answer;

    Draft draft(context);
    draft.quote_said(*lead, passage_for(*lead, question.wanted), SentenceRole::lead);
    std::vector<Claim> outdated;
    std::vector<std::string> quoted = {std::string(passage_for(*lead, question.wanted).of(lead->post.text))};
    for (const Evidence& other : evidence) {
        if (quoted.size() >= k_quotes_max) break;
        if (&other == lead || other.post.id == lead->post.id || !answers(other)) continue;
        const bool former = asks_what_holds_now(question) && held_before(*lead, other, question);
        if (other.score < lead->score * k_second_quote_share && !former) continue;
        if (only_asks(other, other.best)) continue;
        if (question.latest && !former && other.post.posted_at < lead->post.posted_at)
            continue;  // the older truth no longer holds
        const Span span = passage_for(other, question.wanted);
        const std::string text(span.of(other.post.text));
        const bool known =
            std::ranges::any_of(quoted, [&](const std::string& before) { return same_words(before, text); });
        if (known) continue;
        quoted.push_back(text);
        if (former || (question.wanted == Wanted::place && replaces(*lead, other)))
            outdated.push_back({&other, span, {}, false});
        else
            draft.quote_said(other, span, SentenceRole::detail);
    }
    quote_outdated(draft, k_outdated_heading, outdated, context);
    return draft.finish(AnswerKind::quoted, confidence_in(*lead), evidence);
}

std::optional<Answer> compose_said(const Question& question, const Found& evidence, const ComposeContext& context) {
    std::vector<const Evidence*> said;
    for (const Evidence& candidate : evidence) {
        const bool about = question.topic.empty() || carries(candidate, k_coverage_gathered);
        if (candidate.instructs || candidate.best.empty() || !about) continue;
        if (!said.empty() && candidate.score < said.front()->score * 0.75) continue;
        if (said.size() < k_quotes_max) said.push_back(&candidate);
    }
    if (said.empty()) return std::nullopt;
    Draft draft(context);
    bool first = true;
    for (const Evidence* evidence_said : said) {
        const Span span = question.topic.empty()
                              ? readable(evidence_said->post.text, {0, evidence_said->post.text.size()})
                              : passage_for(*evidence_said, question.wanted);
        draft.quote_said(*evidence_said, span, first ? SentenceRole::lead : SentenceRole::detail);
        draft.remark(*evidence_said, {Finding::Kind::author, question.author, 0});
        first = false;
    }
    return draft.finish(AnswerKind::quoted, question.topic.empty() ? 0.8 : std::min(1.0, said.front()->coverage),
                        evidence);
}

std::optional<Answer> compose_last_mention(const Question& question, const Found& evidence,
                                           const ComposeContext& context) {
    const Evidence* newest = nullptr;
    int mentions = 0;
    for (const Evidence& candidate : evidence) {
        const bool itself =
            !candidate.matches.empty() && carries(candidate, k_coverage_needed) && candidate.post.posted_at;
        if (!itself) continue;
        ++mentions;
        if (newest == nullptr || *candidate.post.posted_at > *newest->post.posted_at) newest = &candidate;
    }
    if (newest == nullptr) return std::nullopt;
    Draft draft(context);
    const Span span = passage_for(*newest, Wanted::anything);
    draft.quote(*newest, span, SentenceRole::lead,
                fmt::format("{} last mentioned it on {}:", who(newest->post, context),
                            time::long_date(*newest->post.posted_at, context.zone)));
    if (mentions > 1)
        draft.say(fmt::format("I found {} mentions by {} in all.", mentions, question.author), SentenceRole::note);
    return draft.finish(AnswerKind::quoted, newest->coverage, evidence);
}

Answer compose_nothing(const Question& question, const Found& evidence, const ComposeContext& context) {
    Draft draft(context);
    std::string about = question.topic.empty() ? question.asked : question.topic;
    std::string text = question.author.empty()
                           ? fmt::format("I found nothing about “{}” in your sources.", about)
                           : fmt::format("I found nothing that {} said about “{}”.", question.author, about);
    if (question.intent == Intent::digest) {
        text = fmt::format("I found nothing{}{}.", question.group.empty() ? "" : " in “" + question.group + "”",
                           question.time_said.empty() ? "" : " for “" + question.time_said + "”");
    }
    draft.say(text, SentenceRole::lead);
    const bool near = std::ranges::any_of(
        evidence, [](const Evidence& candidate) { return candidate.coverage > 0 && !candidate.instructs; });
    if (near)
        draft.say("The nearest things I found are listed as considered; none of them answers it.", SentenceRole::note);
    Answer answer =
        draft.finish(AnswerKind::nothing, evidence.empty() ? 0.95 : 1.0 - confidence_in(evidence.front()), evidence);
    answer.suggestions.emplace_back("Import a chat, feed or archive that speaks of it.");
    answer.suggestions.emplace_back("Ask with other words, or name a person or a group.");
    return answer;
}

}  // namespace familiar::answer::instant
