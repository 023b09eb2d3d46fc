// The assistant: one turn from question to stored answer. The steps are those of docs/life-of-a-turn.md.
#pragma once

#include "converse/judging.h"
#include "infer/engine_room.h"
#include "nouns/conversation.h"
#include "nouns/event.h"
#include "nouns/query.h"
#include "platform/call.h"
#include "platform/metrics.h"
#include "store/archive.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace familiar::converse {

// Where the events of a turn go while it runs; called on the thread that takes the turn.
using EventSink = std::function<void(const TurnEvent&)>;

// Thread-safe: any number of turns at once. Collaborators outlive it.
class Assistant {
public:
    // `engines`: the models that may be asked; without one there are none. `times`: what those that judge may take.
    Assistant(store::Archive& archive, const platform::Clock& clock, platform::Metrics& metrics,
              const infer::EngineRoom* engines = nullptr, JudgingTimes times = {});
    ~Assistant();

    // Answers one request and stores the turn (unless temporary). Blocking. The question is on disk before the first
    // event; a turn that fails or is cancelled is stored as such, and its last event is ErrorEvent, else DoneEvent.
    // `answer_now` asks a long run for what it has so far; it is no cancellation.
    Result<Turn> take_turn(const Call& call, PersonId person, const Request& request, const EventSink& sink,
                           const std::stop_token& answer_now = {});

    // What search alone finds, as an answer would see it.
    Result<std::vector<Evidence>> search(const Call& call, PersonId person, const Query& query);

private:
    void measure(const Turn& turn, platform::Elapsed started) const;

    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace familiar::converse
