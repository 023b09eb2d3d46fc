// Models that do not write: vectors for texts, and how well texts answer a question.
#pragma once

#include "base/result.h"
#include "infer/egress.h"
#include "platform/call.h"

#include <span>
#include <string>
#include <vector>

namespace familiar::infer {

// Thread-safe. `told`: of each request that goes to another place, besides the engine's own hook; may be empty.
class EmbeddingEngine {
public:
    virtual ~EmbeddingEngine() = default;
    // A vector of the same length for each text, in their order.
    virtual Result<std::vector<std::vector<float>>> embed(const Call& call, std::span<const std::string> texts,
                                                          const EgressHook& told) = 0;
};

// Thread-safe. `told` as above.
class RerankEngine {
public:
    virtual ~RerankEngine() = default;
    // A score for each text, in their order; higher answers better.
    virtual Result<std::vector<double>> rerank(const Call& call, const std::string& question,
                                               std::span<const std::string> texts, const EgressHook& told) = 0;
};

}  // namespace familiar::infer
