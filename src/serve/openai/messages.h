// The conversation that an OpenAI client sends, in both shapes, as messages of ours. Pure.
#pragma once

#include "nouns/conversation.h"
#include "serve/openai/parameters.h"

#include <vector>

namespace familiar::serve::openai {

// `messages` of a chat completion.
std::vector<ChatMessage> chat_messages(Parameters& parameters);

// `instructions` and `input` of the Responses API: a text, or items of messages, calls and what they returned.
std::vector<ChatMessage> response_messages(Parameters& parameters);

// The question and what came before it, as a turn takes them. `param` names where the messages stood.
Request request_of(std::vector<ChatMessage> messages, Parameters& parameters, const std::string& param);

}  // namespace familiar::serve::openai
