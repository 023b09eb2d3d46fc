// The models of this machine as engines: llama-server is looked for and started when the first chat needs it, not
// before, so that a program that asks no model starts as fast as without one.
//
// Thread-safe. Outlives the engines that it gives out.
#pragma once

#include "infer/engine_settings.h"
#include "infer/hosted_engine.h"
#include "infer/model_house.h"
#include "platform/mutex.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace familiar::infer {

struct LocalModelOptions {
    std::filesystem::path home;
    std::vector<std::filesystem::path> engine_roots;  // where tools/engine/install may have put llama-server
    std::string search_path;                          // of programs, looked at afterwards
    std::int64_t memory_bytes = 0;                    // of all models together; 0: half of what the machine has
    std::size_t threads = 0;                          // of one model; 0: one less than there are processors
    std::chrono::minutes idle_max{10};
};

class LocalModels {
public:
    LocalModels(LocalModelOptions options, const platform::Clock& clock);
    ~LocalModels();
    LocalModels(const LocalModels&) = delete;
    LocalModels& operator=(const LocalModels&) = delete;

    // `not_found` when there is no such model, `invalid_argument` when it cannot do what it is set up for.
    Result<OpenedModel> engine(const EngineSettings& settings);

    // The settings of the models that were chosen with `familiar models use`, for works that nothing else does.
    static Result<> add_chosen(EngineRoomSettings& settings);

private:
    class Resident;
    class ResidentEmbedding;
    class ResidentRerank;
    // The house, with every model that was asked for in it.
    Result<ModelHouse*> house(const Call& call);

    const LocalModelOptions options_;
    const platform::Clock& clock_;
    platform::Mutex mutex_;
    std::vector<Tenant> tenants_ GUARDED_BY(mutex_);
    std::unique_ptr<ModelHouse> house_ GUARDED_BY(mutex_);
};

}  // namespace familiar::infer
