#include "converse/route.h"

#include "converse/limits.h"

namespace familiar::converse {

namespace {

bool gathers(Intent intent) {
    return intent == Intent::voices || intent == Intent::opinions || intent == Intent::digest ||
           intent == Intent::head_count || intent == Intent::last_mention || intent == Intent::changes ||
           intent == Intent::sum;
}

}  // namespace

Plan route(const Question& question) {
    Query query;
    query.words = question.topic;
    query.asked = question.asked;
    query.carried_words = question.carried;
    query.context_words = question.context;
    const bool one_answer =
        question.intent == Intent::find || question.intent == Intent::decision || question.intent == Intent::changes;
    query.wanted = one_answer ? question.wanted : Wanted::anything;
    if (question.intent == Intent::decision) query.wanted = Wanted::decision;
    query.latest = question.latest;
    query.speaker = question.about;
    query.filter.author = question.author;
    query.filter.time = question.time;
    query.filter.thread = question.group;
    query.filter.kind = question.kind;
    query.limit = gathers(question.intent) ? k_evidence_gathered : k_evidence_found;
    if (question.intent == Intent::decision) query.context_words += " decided agreed vote";
    if (question.intent == Intent::countdown) query.wanted = Wanted::time;
    if (question.intent == Intent::changes) query.latest = true;
    if (question.intent == Intent::sum) {
        query.wanted = Wanted::amount;
        if (query.words.empty()) query.context_words.clear();  // a listing of what its author wrote
    }
    if (question.intent == Intent::digest) {
        query.words.clear();
        query.order = QueryOrder::newest;
    }
    const bool lists = question.intent == Intent::said || question.intent == Intent::sum;
    if (lists && question.topic.empty()) query.order = QueryOrder::newest;
    return {{query}};
}

}  // namespace familiar::converse
