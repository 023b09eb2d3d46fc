// Several places that serve the same model for vectors or scores, used as one engine: each request begins at another
// place and goes on to the next when one cannot be reached. Thread-safe.
#pragma once

#include "infer/vector_engines.h"

#include <memory>
#include <vector>

namespace familiar::infer {

// At least one place.
std::unique_ptr<EmbeddingEngine> any_of(std::vector<std::unique_ptr<EmbeddingEngine>> places);
std::unique_ptr<RerankEngine> any_of(std::vector<std::unique_ptr<RerankEngine>> places);

}  // namespace familiar::infer
