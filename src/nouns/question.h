// A question as it was understood: what kind of answer is asked for, about what, from whom, from when.
#pragma once

#include "base/time.h"
#include "nouns/query.h"

#include <optional>
#include <string>

namespace familiar {

enum class Intent {
    find,          // one best supported answer: who, when, where, how much, why
    voices,        // who recommended, praised, mentioned …
    opinions,      // what people think of something
    said,          // what one person said (about something)
    last_mention,  // when somebody last spoke of something
    decision,      // what was decided
    digest,        // what happened in a group or period
    head_count,    // how many people are coming
    countdown,     // how many days until something that the sources date
    changes,       // whether and how a plan or price changed
    sum,           // figures of several posts put together
    about_self     // what Familiar is, can and knows
};

// Whose opinions are asked for.
enum class Side { both, supporters, opponents };

struct Question {
    std::string asked;  // the person's words
    Intent intent = Intent::find;
    Wanted wanted = Wanted::anything;
    std::string topic;    // the words that matter for searching
    std::string carried;  // the topic of the conversation, when the question goes on about it
    std::string context;  // words that help: verbs of asking
    std::string author;   // whose words are asked for
    std::string about;    // somebody who writes here and is asked about
    std::string group;    // words of the title of a group chat or feed
    std::optional<TimeRange> time;
    std::string time_said;  // "last week", for the answer
    Side side = Side::both;
    std::optional<PostKind> kind;  // only chats, say
    std::string unit;              // of a sum: "kilometres"; money when empty
    bool latest = false;
    bool follow_up = false;  // refers to the conversation before
    std::string language = "en";
};

}  // namespace familiar
