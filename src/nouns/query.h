// What is looked for. A search without words is a listing by its filters, newest first.
#pragma once

#include "base/time.h"
#include "nouns/post.h"

#include <cstddef>
#include <optional>
#include <string>

namespace familiar {

// What kind of thing would answer the question.
enum class Wanted { anything, person, time, place, amount, count, reason, decision };

struct QueryFilter {
    std::string author;  // name or handle, matched by folded words; empty: anybody
    std::string app;
    std::string thread;  // thread id, or words of the title of its source
    std::optional<TimeRange> time;
    std::optional<PostKind> kind;
};

enum class QueryOrder { relevance, newest, oldest };

struct Query {
    std::string words;          // what must be spoken of, in the person's words
    std::string carried_words;  // demanded, but less: the topic that a follow-up goes on about
    std::string asked;          // the whole question as it was put; may be empty
    std::string context_words;  // what helps but is not demanded: verbs of asking
    std::string speaker;        // who is asked about, if they write here: "I" in their words is their name
    QueryFilter filter;
    QueryOrder order = QueryOrder::relevance;
    Wanted wanted = Wanted::anything;
    bool latest = false;     // the newest of several truths is asked for ("now", "still")
    bool neighbours = true;  // replies to what matches count as found too
    std::size_t limit = 10;
};

}  // namespace familiar
