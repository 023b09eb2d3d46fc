// The engines of a host by what they are for. Whoever answers asks for one here, in the name of a person: an engine on
// another machine is handed out only for a permit, and each request to it is written into that person's ledger.
//
// Owns the engines. Thread-safe; the HTTP client outlives it.
#pragma once

#include "infer/engine_settings.h"
#include "infer/hosted_engine.h"
#include "infer/vector_engines.h"
#include "platform/http_client.h"
#include "privacy/egress.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace familiar::infer {

// How an engine stands, for `familiar engines` and the doctor.
struct EngineState {
    EngineCard card;
    EngineKind kind = EngineKind::remote;
    std::vector<Task> tasks;
    std::vector<Task> asked_for;     // of those, what no engine before it does
    std::vector<std::string> hosts;  // of a fleet, each
    bool needs_leave = false;        // what is sent there leaves this machine
    std::optional<Error> trouble;    // why it would not answer now
};

// Makes the engine of a model file on this machine, which only this build may know how to.
using LocalOpener = std::function<Result<OpenedModel>(const EngineSettings& settings)>;

class EngineRoom {
public:
    // Opens all engines; none is asked for anything yet. One that cannot be set up (its key is missing, say) is kept
    // with its trouble, so that everything else works. `invalid_argument` for settings that make no sense.
    static Result<std::unique_ptr<EngineRoom>> open(EngineRoomSettings settings, platform::HttpClient& http,
                                                    LocalOpener local);
    ~EngineRoom();
    EngineRoom(const EngineRoom&) = delete;
    EngineRoom& operator=(const EngineRoom&) = delete;

    // What does the task: the first engine that is set up for it; nothing when none is.
    std::optional<EngineCard> card(Task task) const;

    // Gives leave for one person, or says why not; asked only for engines on other machines, before each chat again:
    // who withdraws it in the middle of an answer is heard. Any thread.
    using Leave = std::function<Result<privacy::EgressPermit>()>;
    // The engine for a task, to be used for that person. `not_found` when none is set up, `denied` without leave.
    Result<std::unique_ptr<TextEngine>> text(Task task, const Leave& leave) const;
    // Likewise for Task::embedding.
    Result<std::unique_ptr<EmbeddingEngine>> embedding(const Leave& leave) const;
    // Likewise for Task::rerank, and for Task::verify where ranks() says so.
    Result<std::unique_ptr<RerankEngine>> rerank(Task task, const Leave& leave) const;
    // Whether what does the task gives scores instead of writing.
    bool ranks(Task task) const;

    // Asks each engine how it is.
    std::vector<EngineState> states(const Call& call) const;

private:
    struct Engine;
    EngineRoom();
    Result<std::unique_ptr<Engine>> open_engine(const EngineRoomSettings& room, const EngineSettings& settings,
                                                platform::HttpClient& http, const LocalOpener& local) const;
    static Result<> open_remote(const EngineRoomSettings& room, const EngineSettings& settings,
                                platform::HttpClient& http, Engine& engine);
    const Engine* engine_for(Task task) const;
    // The engine for a task and what a person's requests to it need.
    struct Granted;
    Result<Granted> granted(Task task, const Leave& leave) const;

    std::vector<std::unique_ptr<Engine>> engines_;
};

}  // namespace familiar::infer
