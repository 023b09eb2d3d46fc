#include "infer/llama/house.h"
#include "infer/remote_engine.h"

#include <concepts>
#include <fmt/format.h>

namespace familiar::infer {

namespace {

using Room = ModelHouse::Impl::Room;

// Runs a request against a tenant's server. A server that broke off meanwhile is what the error speaks of.
template <class Ask>
auto ask_server(const Call& call, ModelHouse::Impl& house, Room& room, const Ask& ask)
    -> std::invoke_result_t<const Ask&> {
    const auto use = TRY(house.use(call, room));
    const std::int64_t start = TRY(use.server().ready(call));
    auto outcome = ask();
    if (outcome) {
        use.server().worked();
        return outcome;
    }
    if (outcome.error().code != ErrorCode::unavailable && outcome.error().code != ErrorCode::corrupt) return outcome;
    const auto end = use.server().end_of(start);
    if (!end) return outcome;
    return fail(ErrorCode::unavailable,
                fmt::format("The engine {} {} while it worked on this. Ask again: it is started anew", room.tenant.name,
                            end->text()));
}

RemoteOptions remote_options(const Room& room) {
    const Tenant& tenant = room.tenant;
    RemoteOptions options;
    options.name = tenant.name;
    options.unix_socket = room.server->socket();
    options.slots = room.server->slots();
    options.model = tenant.name;
    options.kind = EndpointKind::llama_server;
    options.context_tokens = tenant.context_tokens;
    options.places = tenant.places;
    options.sees_pictures = !tenant.projector.empty();
    options.reasons = tenant.reasons;
    return options;
}

class LocalEngine final : public HostedEngine {
public:
    LocalEngine(ModelHouse::Impl& house, Room& room, std::unique_ptr<RemoteEngine> wire)
        : house_(house), room_(room), wire_(std::move(wire)) {}

    EngineCard card() const override {
        EngineCard card = wire_->card();
        card.host.clear();
        return card;
    }
    Result<ChatOutcome> chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) override {
        return ask_server(call, house_, room_, [&] { return wire_->chat(call, request, sink); });
    }
    // One that is not loaded would be; one that crashed too often would not.
    Result<> probe(const Call& call) override {
        TRY(call.check());
        return room_.server->check_rest();
    }
    std::optional<platform::Elapsed> rests_until() const override { return room_.server->rests_until(); }

private:
    ModelHouse::Impl& house_;
    Room& room_;
    std::unique_ptr<RemoteEngine> wire_;
};

class LocalEmbedding final : public EmbeddingEngine {
public:
    LocalEmbedding(ModelHouse::Impl& house, Room& room, std::unique_ptr<EmbeddingEngine> wire)
        : house_(house), room_(room), wire_(std::move(wire)) {}

    Result<std::vector<std::vector<float>>> embed(const Call& call, std::span<const std::string> texts,
                                                  const EgressHook& told) override {
        return ask_server(call, house_, room_, [&] { return wire_->embed(call, texts, told); });
    }

private:
    ModelHouse::Impl& house_;
    Room& room_;
    std::unique_ptr<EmbeddingEngine> wire_;
};

class LocalRerank final : public RerankEngine {
public:
    LocalRerank(ModelHouse::Impl& house, Room& room, std::unique_ptr<RerankEngine> wire)
        : house_(house), room_(room), wire_(std::move(wire)) {}

    Result<std::vector<double>> rerank(const Call& call, const std::string& question,
                                       std::span<const std::string> texts, const EgressHook& told) override {
        return ask_server(call, house_, room_, [&] { return wire_->rerank(call, question, texts, told); });
    }

private:
    ModelHouse::Impl& house_;
    Room& room_;
    std::unique_ptr<RerankEngine> wire_;
};

}  // namespace

Result<std::unique_ptr<HostedEngine>> ModelHouse::text_engine(const std::string& name) {
    Room* const room = TRY(impl_->find(name, ModelWork::chat));
    auto wire = TRY(RemoteEngine::open(remote_options(*room), impl_->http()));
    return std::unique_ptr<HostedEngine>(std::make_unique<LocalEngine>(*impl_, *room, std::move(wire)));
}

Result<std::unique_ptr<EmbeddingEngine>> ModelHouse::embedding_engine(const std::string& name) {
    Room* const room = TRY(impl_->find(name, ModelWork::embedding));
    auto wire = TRY(open_remote_embedding(remote_options(*room), impl_->http()));
    return std::unique_ptr<EmbeddingEngine>(std::make_unique<LocalEmbedding>(*impl_, *room, std::move(wire)));
}

Result<std::unique_ptr<RerankEngine>> ModelHouse::rerank_engine(const std::string& name) {
    Room* const room = TRY(impl_->find(name, ModelWork::rerank));
    auto wire = TRY(open_remote_rerank(remote_options(*room), impl_->http()));
    return std::unique_ptr<RerankEngine>(std::make_unique<LocalRerank>(*impl_, *room, std::move(wire)));
}

}  // namespace familiar::infer
