// Engines behind OpenAI's protocol: one endpoint, over the network or a Unix socket, for text, vectors and scores.
//
// Thread-safe. The HTTP client outlives them. Each request is told to the hook of the options; keys and what was said
// appear in no error, log or Egress.
#pragma once

#include "infer/api_key.h"
#include "infer/egress.h"
#include "infer/hosted_engine.h"
#include "infer/limits.h"
#include "infer/vector_engines.h"
#include "platform/http_client.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace familiar::infer {

// What stands behind the protocol: llama-server understands more of it.
enum class EndpointKind { openai_compatible, llama_server };

struct RemoteOptions {
    std::string name;              // as the configuration has it
    std::string base_url;          // "https://example.org/v1"; may be empty with a Unix socket
    std::string unix_socket = {};  // its path, asked instead of the host; then nothing leaves this machine
    ApiKey key = {};
    std::string model = {};  // empty: the endpoint has one
    EndpointKind kind = EndpointKind::openai_compatible;
    std::int64_t context_tokens = 8192;
    std::size_t places = 4;  // chats at the same time; more wait
    std::size_t slots = 0;   // of a llama-server that only this engine asks: it says which one a chat goes to
    bool sees_pictures = false;
    bool calls_tools = true;
    bool reasons = false;
    platform::AddressPolicy addresses = platform::AddressPolicy::public_only;
    std::chrono::milliseconds connect_time_max = k_connect_time_max;
    std::chrono::milliseconds first_byte_time_max = k_first_byte_time_max;
    std::chrono::milliseconds idle_time_max = k_idle_time_max;
    EgressHook told = {};
};

// `invalid_argument` for an address or key that cannot be used, and for a key that would cross the Internet in the
// clear.
Result<> check(const RemoteOptions& options);

// A model that writes. A model that keeps its thoughts in the text is understood too: of one whose template opens the
// tag of the first thought, that is learned from its first reply, which `reasons` holds back until it is clear.
class RemoteEngine final : public HostedEngine {
public:
    static Result<std::unique_ptr<RemoteEngine>> open(RemoteOptions options, platform::HttpClient& http);
    ~RemoteEngine() override;

    EngineCard card() const override;
    Result<ChatOutcome> chat(const Call& call, const ChatRequest& request, const DeltaSink& sink) override;
    // GET /health of a llama-server, /models of others.
    Result<> probe(const Call& call) override;
    std::optional<platform::Elapsed> rests_until() const override;

private:
    struct Parts;
    explicit RemoteEngine(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// POST /embeddings.
Result<std::unique_ptr<EmbeddingEngine>> open_remote_embedding(RemoteOptions options, platform::HttpClient& http);
// POST /rerank, as llama-server, vLLM and Jina have it.
Result<std::unique_ptr<RerankEngine>> open_remote_rerank(RemoteOptions options, platform::HttpClient& http);

}  // namespace familiar::infer
