// Models that do not write: vectors for texts, and how well texts answer a question.
#pragma once

#include "base/result.h"
#include "platform/call.h"

#include <span>
#include <string>
#include <vector>

namespace familiar::infer {

// Thread-safe.
class EmbeddingEngine {
public:
    virtual ~EmbeddingEngine() = default;
    // A vector of the same length for each text, in their order.
    virtual Result<std::vector<std::vector<float>>> embed(const Call& call, std::span<const std::string> texts) = 0;
};

// Thread-safe.
class RerankEngine {
public:
    virtual ~RerankEngine() = default;
    // A score for each text, in their order; higher answers better.
    virtual Result<std::vector<double>> rerank(const Call& call, const std::string& question,
                                               std::span<const std::string> texts) = 0;
};

}  // namespace familiar::infer
