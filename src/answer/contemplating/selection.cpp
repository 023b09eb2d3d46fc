#include "answer/contemplating/selection.h"

#include "answer/contemplating/limits.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace familiar::answer::contemplating {

namespace {

constexpr std::size_t k_attribution_words = 4;  // "Walter Byrne, 14 May:"

// What a statement is for beyond its words: a stand, a decision, a change.
double bearing_of(const Statement& statement) {
    return (statement.read->corrects ? 0.8 : 0) + (statement.read->leaning != 0 ? 0.6 : 0) +
           (statement.read->cues.reason ? 0.3 : 0);
}

}  // namespace

Selection::Selection(const Workspace& workspace, const Subject& subject, const ComposeContext& context)
    : workspace_(workspace) {
    static constexpr std::size_t k_words_needed = 3;
    for (const Statement& statement : workspace.statements()) {
        if (statement.read->asks || statement.read->words < k_words_needed) continue;
        candidates_.push_back(candidate_of(statement));
        for (const Statement& clause : clauses_of(statement, subject, context))
            candidates_.push_back(candidate_of(clause));
    }
}

Selection::Candidate Selection::candidate_of(const Statement& statement) {
    Candidate candidate{statement, {}, 0, 0};
    for (const Concept& one : statement.read->concepts) {
        const std::size_t number = numbers_.try_emplace(one, numbers_.size()).first->second;
        if (number >= covered_.size()) covered_.resize(number + 1);
        candidate.concepts.emplace_back(number, workspace_.weight_of(one));
        candidate.worth += candidate.concepts.back().second;
    }
    candidate.about = std::pow(statement.relevance, 1.5) * (0.5 + workspace_.centrality_of(statement));
    return candidate;
}

double Selection::news_of(const Candidate& candidate) const {
    double news = 0;
    for (const auto& [number, weight] : candidate.concepts) news += covered_[number] ? 0 : weight;
    return news;
}

std::size_t Selection::cost_of(const Statement& statement) const {
    return statement.read->words + (posts_.contains(statement.evidence->post.id) ? 1 : k_attribution_words);
}

bool Selection::overlaps_chosen(const Statement& statement) const {
    return std::ranges::any_of(chosen_, [&](const Statement& one) {
        return one.evidence->post.id == statement.evidence->post.id && one.read->span.overlaps(statement.read->span);
    });
}

bool Selection::repeats_chosen(const Statement& statement) const {
    return std::ranges::any_of(chosen_, [&](const Statement& one) {
        return same_words(*one.read, *statement.read) || one.text().find(statement.text()) != std::string_view::npos ||
               statement.text().find(one.text()) != std::string_view::npos;
    });
}

bool Selection::take(const Statement& statement) {
    if (overlaps_chosen(statement) || repeats_chosen(statement)) return false;
    for (const Concept& one : statement.read->concepts) {
        const auto known = numbers_.find(one);
        if (known != numbers_.end()) covered_[known->second] = true;
    }
    posts_.insert(statement.evidence->post.id);
    chosen_.push_back(statement);
    return true;
}

void Selection::choose(std::size_t words) {
    std::size_t used = 0;
    for (const Statement& statement : chosen_) used += statement.read->words + k_attribution_words;
    static constexpr std::size_t k_first = 8;
    std::vector<double> gains;
    while (chosen_.size() < k_items_max) {
        const Candidate* best = nullptr;
        double best_gain = 0;
        for (const Candidate& candidate : candidates_) {
            const Statement& statement = candidate.statement;
            const double news = news_of(candidate);
            if (news < k_news_needed * candidate.worth || used + cost_of(statement) > words) continue;
            const double cost = std::pow(static_cast<double>(cost_of(statement)), 0.85);
            const double gain = candidate.about * (news + bearing_of(statement)) / cost;
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
