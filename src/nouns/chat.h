// A conversation as models and their clients have it: messages, tools, and wishes to have a tool called.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar {

enum class ChatRole { system, user, assistant, tool };

struct Picture {
    std::string media_type;  // "image/png"
    std::string bytes;
};

// A wish of the model to have a tool called. The arguments are JSON as the model wrote it: anything may stand there.
struct ToolCall {
    std::string id;
    std::string name;
    std::string arguments;

    friend bool operator==(const ToolCall&, const ToolCall&) = default;
};

struct ChatMessage {
    ChatRole role = ChatRole::user;
    std::string text;
    std::vector<Picture> pictures = {};     // of the user
    std::vector<ToolCall> tool_calls = {};  // of the assistant
    std::string tool_call_id = {};          // of a tool: which call this answers
};

struct ChatTool {
    std::string name;
    std::string description;
    std::string parameters;  // a JSON schema
};

// How hard a model shall think.
enum class Effort { none, minimal, low, medium, high };
std::string_view name_of(Effort effort);
std::optional<Effort> effort_from(std::string_view name);

// What a client of the OpenAI protocol sent with its question.
struct ClientRequest {
    std::vector<ChatMessage> messages;  // all of them, the question last or followed by what its tools returned
    std::vector<ChatTool> tools;
    std::string tool_choice;      // JSON as OpenAI has it; empty: the model chooses
    std::string response_format;  // JSON as OpenAI has it; empty: free text
    std::optional<Effort> effort;
    std::optional<std::int64_t> tokens_max;
    std::vector<std::string> stop;
    std::optional<double> temperature;
    std::optional<double> top_p;
    std::optional<std::int64_t> seed;
};

}  // namespace familiar
