// A turn told to a client of the OpenAI protocol, piece by piece or whole. A client that goes away stops its answer:
// unlike a turn of our own API nobody could come back for it.
#pragma once

#include "base/json.h"
#include "converse/running_turns.h"
#include "serve/gate/seats.h"
#include "serve/http/message.h"

#include <functional>
#include <memory>
#include <string>

namespace familiar::serve::openai {

// Writes what a turn tells in the words of one protocol. Called by one stream, in the order of the events.
class EventWriter {
public:
    virtual ~EventWriter() = default;
    virtual std::string begin() = 0;
    virtual std::string write(const TurnEvent& event) = 0;
    virtual std::string end() = 0;
};

struct Told {
    std::shared_ptr<converse::TurnLog> log;
    std::string request_id;
    Seats::Seat seat;
};

http::Response stream_of(Told told, std::unique_ptr<EventWriter> writer);

// The answer as one JSON document.
http::Response whole_of(Told told, std::function<Json(const Turn&)> write);

}  // namespace familiar::serve::openai
