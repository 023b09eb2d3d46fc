#include "infer/local_models.h"

#include "infer/llama_installation.h"
#include "infer/models/models.h"
#include "platform/files.h"
#include "platform/machine.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

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

// The same for models that do not write.
class LocalModels::ResidentEmbedding final : public EmbeddingEngine {
public:
    ResidentEmbedding(LocalModels& models, std::string name) : models_(models), name_(std::move(name)) {}

    Result<std::vector<std::vector<float>>> embed(const Call& call, std::span<const std::string> texts,
                                                  const EgressHook& told) override {
        return TRY(engine(call))->embed(call, texts, told);
    }

private:
    Result<EmbeddingEngine*> engine(const Call& call) {
        ModelHouse* house = TRY(models_.house(call));
        const platform::Lock lock(mutex_);
        if (!engine_) engine_ = TRY(house->embedding_engine(name_));
        return engine_.get();
    }

    LocalModels& models_;
    const std::string name_;
    platform::Mutex mutex_;
    std::unique_ptr<EmbeddingEngine> engine_ GUARDED_BY(mutex_);
};

class LocalModels::ResidentRerank final : public RerankEngine {
public:
    ResidentRerank(LocalModels& models, std::string name) : models_(models), name_(std::move(name)) {}

    Result<std::vector<double>> rerank(const Call& call, const std::string& question,
                                       std::span<const std::string> texts, const EgressHook& told) override {
        return TRY(engine(call))->rerank(call, question, texts, told);
    }

private:
    Result<RerankEngine*> engine(const Call& call) {
        ModelHouse* house = TRY(models_.house(call));
        const platform::Lock lock(mutex_);
        if (!engine_) engine_ = TRY(house->rerank_engine(name_));
        return engine_.get();
    }

    LocalModels& models_;
    const std::string name_;
    platform::Mutex mutex_;
    std::unique_ptr<RerankEngine> engine_ GUARDED_BY(mutex_);
};

namespace {

bool can(ModelWork work, Task task) {
    switch (task) {
        case Task::chat:
        case Task::vision: return work == ModelWork::chat;
        case Task::embedding: return work == ModelWork::embedding;
        case Task::rerank: return work == ModelWork::rerank;
        case Task::verify: return work == ModelWork::chat || work == ModelWork::rerank;
    }
    return false;
}

}  // namespace

LocalModels::LocalModels(LocalModelOptions options, const platform::Clock& clock)
    : options_(std::move(options)), clock_(clock) {}

LocalModels::~LocalModels() = default;

Result<OpenedModel> LocalModels::engine(const EngineSettings& settings) {
    Tenant tenant = TRY(tenant_for(options_.home, settings.model, settings.context_tokens, settings.places));
    const auto beyond = std::ranges::find_if_not(settings.tasks, [&](Task task) { return can(tenant.work, task); });
    if (beyond != settings.tasks.end()) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("engine \"{}\": {} is a model for {} and cannot do {}; change 'for' in familiar.toml",
                                settings.name, settings.model, name_of(tenant.work), name_of(*beyond)));
    }
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
    OpenedModel opened{std::make_unique<Resident>(*this, std::move(card))};
    if (tenant.work == ModelWork::embedding)
        opened.embedding = std::make_unique<ResidentEmbedding>(*this, settings.name);
    if (tenant.work == ModelWork::rerank) opened.rerank = std::make_unique<ResidentRerank>(*this, settings.name);
    const platform::Lock lock(mutex_);
    tenants_.push_back(std::move(tenant));
    return opened;
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
    struct Choice {
        ModelWork work;
        Task task;
    };
    static constexpr std::array<Choice, 3> k_choices = {
        {{ModelWork::chat, Task::chat}, {ModelWork::embedding, Task::embedding}, {ModelWork::rerank, Task::rerank}}};
    const ModelIndex index = TRY(read_models(settings.home));
    for (const auto& [work, task] : k_choices) {
        const Model* chosen = index.used(work);
        const bool is_done = std::ranges::any_of(settings.engines, [&](const EngineSettings& engine) {
            return engine.name == (chosen == nullptr ? "" : chosen->name) ||
                   std::ranges::find(engine.tasks, task) != engine.tasks.end();
        });
        if (chosen == nullptr || is_done) continue;
        EngineSettings engine;
        engine.name = chosen->name;
        engine.kind = EngineKind::local;
        engine.model = chosen->name;
        engine.tasks = {task};
        if (work == ModelWork::chat && !chosen->projector.empty()) {
            engine.tasks.push_back(Task::vision);
            engine.sees_pictures = true;
        }
        settings.engines.push_back(std::move(engine));
    }
    return {};
}

}  // namespace familiar::infer
