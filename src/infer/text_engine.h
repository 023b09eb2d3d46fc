// A language model that continues a conversation: on this machine, elsewhere, or scripted. What the rooms that answer
// know of models; the wire formats and processes behind it are private to infer/.
//
// Thread-safe: any number of chats at once, as many as the engine has places for; the others wait. Engines keep nothing
// of a conversation that is not in the request.
#pragma once

#include "base/result.h"
#include "infer/egress.h"
#include "nouns/answer.h"
#include "nouns/chat.h"
#include "platform/call.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace familiar::infer {

using Role = ChatRole;
using Message = ChatMessage;
using Tool = ChatTool;

struct ChatRequest {
    std::vector<Message> messages;
    std::vector<Tool> tools = {};
    std::string tool_choice = {};      // JSON as OpenAI has it; empty: the model chooses
    std::string response_format = {};  // JSON as OpenAI has it; empty: free text
    std::optional<Effort> effort = std::nullopt;
    std::optional<std::int64_t> reasoning_tokens_max = std::nullopt;  // where the engine can hold to it
    std::int64_t tokens_max = 1024;                                   // of reasoning and text together
    std::vector<std::string> stop = {};
    std::optional<double> temperature = std::nullopt;
    std::optional<double> top_p = std::nullopt;
    std::optional<std::int64_t> seed = std::nullopt;
    // Chats of the same key share a beginning; an engine with several places keeps them together.
    std::string cache_key = {};
    EgressHook told = {};  // of each request that this chat sends to another place, besides the engine's own hook
};

// What arrives while the model writes. Tool calls come whole, in the outcome.
struct Delta {
    enum class Kind { reasoning, text };
    Kind kind = Kind::text;
    std::string text;  // may end within a UTF-8 character
};

// Called on the thread that chats. False ends the generation early: the outcome is what came so far.
using DeltaSink = std::function<bool(const Delta&)>;

enum class Finish { stop, length, tool_calls, content_filter, ended_early };
std::string_view name_of(Finish finish);

struct ChatOutcome {
    std::string text;       // without reasoning, whatever shape the engine gave that in
    std::string reasoning;  // private: never shown, stored or logged
    std::vector<ToolCall> tool_calls;
    Finish finish = Finish::stop;
    TokenUsage usage;
    std::int64_t prompt_evaluated = 0;  // prompt tokens that were really worked on, where the engine tells
    std::string model;                  // what the engine calls itself
};

// What an engine is and can do.
struct EngineCard {
    std::string name;   // as the configuration has it
    std::string model;  // empty until known
    std::string host;   // empty for engines on this machine; else where requests go
    std::int64_t context_tokens = 8192;
    std::size_t places = 1;  // chats that run at the same time
    bool sees_pictures = false;
    bool calls_tools = true;
    bool reasons = false;
};

class TextEngine {
public:
    virtual ~TextEngine() = default;
    virtual EngineCard card() const = 0;
    // Blocking. `unavailable` when the engine cannot be reached, crashed or is overloaded (the message says when to
    // try again); `denied` for a refused key; `exhausted` when the prompt does not fit; `cancelled`, `deadline` by the
    // call. A stop of the call ends the generation at the engine too.
    virtual Result<ChatOutcome> chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) = 0;
};

}  // namespace familiar::infer
