// Every part of Familiar, built in the order in which they need each other, and owned in one place.
#pragma once

#include "configuration.h"
#include "converse/assistant.h"
#include "converse/running_turns.h"
#include "gather/importer.h"
#include "home.h"
#include "infer/engine_room.h"
#include "infer/local_models.h"
#include "platform/clock.h"
#include "platform/http_client.h"
#include "platform/metrics.h"
#include "platform/random.h"
#include "platform/workers.h"
#include "store/archive.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace familiar::app {

struct AssembleOptions {
    std::filesystem::path home;
    std::optional<Listen> listen = std::nullopt;  // instead of what the configuration says
    bool imports = false;  // this process may import; what one that died left running is marked as interrupted
    std::size_t request_threads = 0;  // commands that do one thing on their own thread need none
    std::size_t turn_threads = 0;
};

// The network, and what asks through it.
struct Outside {
    std::unique_ptr<platform::CurlClient> http;
    std::unique_ptr<infer::LocalModels> models;
    std::unique_ptr<infer::EngineRoom> engines;
};

// How models run on this machine: where programs are, and where tools/engine/install puts llama-server unless it is
// told another place.
infer::LocalModelOptions local_model_options(const infer::EngineRoomSettings& engines);

// Nothing is asked or loaded yet. The clock outlives it.
Result<Outside> open_outside(infer::EngineRoomSettings engines, const platform::Clock& clock);

// Members stand in the order of construction; destruction is the reverse.
struct Familiar {
    Configuration configuration;
    std::unique_ptr<platform::SystemClock> clock;
    platform::SystemRandom random;
    platform::Metrics metrics;
    std::unique_ptr<platform::CurlClient> http;
    std::unique_ptr<infer::LocalModels> models;
    std::unique_ptr<infer::EngineRoom> engines;
    std::unique_ptr<store::Archive> archive;
    std::optional<ImportLock> import_lock;  // set when AssembleOptions::imports
    gather::Importer importer;
    converse::Assistant assistant;
    // Two pools: a request waits for its turn to begin, so that turns must never wait for a thread that requests hold.
    platform::Workers request_workers;
    platform::Workers turn_workers;
    converse::RunningTurns turns;

    Familiar(const AssembleOptions& options, const Configuration& configured,
             std::unique_ptr<platform::SystemClock> ticking, Outside outside, std::unique_ptr<store::Archive> opened);
    Call call() const { return Call(*clock); }
};

Result<std::unique_ptr<Familiar>> assemble(const AssembleOptions& options);

}  // namespace familiar::app
