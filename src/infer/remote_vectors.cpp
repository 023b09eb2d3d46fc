#include "infer/openai/connection.h"
#include "infer/openai/request.h"
#include "infer/openai/vectors.h"
#include "infer/remote_engine.h"

#include <fmt/format.h>
#include <utility>

namespace familiar::infer {

namespace {

Result<> check_count(std::span<const std::string> texts) {
    if (texts.size() <= k_texts_max) return {};
    return fail(ErrorCode::exhausted, fmt::format("{} texts at once are more than the {} that an engine is asked",
                                                  texts.size(), k_texts_max));
}

class RemoteEmbedding final : public EmbeddingEngine {
public:
    RemoteEmbedding(RemoteOptions options, platform::HttpClient& http) : connection_(std::move(options), http) {}

    Result<std::vector<std::vector<float>>> embed(const Call& call, std::span<const std::string> texts,
                                                  const EgressHook& told) override {
        if (texts.empty()) return std::vector<std::vector<float>>();
        TRY(check_count(texts));
        const std::string body = TRY(connection_.body_of(
            call,
            {.path = "/embeddings", .body = openai::embedding_body(texts, connection_.options().model), .told = told}));
        return TRY_IN(fmt::format("engine '{}'", connection_.options().name),
                      openai::read_embeddings(body, texts.size()));
    }

private:
    const openai::Connection connection_;
};

class RemoteRerank final : public RerankEngine {
public:
    RemoteRerank(RemoteOptions options, platform::HttpClient& http) : connection_(std::move(options), http) {}

    Result<std::vector<double>> rerank(const Call& call, const std::string& question,
                                       std::span<const std::string> texts, const EgressHook& told) override {
        if (texts.empty()) return std::vector<double>();
        TRY(check_count(texts));
        const std::string body =
            TRY(connection_.body_of(call, {.path = "/rerank",
                                           .body = openai::rerank_body(question, texts, connection_.options().model),
                                           .told = told}));
        return TRY_IN(fmt::format("engine '{}'", connection_.options().name), openai::read_scores(body, texts.size()));
    }

private:
    const openai::Connection connection_;
};

}  // namespace

Result<std::unique_ptr<EmbeddingEngine>> open_remote_embedding(RemoteOptions options, platform::HttpClient& http) {
    TRY(check(options));
    return std::unique_ptr<EmbeddingEngine>(std::make_unique<RemoteEmbedding>(std::move(options), http));
}

Result<std::unique_ptr<RerankEngine>> open_remote_rerank(RemoteOptions options, platform::HttpClient& http) {
    TRY(check(options));
    return std::unique_ptr<RerankEngine>(std::make_unique<RemoteRerank>(std::move(options), http));
}

}  // namespace familiar::infer
