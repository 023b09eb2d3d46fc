#include "infer/engine_room.h"

#include "infer/fleet.h"
#include "infer/limits.h"
#include "infer/remote_engine.h"
#include "infer/scripted_engine.h"
#include "infer/vector_fleet.h"
#include "platform/environment.h"
#include "platform/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <type_traits>

namespace familiar::infer {

namespace {

// Whether what is sent there stays on this machine. A name that only begins like an address of this machine is somebody
// else's.
bool is_here(std::string_view host) {
    const std::size_t colon = host.rfind(':');
    if (colon != std::string_view::npos && !host.ends_with(']')) host = host.substr(0, colon);
    const bool numbers = host.find_first_not_of("0123456789.") == std::string_view::npos;
    return host.empty() || host == "[::1]" || host == "localhost" || (host.starts_with("127.") && numbers);
}

}  // namespace

struct EngineRoom::Engine {
    EngineSettings settings;
    std::unique_ptr<TextEngine> text;        // null for one that only embeds or ranks
    std::vector<HostedEngine*> places = {};  // where the text engine asks; owned by it
    std::unique_ptr<HostedEngine> single = nullptr;
    std::unique_ptr<EmbeddingEngine> embedding = nullptr;
    std::unique_ptr<RerankEngine> rerank = nullptr;
    std::optional<Error> trouble = std::nullopt;  // why it could not be set up

    bool is_elsewhere() const {
        return std::ranges::any_of(places, [](const HostedEngine* place) { return !is_here(place->card().host); });
    }
    TextEngine& engine() const { return single ? *single : *text; }
    bool does(Task task) const { return std::ranges::find(settings.tasks, task) != settings.tasks.end(); }
    EngineCard card() const {
        if (!trouble) return engine().card();
        EngineCard card;
        card.name = settings.name;
        card.model = settings.model;
        return card;
    }
};

namespace {

std::string trimmed(std::string text) {
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.pop_back();
    return text;
}

Result<ApiKey> key_of(const EngineRoomSettings& room, const EngineSettings& settings) {
    if (!settings.key_variable.empty()) {
        const auto value = platform::environment(settings.key_variable);
        if (!value) {
            return fail(ErrorCode::invalid_argument,
                        fmt::format("engine \"{}\": the variable {} is not set; set it before Familiar starts",
                                    settings.name, settings.key_variable));
        }
        return ApiKey(trimmed(*value));
    }
    if (settings.key_file.empty()) return ApiKey();
    return ApiKey(trimmed(TRY_IN(fmt::format("engine \"{}\": its key", settings.name),
                                 platform::read_file(room.home / settings.key_file, k_key_bytes_max))));
}

RemoteOptions remote_options(const EngineSettings& settings, const std::string& url, ApiKey key) {
    RemoteOptions options;
    options.name = settings.name;
    options.base_url = url;
    options.key = std::move(key);
    options.model = settings.model;
    options.context_tokens = settings.context_tokens;
    options.places = settings.places;
    options.sees_pictures = settings.sees_pictures;
    options.calls_tools = settings.calls_tools;
    options.reasons = settings.reasons;
    options.addresses = platform::AddressPolicy::any;  // whoever runs Familiar wrote the address down
    return options;
}

// What one person's requests to an engine need and leave behind: their leave, asked before each, and a line in their
// ledger.
class Books {
public:
    // Without `leave` the engine is on this machine.
    Books(EngineRoom::Leave leave, std::string_view deed) : leave_(std::move(leave)), deed_(deed) {}

    // Runs `ask` with a hook that writes each request down; what could not be written down is an error.
    template <class Ask>
    auto keep(const Call& call, const Ask& ask) const -> std::invoke_result_t<const Ask&, const EgressHook&> {
        if (!leave_) return ask(EgressHook());
        const privacy::EgressPermit permit = TRY(leave_());
        Result<> recorded;
        auto outcome = ask([&](const Egress& egress) {
            if (auto written = permit.record(entry_of(egress, call.clock().now())); !written) recorded = written;
        });
        TRY_IN("the ledger", std::move(recorded));
        return outcome;
    }

private:
    LedgerEntry entry_of(const Egress& egress, Timestamp at) const {
        return {.at = at,
                .host = egress.host,
                .purpose = fmt::format("{} engine {}", deed_, egress.engine),
                .bytes_sent = egress.bytes_sent,
                .bytes_received = egress.bytes_received,
                .outcome = egress.outcome()};
    }

