// Requests in OpenAI's JSON, with what llama-server understands beyond it. Ill-formed UTF-8 is repaired. Pure.
#pragma once

#include "base/result.h"
#include "infer/text_engine.h"

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>

namespace familiar::infer::openai {

// What the endpoint behind the protocol is.
enum class Server { compatible, llama_server };

struct Dialect {
    Server server = Server::compatible;
    std::string model = {};  // may be empty: the server has one
    // Parameters that this model refused. Without "max_tokens" the limit goes as max_completion_tokens.
    std::set<std::string> unsupported = {};
    std::optional<std::size_t> slot = std::nullopt;  // of llama-server: where the beginning of this chat lies
};

// For /chat/completions, streamed. `invalid_argument` for JSON of the caller that is none; `exhausted` when it is
// larger than the limit.
Result<std::string> chat_body(const ChatRequest& request, const Dialect& dialect);

// For /embeddings and /rerank.
std::string embedding_body(std::span<const std::string> texts, const std::string& model);
std::string rerank_body(const std::string& question, std::span<const std::string> texts, const std::string& model);

// RFC 4648 with padding.
std::string to_base64(std::string_view bytes);

}  // namespace familiar::infer::openai
