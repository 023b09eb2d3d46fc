#include "retrieve/talk_score.h"

#include <algorithm>

namespace familiar::retrieve {

namespace {

constexpr double k_answer_share = 0.6;
constexpr double k_settled_share = 0.5;
constexpr double k_open_penalty = 0.15;
constexpr double k_about_it = 0.5;  // share of the query around what settles a matter, to settle this one
constexpr double k_own_up_share = 0.15;
constexpr double k_asking_penalty = 0.2;
constexpr double k_lacking_penalty = 0.15;  // no figure where one is wanted; it may stand in a message of its own
constexpr double k_shrug_penalty = 0.1;

// Somebody had asked for the same there, in other words maybe: what answers that carries those words.
// What settles a matter does so for the question that opened it, also when who asked says so.
void answer_question(Candidate& candidate, const Heard& heard, Wanted wanted) {
    static constexpr double k_thanked = 0.9;
    static constexpr double k_unthanked = 0.75;
    const bool decides = wanted == Wanted::decision && heard.settles;
    if (heard.shrugs || wanted == Wanted::anything || (heard.asks && !decides)) return;
    for (Before& before : candidate.before) {
        const bool own = before.post.author == candidate.post.author;
        const bool same_kind = before.heard.asks && before.heard.asks_for == wanted && !own;
        const bool opened = decides && before.terms != 0;  // a discussion need not open with a question
        if (opened || (same_kind && before.weight > 0))
            before.weight = std::max(before.weight, candidate.thanked ? k_thanked : k_unthanked);
    }
}

// How well a message answers a question that was put there before it, as a share of the most. Who writes much and is
// thanked has answered; who shrugs has not.
double answers_before(const Page& page, const SentenceFeatures& best, const Shares& shares,
                      const RankContext& context) {
    static constexpr double k_share_needed = 0.4;
    static constexpr double k_other_kind = 0.6;  // the question there asks for something else than this one
    static constexpr double k_unthanked = 0.55;
    static constexpr double k_words_of_answer = 6;
    const Candidate& candidate = page.candidate;
    const bool decides = context.query.wanted == Wanted::decision;
    const bool open = page.heard.asks && !(decides && page.heard.settles);
    if (open || page.heard.shrugs || best[SentenceFeature::lacks] > 0) return 0;
    double most = 0;
    for (const Before& before : candidate.before) {
        const bool own = before.post.author == candidate.post.author;
        const bool opened = before.heard.asks || (decides && page.heard.settles);
        if (!opened || before.weight <= 0 || (own && !decides)) continue;
        const double share = shares.of_terms(before.terms | page.author);
        const bool same_kind = decides || before.heard.asks_for == context.query.wanted;
        if (share >= k_share_needed) most = std::max(most, share * (same_kind ? 1 : k_other_kind));
    }
    const double said = std::min(1.0, static_cast<double>(page.text.words.size()) / k_words_of_answer);
    return most * (candidate.thanked ? 1 : k_unthanked) * (0.3 + 0.7 * said);
}

}  // namespace

// What a message is, and which words stand in it for words of the question.
void hear(Page& page, const RankContext& context) {
    if (page.candidate.post.kind == PostKind::message) {
        page.heard = heard_in(page.candidate.post.text, page.text.words);
        answer_question(page.candidate, page.heard, context.query.wanted);
    }
    if (context.kin.empty()) return;
    for (const Sentence& sentence : page.text.sentences) {
        TermSet kin = 0;
        for (std::size_t w = sentence.first_word; w < sentence.end_word; ++w) {
            const auto known = context.kin.find(stem_of(page.text.words[w].folded, "en"));
            if (known != context.kin.end()) kin |= known->second;
        }
        page.kin.push_back(kin);
    }
}

// What counts in talk alone: answers to the same question asked there, what settles a matter.
double in_talk(const Page& page, const SentenceFeatures& best, const Shares& shares, const RankContext& context) {
    if (page.candidate.post.kind != PostKind::message) return 0;
    const double answers = answers_before(page, best, shares, context);
    double score = k_answer_share * answers;
    const bool decided = page.heard.settles && !page.heard.shrugs;
    const double about_it = std::min(1.0, best[SentenceFeature::around] / k_about_it);
    if (context.query.wanted == Wanted::decision) score += decided ? k_settled_share * about_it : -k_open_penalty;
    if (context.query.wanted == Wanted::person && page.heard.owns && answers > 0) score += k_own_up_share;
    if (page.heard.asks && !decided) score -= k_asking_penalty;
    if (best[SentenceFeature::lacks] > 0) score -= k_lacking_penalty;
    if (page.heard.shrugs) score -= k_shrug_penalty;
    return score;
}

}  // namespace familiar::retrieve
