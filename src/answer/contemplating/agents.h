// Sub-agents: each looks at the subject from one angle, with its own searches, and brings the statements that this
// angle is for, bounded. They share nothing but what was already looked up.
#pragma once

#include "answer/contemplating/shared_tools.h"
#include "answer/contemplating/statement.h"
#include "answer/contemplating/subject.h"

#include <stop_token>
#include <string>
#include <vector>

namespace familiar::answer::contemplating {

// What an agent hands back.
struct Reply {
    std::vector<std::shared_ptr<const Evidence>> evidence;  // that was looked at
    std::vector<Statement> statements;                      // best for the angle first
};

// What the first round did not find.
struct Gap {
    enum class Kind { voice, name, time, place, amount };
    Kind kind = Kind::name;
    std::string what;  // the name, or of the others a word for it: "date"
};

// What all agents of a run are given.
struct Request {
    const Question& question;
    const Subject& subject;
};

// The search that all begin with.
Query first_query(const Question& question, const Subject& subject);

// What one agent is to do; once it is to answer now, it begins no further search.
struct Task {
    Angle angle = Angle::known;
    std::stop_token answer_now;
};

Result<Reply> look(const Call& call, SharedTools& tools, const Request& request, const Task& task);
Result<Reply> fill(const Call& call, SharedTools& tools, const Request& request, const Gap& gap);

}  // namespace familiar::answer::contemplating
