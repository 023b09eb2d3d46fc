#include "answer/contemplating/selection.h"

#include "answer/contemplating/limits.h"
#include "answer/instant/passages.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace familiar::answer::contemplating {

namespace {

constexpr std::size_t k_attribution_words = 4;  // "Walter Byrne, 14 May:"

// What a statement is for beyond its words: a stand, a decision, a change.
double bearing_of(const Statement& statement) {
    return (statement.corrects ? 0.8 : 0) + (statement.leaning != 0 ? 0.6 : 0) + (statement.cues.reason ? 0.3 : 0);
}

}  // namespace

Selection::Selection(const Workspace& workspace, const Subject& subject, const ComposeContext& context)
    : workspace_(workspace), context_(context) {
    static constexpr std::size_t k_words_needed = 3;
    for (const Statement& statement : workspace.statements()) {
        if (statement.asks || statement.words < k_words_needed) continue;
        candidates_.push_back({statement, weight_of(statement)});
        for (Statement& clause : clauses_of(statement, subject, context_)) {
            const double weight = weight_of(clause);
            candidates_.push_back({std::move(clause), weight});
        }
    }
}

double Selection::weight_of(const Statement& statement) const {
    double weight = 0;
    for (const Concept& one : statement.concepts) weight += workspace_.weight_of(one);
    return weight;
}

double Selection::news_of(const Candidate& candidate) const {
    double news = 0;
    for (const Concept& one : candidate.statement.concepts) {
        if (!covered_.contains(one)) news += workspace_.weight_of(one);
    }
    return news;
}

std::size_t Selection::cost_of(const Statement& statement) const {
    return statement.words + (posts_.contains(statement.evidence->post.id) ? 1 : k_attribution_words);
}

bool Selection::overlaps_chosen(const Statement& statement) const {
    return std::ranges::any_of(chosen_, [&](const Statement& one) {
        return one.evidence->post.id == statement.evidence->post.id && one.span.overlaps(statement.span);
    });
}

bool Selection::repeats_chosen(const Statement& statement) const {
    return std::ranges::any_of(chosen_, [&](const Statement& one) {
        return instant::same_words(one.text(), statement.text()) ||
               one.text().find(statement.text()) != std::string_view::npos ||
               statement.text().find(one.text()) != std::string_view::npos;
    });
}

bool Selection::take(const Statement& statement) {
    if (overlaps_chosen(statement) || repeats_chosen(statement)) return false;
    covered_.insert(statement.concepts.begin(), statement.concepts.end());
    posts_.insert(statement.evidence->post.id);
    chosen_.push_back(statement);
    return true;
}

void Selection::choose(std::size_t words) {
    std::size_t used = 0;
    for (const Statement& statement : chosen_) used += statement.words + k_attribution_words;
    static constexpr std::size_t k_first = 8;
    std::vector<double> gains;
    while (chosen_.size() < k_items_max) {
        const Candidate* best = nullptr;
        double best_gain = 0;
        for (const Candidate& candidate : candidates_) {
            const Statement& statement = candidate.statement;
            const double news = news_of(candidate);
            if (news < k_news_needed * candidate.worth || used + cost_of(statement) > words) continue;
            const double about = std::pow(statement.relevance, 1.5) * (0.5 + workspace_.centrality_of(statement));
            const double cost = std::pow(static_cast<double>(cost_of(statement)), 0.85);
            const double gain = about * (news + bearing_of(statement)) / cost;
            if (gain > best_gain && !overlaps_chosen(statement) && !repeats_chosen(statement)) {
                best = &candidate;
                best_gain = gain;
            }
        }
        if (best == nullptr) return;
        if (gains.size() < k_first) gains.push_back(best_gain);
        const double average = std::accumulate(gains.begin(), gains.end(), 0.0) / static_cast<double>(gains.size());
        if (best_gain < k_gain_needed * average) return;
        used += cost_of(best->statement);
        take(Statement(best->statement));
    }
}

}  // namespace familiar::answer::contemplating
