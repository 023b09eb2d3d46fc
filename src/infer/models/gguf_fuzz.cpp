// Heads of GGUF files as anybody may write them.
#include "infer/models/gguf.h"

#include "base/check.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const auto stream = familiar::platform::stream_of(std::string(reinterpret_cast<const char*>(bytes), size));
    const auto card = familiar::infer::read_gguf(*stream);
    if (!card) return 0;
    CHECK(card->parameters >= 0 && card->context_tokens >= 0 && card->memory_bytes_per_token >= 0,
          "no count is negative");
    CHECK(card->file_bytes_min >= 0 && card->files >= 1, "a model has a file");
    return 0;
}
