// The head of a GGUF file (ggml/docs/gguf.md, versions 2 and 3): what a model is and what it needs, without its
// weights. The file is somebody else's: every count is held to a limit before anything is made of it. Pure but for the
// stream.
#pragma once

#include "base/result.h"
#include "platform/files.h"

#include <cstdint>
#include <string>

namespace familiar::infer {

struct GgufCard {
    std::string architecture;  // "llama"
    std::string name;          // as its makers call it; may be empty
    std::string quantization;  // of most of its weights: "Q4_K"; empty when unknown
    std::int64_t parameters = 0;
    std::int64_t context_tokens = 0;          // that it was trained for
    std::int64_t memory_bytes_per_token = 0;  // of context, with keys and values of 16 bits
    std::int64_t file_bytes_min = 0;          // that a whole file has; 0 when that cannot be known
    std::int64_t files = 1;                   // that the model is split into
    bool has_chat_template = false;
    bool makes_vectors = false;  // an embedding model says how its vectors are pooled
    bool ranks = false;          // a reranker pools by rank, or has a head that scores
    bool is_projector = false;   // of pictures, beside a model
};

// `corrupt` when it is no GGUF file or ends within its head; `exhausted` when a limit is passed.
Result<GgufCard> read_gguf(platform::ByteStream& stream);

}  // namespace familiar::infer
