// A text engine at one place that can tell how it stands: what a fleet is made of. Thread-safe, as every TextEngine.
#pragma once

#include "infer/text_engine.h"
#include "infer/vector_engines.h"
#include "platform/clock.h"

#include <memory>
#include <optional>

namespace familiar::infer {

class HostedEngine : public TextEngine {
public:
    // Whether it would answer now, asked without a model's work; the error says why not.
    virtual Result<> probe(const Call& call) = 0;
    // Until when it asked to be left alone (Retry-After), on the steady clock of its calls.
    virtual std::optional<platform::Elapsed> rests_until() const = 0;
};

// A model at one place in whatever it can do; null what it cannot. The host is always there, also for a model that does
// not write: it is what is probed.
struct OpenedModel {
    std::unique_ptr<HostedEngine> host;
    std::unique_ptr<EmbeddingEngine> embedding = nullptr;
    std::unique_ptr<RerankEngine> rerank = nullptr;
};

}  // namespace familiar::infer
