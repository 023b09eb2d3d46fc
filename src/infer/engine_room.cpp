#include "infer/engine_room.h"

#include "infer/fleet.h"
#include "infer/limits.h"
#include "infer/remote_engine.h"
#include "infer/scripted_engine.h"
#include "platform/environment.h"
#include "platform/files.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::infer {

struct EngineRoom::Engine {
    EngineSettings settings;
    std::unique_ptr<TextEngine> text;        // null for one that only embeds or ranks
    std::vector<HostedEngine*> places = {};  // where the text engine asks; owned by it
    std::unique_ptr<HostedEngine> single = nullptr;
    std::optional<Error> trouble = std::nullopt;  // why it could not be set up

    TextEngine& engine() const { return single ? *single : *text; }
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

LedgerEntry entry_of(const Egress& egress, Timestamp at) {
    return {.at = at,
            .host = egress.host,
            .purpose = "ask the model of engine " + egress.engine,
            .bytes_sent = egress.bytes_sent,
            .bytes_received = egress.bytes_received,
            .outcome = egress.outcome()};
}

// Whether what is sent there stays on this machine. A name that only begins like an address of this machine is somebody
// else's.
bool is_here(std::string_view host) {
    const std::size_t colon = host.rfind(':');
    if (colon != std::string_view::npos && !host.ends_with(']')) host = host.substr(0, colon);
    const bool numbers = host.find_first_not_of("0123456789.") == std::string_view::npos;
    return host.empty() || host == "[::1]" || host == "localhost" || (host.starts_with("127.") && numbers);
}

// An engine in the hands of one person: it is asked only while they allow it, and what it sends elsewhere is in their
// ledger.
class OfPerson final : public TextEngine {
public:
    // `leave` is asked before each chat; nothing is for an engine on this machine.
    OfPerson(TextEngine& engine, EngineRoom::Leave leave) : engine_(engine), leave_(std::move(leave)) {}

    EngineCard card() const override { return engine_.card(); }

    Result<ChatOutcome> chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) override {
        if (!leave_) return engine_.chat(call, request, sink);
        const privacy::EgressPermit permit = TRY(leave_());
        Result<> recorded;
        ChatRequest noted = request;
        noted.told = [&](const Egress& egress) {
            if (auto written = permit.record(entry_of(egress, call.clock().now())); !written) recorded = written;
        };
        auto outcome = engine_.chat(call, noted, sink);
        TRY_IN("the ledger", std::move(recorded));
        return outcome;
    }

private:
    TextEngine& engine_;
    const EngineRoom::Leave leave_;
};

}  // namespace

EngineRoom::EngineRoom() = default;
EngineRoom::~EngineRoom() = default;

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
        engine->single = TRY(local(settings));
    } else {
        const ApiKey key = TRY(key_of(room, settings));
        std::vector<std::unique_ptr<HostedEngine>> places;
        for (const std::string& url : settings.urls)
            places.push_back(TRY(RemoteEngine::open(remote_options(settings, url, key), http)));
        for (const auto& place : places) engine->places.push_back(place.get());
        if (places.size() == 1)
            engine->single = std::move(places.front());
        else
            engine->text = TRY(Fleet::open({settings.name}, std::move(places)));
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
    const auto found = std::ranges::find_if(engines_, [task](const auto& engine) {
        return std::ranges::find(engine->settings.tasks, task) != engine->settings.tasks.end();
    });
    return found == engines_.end() ? nullptr : found->get();
}

std::optional<EngineCard> EngineRoom::card(Task task) const {
    const Engine* engine = engine_for(task);
    if (engine == nullptr) return std::nullopt;
    return engine->card();
}

Result<std::unique_ptr<TextEngine>> EngineRoom::text(Task task, const Leave& leave) const {
    const Engine* engine = engine_for(task);
    if (engine == nullptr) {
        return fail(ErrorCode::not_found,
                    fmt::format("No engine is set up for {}. See: familiar engines --help", name_of(task)));
    }
    if (engine->trouble) return Failure(*engine->trouble);
    const bool leaves =
        std::ranges::any_of(engine->places, [](const HostedEngine* place) { return !is_here(place->card().host); });
    if (leaves) TRY(leave());
    return std::unique_ptr<TextEngine>(
        std::make_unique<OfPerson>(engine->engine(), leaves ? leave : EngineRoom::Leave()));
}

std::vector<EngineState> EngineRoom::states(const Call& call) const {
    std::vector<EngineState> states;
    for (const auto& engine : engines_) {
        EngineState state{engine->card(), engine->settings.kind, engine->settings.tasks, {}, engine->trouble};
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
