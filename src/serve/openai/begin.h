// What both endpoints do with a request: the turn begins, and what it says is remembered for follow-ups.
#pragma once

#include "serve/api/api.h"
#include "serve/openai/chat_request.h"
#include "serve/openai/telling.h"

namespace familiar::serve::openai {

// Begins the turn. `unavailable` when all places are taken.
Result<Told> begin_turn(Api& api, const Exchange& exchange, ChatRequest& chat);

// Keeps the answer, so that a client that sends the conversation back finds its sources again.
Answer remembered(KnownAnswers& answers, PersonId person, const Turn& turn);

// Where a citation's source is to be found: its own address, or ours for it.
std::string address_of(const Post& post);
std::string title_of(const CitationEvent& event);
// The part of an annotation that is ours: which characters of which source, and how they hold.
Json familiar_json(const CitationEvent& event);

// Tokens, or words where no model was asked.
TokenUsage usage_of(const Answer& answer, std::size_t prompt_words);

}  // namespace familiar::serve::openai