    const EngineRoom::Leave leave_;
    const std::string_view deed_;
};

// What the ledger calls it.
std::string_view deed_of(Task task) {
    switch (task) {
        case Task::chat:
        case Task::vision: return "ask the model of";
        case Task::embedding: return "compare meanings with";
        case Task::rerank: return "rank sources with";
        case Task::verify: return "check a sentence with";
    }
    return "ask the model of";
}

// Engines in the hands of one person.
class TextOfPerson final : public TextEngine {
public:
    TextOfPerson(TextEngine& engine, Books books) : engine_(engine), books_(std::move(books)) {}

    EngineCard card() const override { return engine_.card(); }
    Result<ChatOutcome> chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) override {
        return books_.keep(call, [&](const EgressHook& told) {
            if (!told) return engine_.chat(call, request, sink);
            ChatRequest noted = request;
            noted.told = told;
            return engine_.chat(call, noted, sink);
        });
    }

private:
    TextEngine& engine_;
    const Books books_;
};

class EmbeddingOfPerson final : public EmbeddingEngine {
public:
    EmbeddingOfPerson(EmbeddingEngine& engine, Books books) : engine_(engine), books_(std::move(books)) {}

    Result<std::vector<std::vector<float>>> embed(const Call& call, std::span<const std::string> texts,
                                                  const EgressHook&) override {
        return books_.keep(call, [&](const EgressHook& told) { return engine_.embed(call, texts, told); });
    }

private:
    EmbeddingEngine& engine_;
    const Books books_;
};

class RerankOfPerson final : public RerankEngine {
public:
    RerankOfPerson(RerankEngine& engine, Books books) : engine_(engine), books_(std::move(books)) {}

    Result<std::vector<double>> rerank(const Call& call, const std::string& question,
                                       std::span<const std::string> texts, const EgressHook&) override {
        return books_.keep(call, [&](const EgressHook& told) { return engine_.rerank(call, question, texts, told); });
    }

private:
    RerankEngine& engine_;
    const Books books_;
};

}  // namespace

EngineRoom::EngineRoom() = default;
EngineRoom::~EngineRoom() = default;

Result<> EngineRoom::open_remote(const EngineRoomSettings& room, const EngineSettings& settings,
                                 platform::HttpClient& http, Engine& engine) {
    const ApiKey key = TRY(key_of(room, settings));
    std::vector<std::unique_ptr<HostedEngine>> places;
    std::vector<std::unique_ptr<EmbeddingEngine>> embedding;
    std::vector<std::unique_ptr<RerankEngine>> rerank;
    for (const std::string& url : settings.urls) {
        places.push_back(TRY(RemoteEngine::open(remote_options(settings, url, key), http)));
        if (engine.does(Task::embedding))
            embedding.push_back(TRY(open_remote_embedding(remote_options(settings, url, key), http)));
        if (engine.does(Task::rerank))
            rerank.push_back(TRY(open_remote_rerank(remote_options(settings, url, key), http)));
    }
    for (const auto& place : places) engine.places.push_back(place.get());
    if (!embedding.empty()) engine.embedding = any_of(std::move(embedding));
    if (!rerank.empty()) engine.rerank = any_of(std::move(rerank));
    if (places.size() == 1)
        engine.single = std::move(places.front());
    else
        engine.text = TRY(Fleet::open({settings.name}, std::move(places)));
    return {};
}

Result<std::unique_ptr<EngineRoom::Engine>> EngineRoom::open_engine(const EngineRoomSettings& room,
                                                                    const EngineSettings& settings,
                                                                    platform::HttpClient& http,
                                                                    const LocalOpener& local) const {
    auto engine = std::make_unique<Engine>(Engine{settings, nullptr});
    if (settings.kind == EngineKind::scripted) {
        engine->single = TRY(ScriptedEngine::open(room.home / settings.script, settings.name));
    } else if (settings.kind == EngineKind::local) {
        if (!local)
            return fail(ErrorCode::unavailable, fmt::format("engine \"{}\": no model can run here", settings.name));
        OpenedModel opened = TRY(local(settings));
        engine->single = std::move(opened.host);
        engine->embedding = std::move(opened.embedding);
        engine->rerank = std::move(opened.rerank);
    } else {
        TRY(open_remote(room, settings, http, *engine));
    }
    if (engine->single) engine->places = {engine->single.get()};
    return engine;
}

