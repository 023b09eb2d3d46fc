#include "infer/local_models.h"

#include "infer/llama_installation.h"
#include "infer/models/models.h"
#include "platform/files.h"
#include "platform/machine.h"

#include <algorithm>

namespace familiar::infer {

// A model that moves into the house with its first chat.
class LocalModels::Resident final : public HostedEngine {
public:
    Resident(LocalModels& models, EngineCard card) : models_(models), card_(std::move(card)) {}

    EngineCard card() const override { return card_; }

    Result<ChatOutcome> chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) override {
        return TRY(engine(call))->chat(call, request, sink);
    }

    // Nothing is loaded to see how it is: that it can be started is enough.
    Result<> probe(const Call& call) override {
        TRY(models_.house(call));
        return {};
    }

    std::optional<platform::Elapsed> rests_until() const override { return std::nullopt; }

private:
    Result<HostedEngine*> engine(const Call& call) {
        ModelHouse* house = TRY(models_.house(call));
        const platform::Lock lock(mutex_);
        if (!engine_) engine_ = TRY(house->text_engine(card_.name));
        return engine_.get();
    }

    LocalModels& models_;
    const EngineCard card_;
    platform::Mutex mutex_;
    std::unique_ptr<HostedEngine> engine_ GUARDED_BY(mutex_);
};

LocalModels::LocalModels(LocalModelOptions options, const platform::Clock& clock)
    : options_(std::move(options)), clock_(clock) {}

LocalModels::~LocalModels() = default;

Result<std::unique_ptr<HostedEngine>> LocalModels::engine(const EngineSettings& settings) {
    Tenant tenant = TRY(tenant_for(options_.home, settings.model, settings.context_tokens, settings.places));
    tenant.name = settings.name;
    tenant.reasons = settings.reasons;
    EngineCard card;
    card.name = settings.name;
    card.model = settings.model;
    card.context_tokens = tenant.context_tokens;
    card.places = tenant.places;
    card.sees_pictures = settings.sees_pictures || !tenant.projector.empty();
    card.calls_tools = settings.calls_tools;
    card.reasons = settings.reasons;
    const platform::Lock lock(mutex_);
    tenants_.push_back(std::move(tenant));
    return std::unique_ptr<HostedEngine>(std::make_unique<Resident>(*this, std::move(card)));
}

Result<ModelHouse*> LocalModels::house(const Call& call) {
    const platform::Lock lock(mutex_);
    if (house_) return house_.get();
    const platform::Machine machine = platform::this_machine();
    HouseOptions options;
    options.installation = TRY(find_llama(call, {options_.engine_roots, options_.search_path}));
    options.run_folder = options_.home / "run";
    options.log_folder = options_.home / "logs";
    TRY(platform::make_private_folder(options.run_folder));
    TRY(platform::make_private_folder(options.log_folder));
    options.memory_bytes_max = options_.memory_bytes > 0 ? options_.memory_bytes : machine.memory_bytes / 2;
    options.threads = options_.threads > 0 ? options_.threads : std::max<std::size_t>(machine.processors, 2) - 1;
    options.idle_max = options_.idle_max;
    options.looks_every = std::chrono::minutes(1);
    auto made = std::make_unique<ModelHouse>(std::move(options), clock_);
    for (const Tenant& tenant : tenants_) TRY(made->add(tenant));
    house_ = std::move(made);
    return house_.get();
}

Result<> LocalModels::add_chosen(EngineRoomSettings& settings) {
    const ModelIndex index = TRY(read_models(settings.home));
    const Model* chosen = index.used(ModelWork::chat);
    const bool has_chat = std::ranges::any_of(settings.engines, [](const EngineSettings& engine) {
        return std::ranges::find(engine.tasks, Task::chat) != engine.tasks.end();
    });
    if (chosen == nullptr || has_chat) return {};
    EngineSettings engine;
    engine.name = chosen->name;
    engine.kind = EngineKind::local;
    engine.model = chosen->name;
    if (!chosen->projector.empty()) {
        engine.tasks.push_back(Task::vision);
        engine.sees_pictures = true;
    }
    settings.engines.push_back(std::move(engine));
    return {};
}

}  // namespace familiar::infer
