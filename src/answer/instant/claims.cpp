#include "answer/instant/claims.h"

#include "answer/instant/passages.h"
#include "answer/instant/talk.h"
#include "answer/limits.h"
#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <set>

namespace familiar::answer::instant {

namespace {

// The words of the topic that the post or what surrounds it holds.
std::set<std::string> topic_words(const Evidence& evidence, const Question& question) {
    std::set<std::string> topic;
    for (const Word& word : words_of(question.topic)) topic.insert(word.folded);
    std::set<std::string> words;
    for (const Finding& finding : evidence.because) {
        const bool is_word = finding.kind == Finding::Kind::word || finding.kind == Finding::Kind::title_word ||
                             finding.kind == Finding::Kind::neighbour || finding.kind == Finding::Kind::thread;
        if (is_word && topic.contains(finding.what)) words.insert(finding.what);
    }
    return words;
}

bool holds_both(const Evidence& evidence, const Word& left, const Word& right) {
    const std::vector<Word> words = words_of(evidence.post.title + "\n" + evidence.post.text);
    return std::ranges::find(words, left.folded, &Word::folded) != words.end() &&
           std::ranges::find(words, right.folded, &Word::folded) != words.end();
}

// Words that stand side by side in the question name one thing: what holds only one of "sports day" speaks of another.
bool lacks_pair(const Claim& claim, const Claim& current, const Question& question) {
    const std::vector<Word> asked = words_of(question.asked);
    for (std::size_t i = 0; i + 1 < asked.size(); ++i) {
        const Word& left = asked[i];
        const Word& right = asked[i + 1];
        if (is_function_word(left.folded, question.language) || is_function_word(right.folded, question.language))
            continue;
        if (holds_both(*current.evidence, left, right) && !holds_both(*claim.evidence, left, right)) return true;
    }
    return false;
}

// The sentences of a post that hold a word of the topic and state values.
void add_claims(std::vector<Claim>& claims, const Evidence& evidence, const ComposeContext& context) {
    const std::string_view text = evidence.post.text;
    const CivilDate written_on = time::civil(*evidence.post.posted_at, context.zone).date;
    for (const Span sentence : sentences_of(text)) {
        if (sentence != evidence.best && !holds_match(evidence, sentence)) continue;
        if (only_asks(evidence, sentence)) continue;
        const Span span = readable(text, sentence);
        const auto match = std::ranges::find_if(evidence.matches, [&](Span one) { return span.contains(one); });
        const std::size_t topic_at = match == evidence.matches.end() ? 0 : match->begin - span.begin;
        const Stated stated = values_in(span.of(text), written_on, topic_at);
        if (!stated.now.empty()) claims.push_back({&evidence, span, stated, corrects(span.of(text))});
    }
}

}  // namespace

bool corrects(std::string_view sentence) {
    static constexpr std::array<std::string_view, 22> k_signs = {
        " moved",  " changed", " change ",  " postponed", " cancelled", " new ",   " instead",    ", not ",
        " now ",   " anymore", " any more", " no longer", " earlier ",  " since ", " verschoben", " verlegt",
        " neuer ", " neue ",   " jetzt ",   " nuevo ",    " agora ",    " nueva "};
    const std::string text = " " + folded(sentence) + " ";
    return std::ranges::any_of(k_signs, [&](std::string_view sign) { return text.find(sign) != std::string::npos; });
}

std::vector<Claim> claims_in(const std::vector<Evidence>& found, const ComposeContext& context,
                             double coverage_needed) {
    std::vector<Claim> claims;
    for (const Evidence& evidence : found) {
        const bool usable = !evidence.instructs && !evidence.best.empty() && evidence.post.posted_at &&
                            evidence.coverage >= coverage_needed && !evidence.matches.empty();
        // In a chat or feed about the named thing its name is not said again.
        const bool named = !evidence.misses_name || std::ranges::any_of(found, [&](const Evidence& other) {
            return !other.misses_name && other.post.source == evidence.post.source &&
                   other.post.kind == PostKind::message && !other.matches.empty();
        });
        if (usable && named) add_claims(claims, evidence, context);
    }
    std::ranges::stable_sort(claims, std::greater<>(),
                             [](const Claim& claim) { return *claim.evidence->post.posted_at; });
    return claims;
}

std::vector<Claim> outdated_by(const Claim& current, const std::vector<Claim>& claims, const Question& question) {
    static constexpr std::size_t k_outdated_max = 3;
    const std::set<std::string> spoken_of = topic_words(*current.evidence, question);
    std::vector<Claim> outdated;
    for (const Claim& claim : claims) {
        if (outdated.size() >= k_outdated_max) break;
        const bool older = *claim.evidence->post.posted_at < *current.evidence->post.posted_at;
        if (!older || !differ(current.stated.now, claim.stated.now)) continue;
        const std::set<std::string> words = topic_words(*claim.evidence, question);
        if (!std::ranges::includes(words, spoken_of) || lacks_pair(claim, current, question)) continue;
        const bool known = std::ranges::any_of(
            outdated, [&](const Claim& other) { return agree(other.stated.now, claim.stated.now); });
        if (!known) outdated.push_back(claim);
    }
    return outdated;
}

void keep_wanted(std::vector<Claim>& claims, Wanted wanted) {
    for (Claim& claim : claims) {
        Values& now = claim.stated.now;
        if (wanted == Wanted::amount)
            now = {{}, {}, {}, now.money};
        else
            now.money.reset();
    }
    std::erase_if(claims, [](const Claim& claim) { return claim.stated.now.empty(); });
}

void quote_outdated(Draft& draft, std::string_view heading, const std::vector<Claim>& outdated,
                    const ComposeContext& context) {
    if (outdated.empty()) return;
    draft.say(std::string(heading), SentenceRole::note);
    for (const Claim& claim : outdated) {
        draft.quote(*claim.evidence, claim.span, SentenceRole::item, who_where_when(*claim.evidence, context) + ":");
        draft.remark(*claim.evidence,
                     {Finding::Kind::recency, "it is older than the first and says something else", 0});
    }
}

}  // namespace familiar::answer::instant
