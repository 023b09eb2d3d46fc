#include "infer/models/catalogue.h"

#include <algorithm>
#include <array>

namespace familiar::infer {

namespace {

constexpr std::int64_t megabytes(std::int64_t count) { return count * 1'000'000; }

constexpr auto k_catalogue = std::to_array<CatalogueEntry>({
    {"qwen3-1.7b", "Qwen3 1.7B", "hf:Qwen/Qwen3-1.7B-GGUF:Q8_0", ModelWork::chat, false, megabytes(1830),
     megabytes(4500), "laptops without a graphics card: short answers", "Apache-2.0"},
    {"qwen3-4b", "Qwen3 4B", "hf:Qwen/Qwen3-4B-GGUF:Q4_K_M", ModelWork::chat, false, megabytes(2500), megabytes(5600),
     "laptops: short answers, thinks", "Apache-2.0"},
    {"gemma-3-4b", "Gemma 3 4B", "hf:ggml-org/gemma-3-4b-it-GGUF:Q4_K_M", ModelWork::chat, true, megabytes(3340),
     megabytes(6300), "laptops, with pictures and many languages", "Gemma terms"},
    {"gemma-3-12b", "Gemma 3 12B", "hf:ggml-org/gemma-3-12b-it-GGUF:Q4_K_M", ModelWork::chat, true, megabytes(8150),
     megabytes(14'600), "pictures and many languages, where memory allows", "Gemma terms"},
    {"gpt-oss-20b", "gpt-oss 20B", "hf:ggml-org/gpt-oss-20b-GGUF", ModelWork::chat, false, megabytes(12'110),
     megabytes(14'000), "reasoning and tools; quick for its size (3.6 B of its weights work at a time)", "Apache-2.0"},
    {"qwen3-30b-a3b", "Qwen3 30B A3B", "hf:Qwen/Qwen3-30B-A3B-GGUF:Q4_K_M", ModelWork::chat, false, megabytes(18'560),
     megabytes(21'200), "thinking and contemplating on one machine; quick for its size", "Apache-2.0"},
    {"muse-glimmer-30b", "Muse Glimmer 30B", "hf:unsloth/Muse-Glimmer-30B-GGUF:UD-Q4_K_XL", ModelWork::chat, true,
     megabytes(18'800), megabytes(22'500), "all modes, with tools and pictures", "see its makers"},
    {"llama-4-scout", "Llama 4 Scout 17B 16E", "hf:unsloth/Llama-4-Scout-17B-16E-Instruct-GGUF:Q4_K_M", ModelWork::chat,
     true, megabytes(67'000), megabytes(72'000), "a community's server: pictures, long contexts", "Llama 4 licence"},
    {"qwen3-embedding-0.6b", "Qwen3 Embedding 0.6B", "hf:Qwen/Qwen3-Embedding-0.6B-GGUF:Q8_0", ModelWork::embedding,
     false, megabytes(640), megabytes(2900), "finding by meaning, in a hundred languages", "Apache-2.0"},
    {"bge-reranker-v2-m3", "BGE reranker v2 m3", "hf:gpustack/bge-reranker-v2-m3-GGUF:Q8_0", ModelWork::rerank, false,
     megabytes(636), megabytes(1600), "putting the best of what was found first", "Apache-2.0"},
});

}  // namespace

std::span<const CatalogueEntry> catalogue() { return k_catalogue; }

const CatalogueEntry* find_in_catalogue(std::string_view name) {
    const auto* const found = std::ranges::find(k_catalogue, name, &CatalogueEntry::name);
    return found == k_catalogue.end() ? nullptr : found;
}

Fit fit_of(std::int64_t memory_need_bytes, std::int64_t machine_memory_bytes) {
    // A quarter is left to everything else.
    if (memory_need_bytes <= machine_memory_bytes / 4 * 3) return Fit::well;
    return memory_need_bytes <= machine_memory_bytes ? Fit::barely : Fit::not_at_all;
}

}  // namespace familiar::infer
