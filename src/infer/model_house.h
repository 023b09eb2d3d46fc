// Models that run on this machine, several at once within a budget of memory: each is loaded when it is first needed;
// the one that was idle longest makes room; one that nobody needs for a while goes.
//
// Thread-safe. The house outlives the engines that it gives out.
#pragma once

#include "base/result.h"
#include "infer/hosted_engine.h"
#include "infer/llama_installation.h"
#include "infer/models/models.h"
#include "infer/vector_engines.h"
#include "platform/call.h"
#include "platform/fence.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace familiar::infer {

struct HouseOptions {
    LlamaInstallation installation;
    std::filesystem::path run_folder;  // for sockets
    std::filesystem::path log_folder;
    std::int64_t memory_bytes_max = 0;         // of all models together
    std::chrono::seconds idle_max{900};        // then a model is unloaded
    std::chrono::milliseconds looks_every{0};  // for idle models, by itself; 0: only when it is told to
    std::size_t threads = 1;                   // of one model
    bool fence_is_required = false;
};

// A model and how it is run.
struct Tenant {
    std::string name;  // of the engine, safe as a file's name
    std::filesystem::path model;
    std::filesystem::path projector = {};
    ModelWork work = ModelWork::chat;
    std::int64_t context_tokens = 8192;  // of one chat
    std::size_t places = 4;              // chats at the same time
    std::int64_t memory_bytes = 0;       // that it takes with all of them
    std::filesystem::path slot_folder = {};
    bool reasons = false;
};

// A tenant for a model of the index; its context is cut to what the model knows.
Tenant tenant_of(const std::filesystem::path& home, const Model& model, std::int64_t context_tokens,
                 std::size_t places);

// The same for whatever a configuration names: a model of the index, or the path of a GGUF file.
Result<Tenant> tenant_for(const std::filesystem::path& home, const std::string& model, std::int64_t context_tokens,
                          std::size_t places);

struct TenantState {
    std::string name;
    bool is_loaded = false;  // or about to be
    std::size_t uses = 0;
    std::int64_t memory_bytes = 0;
    int process = -1;
    std::int64_t starts = 0;
    std::int64_t crashes = 0;
    std::optional<platform::FenceReport> fence = std::nullopt;
};

class ModelHouse {
public:
    ModelHouse(HouseOptions options, const platform::Clock& clock);
    ~ModelHouse();  // stops all
    ModelHouse(const ModelHouse&) = delete;
    ModelHouse& operator=(const ModelHouse&) = delete;

    // `exhausted` when it could never fit, `conflict` when there is one of that name, `not_found` without its file.
    Result<> add(Tenant tenant);

    // Engines over a tenant of that work. Nothing is loaded yet.
    Result<std::unique_ptr<HostedEngine>> text_engine(const std::string& name);
    Result<std::unique_ptr<EmbeddingEngine>> embedding_engine(const std::string& name);
    Result<std::unique_ptr<RerankEngine>> rerank_engine(const std::string& name);

    // Unloads those that were idle for too long; how many. Called from time to time.
    std::size_t unload_idle();
    // Unloads all, also those in use: when the program ends.
    void stop();
    std::vector<TenantState> state();

    class Impl;  // private to infer/llama

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace familiar::infer
