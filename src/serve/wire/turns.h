// Turns, their answers and their events as the own API sends them; offsets count UTF-16 units.
#pragma once

#include "base/json.h"
#include "converse/running_turns.h"
#include "nouns/conversation.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::serve::wire {

Json conversation_json(const Conversation& conversation);
Json turn_json(const Turn& turn);
Json answer_json(const Answer& answer);

// A question as POST /api/v1/turns has it; invalid_argument says which member is wrong.
Result<Request> turn_request(const Json& json);

// Writes the events of one turn, in order, as server-sent events. Remembers the text so far, in which offsets are
// counted: a stream that resumes later must still see all events from the first.
class TurnEventWriter {
public:
    // `took` is how long a live turn has run, where that is known better than its stored times tell.
    std::string write(const converse::NumberedEvent& event, std::optional<std::chrono::milliseconds> took);

private:
    Json data_of(const TurnEvent& event, std::optional<std::chrono::milliseconds> took);
    std::string text_;
};

// "id: N\nevent: KIND\ndata: JSON\n\n"; without id when `id` is 0, without event when `kind` is empty.
std::string server_sent(std::int64_t id, std::string_view kind, std::string_view data);

}  // namespace familiar::serve::wire
