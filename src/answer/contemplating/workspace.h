// The distilled workspace: what all agents brought, each thing once, with what matters in it weighed, and what is still
// missing named.
#pragma once

#include "answer/contemplating/agents.h"
#include "answer/contemplating/statement.h"

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace familiar::answer::contemplating {

class Workspace {
public:
    explicit Workspace(const Subject& subject) : subject_(subject) {}

    // Takes what a round brought, in the order of its agents.
    void add(const std::vector<Reply>& replies);
    // Merges what says the same, weighs concepts, keeps the most telling statements. After each round.
    void distil();

    // In the order of their posts' times.
    const std::vector<Statement>& statements() const { return statements_; }
    // Other posts that say the same as a statement.
    std::vector<const Statement*> echoes_of(const Statement& statement) const;
    const std::vector<std::shared_ptr<const Evidence>>& evidence() const { return evidence_; }
    // How much it matters that a brief holds the concept.
    double weight_of(const Concept& one) const;
    // How much the statement shares with all others that are about the subject, 0…1.
    double centrality_of(const Statement& statement) const;

    // People who are spoken of but were not heard, names that come up often, figures that nobody gave.
    std::vector<Gap> gaps() const;

private:
    // What only shares a word with the question ("night") is left out, when enough is known to tell.
    void leave_out_strangers();
    void merge_echoes();
    void weigh();
    std::vector<Gap> unheard() const;

    const Subject& subject_;
    std::vector<std::shared_ptr<const Evidence>> evidence_;
    std::set<PostId> known_posts_;
    std::map<std::pair<PostId, std::size_t>, Statement> brought_;
    std::vector<Statement> statements_;
    std::map<std::pair<PostId, std::size_t>, std::vector<Statement>> echoes_;
    std::map<Concept, double> mentions_;  // posts that hold it, each as far as it is about the subject
    double shared_most_ = 1;
};

}  // namespace familiar::answer::contemplating
