// Whether and how a plan or price changed: what holds now, marked as the newest, then what was said earlier.
#include "answer/instant/claims.h"
#include "answer/instant/draft.h"
#include "answer/instant/kinds.h"
#include "answer/instant/passages.h"
#include "answer/limits.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::answer::instant {

namespace {

// Among the claims that say the same as the newest: the one that states most, then the one that announces it.
const Claim& fullest(const std::vector<Claim>& claims) {
    const Claim* best = &claims.front();
    for (const Claim& claim : claims) {
        if (&claim != &claims.front() && !agree(claim.stated.now, claims.front().stated.now)) continue;
        const auto rank = [](const Claim& one) { return std::pair(one.stated.now.kinds(), one.corrects); };
        if (rank(claim) > rank(*best)) best = &claim;
    }
    return *best;
}

// Older steps on the way: other values, and what those replaced in turn.
std::vector<Claim> steps_before(const Claim& current, const std::vector<Claim>& claims, const Question& question) {
    static constexpr std::size_t k_steps_max = 4;
    std::vector<Claim> steps = outdated_by(current, claims, question);
    const auto add = [&](const Claim& claim) {
        const bool known =
            claim.evidence->post.id == current.evidence->post.id || std::ranges::any_of(steps, [&](const Claim& other) {
                return other.evidence->post.id == claim.evidence->post.id || agree(other.stated.now, claim.stated.now);
            });
        if (!known) steps.push_back(claim);
    };
    for (const Claim& claim : claims) {
        const bool older = *claim.evidence->post.posted_at < *current.evidence->post.posted_at;
        const bool adds = !agree(claim.stated.now, current.stated.now) || !current.stated.now.date;
        if (older && claim.corrects && claim.stated.now.date && adds) add(claim);
    }
    for (const Claim& step : std::vector<Claim>(steps)) {
        for (const Claim& claim : outdated_by(step, claims, question)) add(claim);
    }
    std::ranges::stable_sort(steps, std::greater<>(), [](const Claim& one) { return *one.evidence->post.posted_at; });
    if (steps.size() > k_steps_max) steps.resize(k_steps_max);
    return steps;
}

// Claims that hold less of the topic than the best ones speak of something else ("sunset tour" for "school tour").
void keep_to_the_point(std::vector<Claim>& claims) {
    static constexpr double k_share_needed = 0.8;
    double best = 0;
    for (const Claim& claim : claims) best = std::max(best, claim.evidence->coverage);
    std::erase_if(claims, [&](const Claim& claim) { return claim.evidence->coverage < best * k_share_needed; });
}

}  // namespace

std::optional<Answer> compose_changes(const Question& question, const Found& evidence, const ComposeContext& context) {
    std::vector<Claim> claims = claims_in(evidence, context, k_coverage_gathered);
    keep_wanted(claims, question.wanted);
    keep_to_the_point(claims);
    if (claims.empty()) return std::nullopt;
    const Claim current = fullest(claims);
    const std::vector<Claim> before = steps_before(current, claims, question);
    const bool changed = current.corrects || !current.stated.former.empty() ||
                         std::ranges::any_of(before, [](const Claim& claim) { return claim.corrects; });
    if (!changed) return std::nullopt;  // several times or prices alone are no change
    Draft draft(context);
    draft.quote(*current.evidence, current.span, SentenceRole::lead,
                "Now: " + who_where_when(*current.evidence, context) + ":");
    const bool newest = current.evidence->post.id == claims.front().evidence->post.id;
    draft.remark(
        *current.evidence,
        {Finding::Kind::recency, newest ? "it is the newest post on it" : "the newest post on it says the same", 0});
    quote_outdated(draft, "What was said earlier:", before, context);
    return draft.finish(AnswerKind::quoted, std::min(1.0, current.evidence->coverage), evidence);
}

}  // namespace familiar::answer::instant
