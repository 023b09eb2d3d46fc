#include "answer/contemplating/agents.h"

#include "answer/contemplating/limits.h"
#include "base/words.h"

#include <algorithm>
#include <set>

namespace familiar::answer::contemplating {

namespace {

// Collects evidence of several searches, each post once.
class Findings {
public:
    void add(const std::shared_ptr<const std::vector<Evidence>>& found) {
        for (const Evidence& evidence : *found) {
            if (known_.insert(evidence.post.id).second) all_.emplace_back(found, &evidence);
        }
    }
    bool empty() const { return all_.empty(); }
    std::vector<std::shared_ptr<const Evidence>> take() { return std::move(all_); }

private:
    std::set<PostId> known_;
    std::vector<std::shared_ptr<const Evidence>> all_;
};

// What a statement is worth to an angle; 0: nothing.
double worth(const Statement& statement, Angle angle) {
    const Cues& cues = statement.read->cues;
    const double facts = (cues.number ? 1 : 0) + (cues.amount ? 1 : 0) + (cues.time ? 1 : 0) + (cues.name ? 0.5 : 0);
    const double states = statement.read->asks ? 0 : 1;
    switch (angle) {
        case Angle::known: return states * (1 + facts);
        case Angle::timeline: return states * ((cues.time ? 2 : 0) + (cues.change ? 1 : 0.2));
        case Angle::people: return states * (cues.first_person || cues.name ? 1.5 : 0.5);
        case Angle::for_and_against: return statement.read->undecided ? 2 : std::abs(statement.read->leaning);
        case Angle::figures: return states * (cues.amount ? 2 : cues.number ? 1 : 0);
        case Angle::changes: return states * (statement.read->corrects ? 2 : cues.change ? 1 : 0);
        case Angle::contradictions: return states * statement.read->stated.now.kinds();
        case Angle::open: return statement.read->asks || statement.read->undecided ? 1 : states * (cues.time ? 0.5 : 0);
    }
    return 0;
}

Query listing_of(const Subject& subject) {
    Query query;
    query.filter.time = subject.time;
    query.order = QueryOrder::newest;
    query.limit = k_listed_max;
    if (subject.person.empty())
        query.filter.thread = subject.group;
    else
        query.filter.author = subject.person;
    return query;
}

std::vector<Query> queries_for(Angle angle, const Question& question, const Subject& subject) {
    Query query = first_query(question, subject);
    std::vector<Query> queries = {query};
    if (angle == Angle::changes) {
        query.latest = true;
        query.context_words = "moved changed new instead postponed cancelled";
        queries = {query};
    }
    for (const std::string& thread : subject.threads) {
        if (angle != Angle::people && angle != Angle::for_and_against) break;
        Query whole;
        whole.filter.thread = thread;
        whole.order = QueryOrder::oldest;
        whole.limit = k_listed_max;
        queries.push_back(std::move(whole));
    }
    const bool lists = !subject.group.empty() || !subject.person.empty();
    if (lists && (angle == Angle::known || angle == Angle::timeline)) queries.push_back(listing_of(subject));
    return queries;
}

Reply reply_of(Findings& findings, SharedTools& tools, const Subject& subject, Angle angle) {
    Reply reply;
    reply.evidence = findings.take();
    std::vector<std::pair<double, Statement>> weighed;
    for (const auto& evidence : reply.evidence) {
        if (relevance_of(*evidence, subject) < k_relevance_needed) continue;
        for (Statement& statement : statements_in(evidence, *tools.read(evidence->post), subject)) {
            const double weight = worth(statement, angle) * statement.relevance;
            if (weight > 0 && statement.relevance >= k_relevance_needed)
                weighed.emplace_back(weight, std::move(statement));
        }
    }
    std::ranges::stable_sort(weighed, std::greater<>(), [](const auto& one) { return one.first; });
    if (weighed.size() > k_reply_statements_max) weighed.resize(k_reply_statements_max);
    for (auto& [weight, statement] : weighed) reply.statements.push_back(std::move(statement));
    return reply;
}

Query query_for(const Gap& gap, const Subject& subject) {
    Query query;
    query.words = subject.words;
    query.limit = k_gap_evidence;
    query.filter.time = subject.time;
    switch (gap.kind) {
        case Gap::Kind::voice: query.filter.author = gap.what; break;
        case Gap::Kind::name:
            query.words = gap.what;
            query.carried_words = subject.words;
            break;
        case Gap::Kind::time: query.wanted = Wanted::time; break;
        case Gap::Kind::place: query.wanted = Wanted::place; break;
        case Gap::Kind::amount: query.wanted = Wanted::amount; break;
    }
    return query;
}

}  // namespace

Query first_query(const Question& question, const Subject& subject) {
    Query query;
    query.words = subject.words;
    query.asked = question.asked;
    query.carried_words = question.carried;
    query.filter.time = question.time;
    query.filter.kind = question.kind;
    query.limit = k_evidence_looked_at;
    return query;
}

Result<Reply> look(const Call& call, SharedTools& tools, const Request& request, const Task& task) {
    Findings findings;
    for (const Query& query : queries_for(task.angle, request.question, request.subject)) {
        TRY(call.check());
        if (!findings.empty() && task.answer_now.stop_requested()) break;
        findings.add(TRY(tools.search(call, query)));
    }
    TRY(call.check());
    return reply_of(findings, tools, request.subject, task.angle);
}

Result<Reply> fill(const Call& call, SharedTools& tools, const Request& request, const Gap& gap) {
    TRY(call.check());
    Findings findings;
    findings.add(TRY(tools.search(call, query_for(gap, request.subject))));
    const Angle angle = gap.kind == Gap::Kind::amount ? Angle::figures
                        : gap.kind == Gap::Kind::time ? Angle::timeline
                                                      : Angle::known;
    return reply_of(findings, tools, request.subject, angle);
}

}  // namespace familiar::answer::contemplating
