// The objects of OpenAI's Responses API: a response, its items, and the events that tell them.
#pragma once

#include "base/json.h"
#include "nouns/event.h"
#include "serve/openai/chat_request.h"

#include <cstdint>
#include <string>
#include <vector>

namespace familiar::serve::openai {

// What all parts of one response say about it.
struct ResponseFrame {
    std::string id;       // "resp_…"
    std::string message;  // the id of its message, "msg_…"
    std::int64_t created = 0;
    ChatRequest asked;
};

// "in_progress" without output or usage.
Json begun_response_json(const ResponseFrame& frame);
Json response_json(const ResponseFrame& frame, const Answer& answer);
Json failed_response_json(const ResponseFrame& frame, const Error& error);

Json response_annotation_json(const CitationEvent& event, std::string_view answer_text);
Json output_text_json(const std::string& text, Json annotations);
Json message_item_json(const ResponseFrame& frame, std::string_view status, Json content);
Json call_item_json(const ToolCall& call, std::string_view status);

}  // namespace familiar::serve::openai
