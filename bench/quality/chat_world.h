// A world of long chats, made from scripts: people of several kinds of groups write to each other for more than a year,
// several things at a time, and questions about it have the lines that answer them beside them. The same seed makes the
// same world.
#pragma once

#include "base/time.h"
#include "quality/chat_script.h"

#include <cstdint>
#include <string>
#include <vector>

namespace familiar::bench {

struct ChatMessage {
    Timestamp at;  // whole minutes
    std::string author;
    std::string text;
    std::size_t order = 0;  // of being written, among those of one minute
};

struct Chat {
    std::string title;
    std::vector<ChatMessage> messages;  // oldest first
};

// Names a message wherever it comes up again.
std::string key_of(Timestamp at, const std::string& author, const std::string& text);

struct ChatQuestion {
    std::string kind;
    std::string text;
    std::string evidence;  // key of the line that answers
    std::string outdated;  // key of what was true before it; may be empty
};

struct ChatWorld {
    std::vector<Chat> chats;
    std::vector<ChatQuestion> questions;
};

ChatWorld chat_world(const std::vector<Script>& scripts, Half half, std::uint64_t seed);

// As WhatsApp exports it.
std::string exported(const Chat& chat);

}  // namespace familiar::bench
