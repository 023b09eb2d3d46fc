// What OpenAI clients ask for, as a chat completion or through the Responses API, read into our own Request. Parameters
// that mean nothing here are tolerated; what would be silently wrong (several choices, pictures that nobody can look
// at) is refused by name. Pure.
#pragma once

#include "base/json.h"
#include "nouns/conversation.h"
#include "serve/wire/errors.h"

#include <array>
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::serve::openai {

struct Model {
    std::string_view id;
    Mode mode;
};
inline constexpr std::array<Model, 5> k_models = {{{"familiar", Mode::automatic},
                                                   {"familiar-fast", Mode::fast},
                                                   {"familiar-thinking", Mode::thinking},
                                                   {"familiar-contemplating", Mode::contemplating},
                                                   {"familiar-shopping", Mode::shopping}}};
std::optional<Model> model_named(std::string_view id);
wire::Complaint no_such_model(const std::string& id);

// What the engines of this host can do, as far as it decides what may be asked.
struct Abilities {
    bool sees_pictures = false;
};

struct ChatRequest {
    Model model = k_models.front();
    Request request;  // temporary: the client keeps the conversation, whose answers are texts without sources
    bool stream = false;
    bool usage_in_stream = false;
    std::size_t prompt_words = 0;  // of all messages
};

// The body of POST /v1/chat/completions.
std::expected<ChatRequest, wire::Complaint> chat_request(const Json& json, const Abilities& abilities);
// The body of POST /v1/responses.
std::expected<ChatRequest, wire::Complaint> response_request(const Json& json, const Abilities& abilities);

// What `usage` counts without a model: words, as there is no tokenizer.
std::size_t word_count(std::string_view text);

}  // namespace familiar::serve::openai
