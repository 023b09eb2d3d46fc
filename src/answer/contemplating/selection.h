// Which statements a brief of so many words should hold: greedily the one that brings most weight of new content per
// word, as in concept-based summarisation (Gillick and Favre 2009; the greedy choice by cost after Lin and Bilmes
// 2010). What was said is not said again, because it brings nothing new. Deterministic.
#pragma once

#include "answer/contemplating/statement.h"
#include "answer/contemplating/workspace.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace familiar::answer::contemplating {

class Selection {
public:
    Selection(const Workspace& workspace, const Subject& subject, const ComposeContext& context);

    // Takes a statement without asking what it is worth. False when what it says stands there already.
    bool take(const Statement& statement);
    // Chooses until `words` are used, attributions included.
    void choose(std::size_t words);
    // In the order of their choice: what may be left out stands last.
    const std::vector<Statement>& chosen() const { return chosen_; }

private:
    struct Candidate {
        Statement statement;
        std::vector<std::pair<std::size_t, double>> concepts;  // their numbers and weights
        double worth = 0;                                      // all weights
        double about = 0;                                      // how much it is about the subject
    };
    Candidate candidate_of(const Statement& statement);
    // Weight of what the statement would add.
    double news_of(const Candidate& candidate) const;
    std::size_t cost_of(const Statement& statement) const;
    bool overlaps_chosen(const Statement& statement) const;
    bool repeats_chosen(const Statement& statement) const;

    const Workspace& workspace_;
    std::vector<Candidate> candidates_;
    std::vector<Statement> chosen_;
    std::map<Concept, std::size_t> numbers_;
    std::vector<bool> covered_;  // by the numbers of concepts
    std::set<PostId> posts_;
};

}  // namespace familiar::answer::contemplating
