// Scripts of the scripted engine: what a model that always says the same says to what. In code, or as a text file:
//
//   # A comment. Before the first rule, what the engine is:
//   model demo-1              its name                      context 4096     tokens that it reads
//   places 2                  chats at the same time        reasons          it thinks before it speaks
//   sees pictures             it takes images               down             health checks and chats fail
//
//   when user contains "plumber" and system contains "timeline"     rules are tried in order, the first that fits
//     times 1                 the rule serves so often and then no more
//     wait 50ms               before what follows
//     pace 2ms                between the tokens of what follows
//     think "Who was it?"     private reasoning; texts are JSON strings, and {{user}}, {{system}}, {{tool}} stand for
//     say "Anna [1]. "        what was read
//     say                     likewise, several lines
//     | As it stands,
//     | line by line.
//     tokens "[" "1" "]"      text in exactly these pieces, to break markers wherever one likes
//     call search {"query":"plumber"}      a tool call; the rest of the line goes as it is, also when it is broken JSON
//     call search#call_9 {}                likewise with an id of its own
//     usage prompt=12 cached=4 completion=3 reasoning=1               instead of what the engine counts itself
//     finish length           also stop, content_filter
//     fail unavailable retry=3s "busy"     an error (by its code), before or in the middle of the text
//     cut                     the connection breaks here
//     hang                    nothing more comes until the call ends
//   when any                  everything else; also `when tool …` for the result of a tool that stands last
//
// Conditions are `WHO contains|is|starts "TEXT"`; letters of ASCII compare without case. Values, any thread.
#pragma once

#include "base/result.h"
#include "infer/text_engine.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::infer {

struct ScriptStep {
    enum class Kind { wait, pace, think, say, call, usage, finish, fail, cut, hang };

    Kind kind = Kind::say;
    std::string text = {};                    // said or thought; arguments of a call; message of a failure
    std::vector<std::string> tokens = {};     // the pieces of `text`; empty: word by word
    std::string name = {};                    // of the tool
    std::string id = {};                      // of the call; empty: counted
    std::chrono::milliseconds time{0};        // to wait; the pace; after which to try again
    ErrorCode code = ErrorCode::unavailable;  // of a failure
    TokenUsage usage = {};
    Finish finish = Finish::stop;
};

// What the engine does to answer one request, in order.
using ScriptedReply = std::vector<ScriptStep>;
// Decides on any thread, also on several at once.
using Responder = std::function<Result<ScriptedReply>(const ChatRequest&)>;

struct ScriptCondition {
    enum class Who { user, system, tool };
    enum class Test { contains, is, starts };

    Who who = Who::user;
    Test test = Test::contains;
    std::string text;
};

struct ScriptRule {
    std::vector<ScriptCondition> conditions;  // all must hold
    std::optional<std::size_t> times;
    ScriptedReply reply;
};

struct Script {
    EngineCard card;
    bool down = false;
    std::vector<ScriptRule> rules;
};

// `invalid_argument` names the line and what is wrong with it.
Result<Script> parse_script(std::string_view text);

// The responder of a script; it counts how often rules served.
Responder responder_of(Script script);

// What rules look at: the last message of the person; all rules of the system; the last message when it is a tool's.
struct Heard {
    std::string user;
    std::string system;
    std::optional<std::string> tool;
};
Heard heard_in(const ChatRequest& request);

// As the engine splits and counts: words with the white space before them, in pieces of at most eight bytes.
std::vector<std::string_view> script_tokens(std::string_view text);

}  // namespace familiar::infer