Result<std::unique_ptr<EngineRoom>> EngineRoom::open(EngineRoomSettings settings, platform::HttpClient& http,
                                                     LocalOpener local) {
    TRY(check_settings(settings));
    std::unique_ptr<EngineRoom> room(new EngineRoom);
    for (const EngineSettings& engine : settings.engines) {
        auto opened = room->open_engine(settings, engine, http, local);
        if (!opened) {
            auto broken = std::make_unique<Engine>(Engine{engine, nullptr});
            broken->trouble = std::move(opened).error();
            opened = std::move(broken);
        }
        room->engines_.push_back(opened.release());
    }
    return room;
}

const EngineRoom::Engine* EngineRoom::engine_for(Task task) const {
    const auto found = std::ranges::find_if(engines_, [task](const auto& engine) { return engine->does(task); });
    return found == engines_.end() ? nullptr : found->get();
}

std::optional<EngineCard> EngineRoom::card(Task task) const {
    const Engine* engine = engine_for(task);
    if (engine == nullptr) return std::nullopt;
    return engine->card();
}

struct EngineRoom::Granted {
    const Engine& engine;
    Books books;
};

Result<EngineRoom::Granted> EngineRoom::granted(Task task, const Leave& leave) const {
    const Engine* engine = engine_for(task);
    if (engine == nullptr) {
        return fail(ErrorCode::not_found,
                    fmt::format("No engine is set up for {}. See: familiar engines --help", name_of(task)));
    }
    if (engine->trouble) return Failure(*engine->trouble);
    const bool leaves = engine->is_elsewhere();
    if (leaves) TRY(leave());
    return Granted{*engine, Books(leaves ? leave : Leave(), deed_of(task))};
}

Result<std::unique_ptr<TextEngine>> EngineRoom::text(Task task, const Leave& leave) const {
    Granted granted = TRY(this->granted(task, leave));
    return std::unique_ptr<TextEngine>(
        std::make_unique<TextOfPerson>(granted.engine.engine(), std::move(granted.books)));
}

Result<std::unique_ptr<EmbeddingEngine>> EngineRoom::embedding(const Leave& leave) const {
    Granted granted = TRY(this->granted(Task::embedding, leave));
    return std::unique_ptr<EmbeddingEngine>(
        std::make_unique<EmbeddingOfPerson>(*granted.engine.embedding, std::move(granted.books)));
}

Result<std::unique_ptr<RerankEngine>> EngineRoom::rerank(Task task, const Leave& leave) const {
    Granted granted = TRY(this->granted(task, leave));
    if (!granted.engine.rerank) {
        return fail(ErrorCode::not_found,
                    fmt::format("Engine {} writes and does not rank", granted.engine.settings.name));
    }
    return std::unique_ptr<RerankEngine>(
        std::make_unique<RerankOfPerson>(*granted.engine.rerank, std::move(granted.books)));
}

bool EngineRoom::ranks(Task task) const {
    const Engine* engine = engine_for(task);
    return engine != nullptr && engine->rerank;
}

std::vector<EngineState> EngineRoom::states(const Call& call) const {
    std::vector<EngineState> states;
    for (const auto& engine : engines_) {
        EngineState state{engine->card(),         engine->settings.kind, engine->settings.tasks, {}, {},
                          engine->is_elsewhere(), engine->trouble};
        std::ranges::copy_if(state.tasks, std::back_inserter(state.asked_for),
                             [&](Task task) { return engine_for(task) == engine.get(); });
        for (HostedEngine* place : engine->places) {
            if (const std::string host = place->card().host; !host.empty()) state.hosts.push_back(host);
            const auto well = place->probe(call);
            if (!well && !state.trouble) state.trouble = well.error();
        }
        states.push_back(std::move(state));
    }
    return states;
}

}  // namespace familiar::infer
