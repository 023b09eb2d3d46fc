// A conversation of one person with Familiar and its turns.
#pragma once

#include "base/id.h"
#include "base/time.h"
#include "nouns/answer.h"
#include "nouns/chat.h"

#include <optional>
#include <string>
#include <vector>

namespace familiar {

struct Conversation {
    Id<Conversation> id;
    std::string title;
    Timestamp started_at;
    Timestamp active_at;
    std::int64_t turns = 0;  // filled when listed
};

enum class TurnState { running, done, failed, cancelled };
std::string_view name_of(TurnState state);

struct Turn {
    Id<Turn> id;
    Id<Conversation> conversation;
    std::string question;
    TurnState state = TurnState::running;
    std::optional<Answer> answer;  // once done
    std::string failure;           // for the person, once failed
    Timestamp asked_at;
    std::optional<Timestamp> answered_at;
};

// A question and what was answered, as a follow-up needs it.
struct Exchange {
    std::string question;
    std::optional<Answer> answer;  // absent when a client keeps the conversation and sends only words
};

// What comes in: one person's words in one conversation.
struct Request {
    std::optional<Id<Conversation>> conversation;  // none: a new one
    std::string words;
    Mode mode = Mode::automatic;
    bool temporary = false;         // lives in memory only; nothing is stored
    std::vector<Exchange> earlier;  // the conversation so far, for a temporary turn whose client keeps it
    std::optional<ClientRequest> client = std::nullopt;  // what such a client sent besides
};

}  // namespace familiar
