// A language model small enough to be made by a test: a real GGUF file of llama's architecture with a tokenizer of
// bytes, a chat template and weights by chance. It says nothing sensible, in printable letters, and goes on until it is
// stopped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace familiar::test {

struct TinyModel {
    std::string name = "Tiny";
    std::uint64_t seed = 1;
    std::uint32_t layers = 2;
    std::uint32_t width = 128;  // of the embedding; a multiple of 32
    std::uint32_t context_tokens = 8192;
    std::uint32_t pooling = 0;  // 1: its vectors are means, as an embedding model says
    bool has_chat_template = true;
};

// The file's bytes: about 2 MB as it stands. The same model gives the same bytes.
std::string tiny_gguf(const TinyModel& model);
// Writes them; an abort when it cannot, since nothing can be tested then.
void write_tiny_gguf(const TinyModel& model, const std::filesystem::path& path);

}  // namespace familiar::test
