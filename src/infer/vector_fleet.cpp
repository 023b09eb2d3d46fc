#include "infer/vector_fleet.h"

#include <atomic>
#include <utility>

namespace familiar::infer {

namespace {

template <class Engine>
class Places {
public:
    explicit Places(std::vector<std::unique_ptr<Engine>> all) : all_(std::move(all)) {}

    template <class Ask>
    auto ask(const Call& call, const Ask& ask) -> std::invoke_result_t<const Ask&, Engine&> {
        const std::size_t first = next_++;
        for (std::size_t i = 0;; ++i) {
            auto outcome = ask(*all_[(first + i) % all_.size()]);
            const bool another = !outcome && outcome.error().code == ErrorCode::unavailable && i + 1 < all_.size();
            if (!another) return outcome;
            TRY(call.check());
        }
    }

private:
    const std::vector<std::unique_ptr<Engine>> all_;
    std::atomic<std::size_t> next_ = 0;
};

class EmbeddingFleet final : public EmbeddingEngine {
public:
    explicit EmbeddingFleet(std::vector<std::unique_ptr<EmbeddingEngine>> places) : places_(std::move(places)) {}

    Result<std::vector<std::vector<float>>> embed(const Call& call, std::span<const std::string> texts,
                                                  const EgressHook& told) override {
        return places_.ask(call, [&](EmbeddingEngine& one) { return one.embed(call, texts, told); });
    }

private:
    Places<EmbeddingEngine> places_;
};

class RerankFleet final : public RerankEngine {
public:
    explicit RerankFleet(std::vector<std::unique_ptr<RerankEngine>> places) : places_(std::move(places)) {}

    Result<std::vector<double>> rerank(const Call& call, const std::string& question,
                                       std::span<const std::string> texts, const EgressHook& told) override {
        return places_.ask(call, [&](RerankEngine& one) { return one.rerank(call, question, texts, told); });
    }

private:
    Places<RerankEngine> places_;
};

}  // namespace

std::unique_ptr<EmbeddingEngine> any_of(std::vector<std::unique_ptr<EmbeddingEngine>> places) {
    if (places.size() == 1) return std::move(places.front());
    return std::make_unique<EmbeddingFleet>(std::move(places));
}

std::unique_ptr<RerankEngine> any_of(std::vector<std::unique_ptr<RerankEngine>> places) {
    if (places.size() == 1) return std::move(places.front());
    return std::make_unique<RerankFleet>(std::move(places));
}

}  // namespace familiar::infer
