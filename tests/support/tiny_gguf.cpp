#include "tests/support/tiny_gguf.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

namespace familiar::test {

namespace {

static_assert(std::endian::native == std::endian::little, "GGUF is written as the machine has it");

// GGUF, version 3 (ggml/docs/gguf.md): kinds of values and tensors that are used here.
enum class Kind : std::uint32_t { uint32 = 4, int32 = 5, float32 = 6, boolean = 7, text = 8, list = 9 };
constexpr std::uint32_t k_version = 3;
constexpr std::uint32_t k_tensor_float32 = 0;
constexpr std::size_t k_alignment = 32;

enum class TokenKind : std::int32_t { normal = 1, control = 3 };

constexpr std::uint32_t k_heads = 4;
constexpr std::uint32_t k_key_heads = 2;
constexpr std::uint32_t k_bytes = 256;
constexpr std::array<std::string_view, 3> k_control_tokens = {"<|endoftext|>", "<|im_start|>", "<|im_end|>"};
constexpr std::uint32_t k_end_of_text = k_bytes;
constexpr std::uint32_t k_end_of_turn = k_bytes + 2;

// Pairs that become one token, so that a text has fewer tokens than bytes; all of letters that stand for themselves.
constexpr auto k_merges = std::to_array<std::string_view>(
    {"t h",  "i n",  "e r",   "a n",  "r e",  "o n", "e s", "o r", "t i", "e n",  "a t",
     "e d",  "o u",  "i s",   "i t",  "a r",  "s t", "l e", "n d", "a l", "th e", "in g",
     "an d", "er s", "ti on", "ou r", "en t", "a s", "c h", "l l", "w h"});

constexpr std::string_view k_chat_template =
    "{%- for message in messages -%}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{%- endfor -%}"
    "{%- if add_generation_prompt -%}<|im_start|>assistant\n{%- endif -%}";

class Writer {
public:
    template <class Number>
    void number(Number value) {
        std::array<char, sizeof(Number)> bytes{};
        std::memcpy(bytes.data(), &value, sizeof value);
        out_.append(bytes.data(), bytes.size());
    }
    void text(std::string_view value) {
        number<std::uint64_t>(value.size());
        out_ += value;
    }
    void key(std::string_view name, Kind kind) {
        text(name);
        number(static_cast<std::uint32_t>(kind));
        ++keys_;
    }
    void entry(std::string_view name, std::uint32_t value) {
        key(name, Kind::uint32);
        number(value);
    }
    void entry(std::string_view name, float value) {
        key(name, Kind::float32);
        number(value);
    }
    void entry(std::string_view name, std::string_view value) {
        key(name, Kind::text);
        text(value);
    }
    void list(std::string_view name, Kind kind, std::size_t count) {
        key(name, Kind::list);
        number(static_cast<std::uint32_t>(kind));
        number<std::uint64_t>(count);
    }
    std::uint64_t keys() const { return keys_; }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
    std::uint64_t keys_ = 0;
};

void append_utf8(std::string& out, std::uint32_t point) {
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else {
        out += static_cast<char>(0xC0U | (point >> 6U));
        out += static_cast<char>(0x80U | (point & 0x3FU));
    }
}

bool is_printable(std::uint32_t byte) { return byte >= 0x20 && byte < 0x7F; }

// The letter that stands for a byte in the vocabulary of GPT-2: itself where it can be seen, else one from 256 on.
std::vector<std::string> byte_letters() {
    std::vector<std::string> letters;
    std::uint32_t further = 0;
    for (std::uint32_t byte = 0; byte < k_bytes; ++byte) {
        const bool visible = (byte > 0x20 && byte < 0x7F) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
        std::string letter;
        append_utf8(letter, visible ? byte : k_bytes + further++);
        letters.push_back(letter);
    }
    return letters;
}

std::vector<std::string> vocabulary() {
    std::vector<std::string> tokens = byte_letters();
    for (const std::string_view control : k_control_tokens) tokens.emplace_back(control);
    for (const std::string_view pair : k_merges) {
        std::string merged(pair);
        merged.erase(merged.find(' '), 1);
        tokens.push_back(std::move(merged));
    }
    return tokens;
}

bool is_control(std::size_t token) { return token >= k_bytes && token < k_bytes + k_control_tokens.size(); }

struct Tensor {
    std::string name;
    std::vector<std::uint64_t> shape;
    std::vector<float> values;
};

class Weights {
public:
    explicit Weights(std::uint64_t seed) : engine_(seed) {}

    // Evenly spread, scaled so that what goes in comes out about as large.
    Tensor matrix(std::string name, std::uint64_t in, std::uint64_t out) {
        Tensor tensor{std::move(name), {in, out}, {}};
        const float scale = 2.0F / std::sqrt(static_cast<float>(in));
        tensor.values.reserve(in * out);
        for (std::uint64_t i = 0; i < in * out; ++i) tensor.values.push_back(scale * (unit() - 0.5F));
        return tensor;
    }
    static Tensor ones(std::string name, std::uint64_t size) {
        return {std::move(name), {size}, std::vector<float>(size, 1.0F)};
    }

private:
    float unit() { return static_cast<float>(engine_() >> 40U) / static_cast<float>(1U << 24U); }

    std::mt19937_64 engine_;
};

std::vector<Tensor> tensors_of(const TinyModel& model, const std::vector<std::string>& tokens) {
    Weights weights(model.seed);
    const std::uint64_t width = model.width;
    const std::uint64_t key_width = width / k_heads * k_key_heads;
    const std::uint64_t inner = width * 4;
    std::vector<Tensor> tensors;
    tensors.push_back(weights.matrix("token_embd.weight", width, tokens.size()));
    tensors.push_back(Weights::ones("output_norm.weight", width));
    Tensor output = weights.matrix("output.weight", width, tokens.size());
    // Letters alone are ever likely: what cannot be printed, and the tokens that end a text, score nothing.
    for (std::size_t token = 0; token < tokens.size(); ++token) {
        const bool likely = token < k_bytes ? is_printable(static_cast<std::uint32_t>(token)) : !is_control(token);
        for (std::uint64_t i = 0; i < width; ++i) output.values[token * width + i] *= likely ? 8.0F : 0.0F;
    }
    tensors.push_back(std::move(output));
    for (std::uint32_t layer = 0; layer < model.layers; ++layer) {
        const std::string block = "blk." + std::to_string(layer) + ".";
        tensors.push_back(Weights::ones(block + "attn_norm.weight", width));
        tensors.push_back(weights.matrix(block + "attn_q.weight", width, width));
        tensors.push_back(weights.matrix(block + "attn_k.weight", width, key_width));
        tensors.push_back(weights.matrix(block + "attn_v.weight", width, key_width));
        tensors.push_back(weights.matrix(block + "attn_output.weight", width, width));
        tensors.push_back(Weights::ones(block + "ffn_norm.weight", width));
        tensors.push_back(weights.matrix(block + "ffn_gate.weight", width, inner));
        tensors.push_back(weights.matrix(block + "ffn_up.weight", width, inner));
        tensors.push_back(weights.matrix(block + "ffn_down.weight", inner, width));
    }
    return tensors;
}

void write_shape(Writer& writer, const TinyModel& model, std::size_t tokens) {
    writer.entry("general.architecture", std::string_view("llama"));
    writer.entry("general.name", std::string_view(model.name));
    writer.entry("general.file_type", 0U);
    writer.entry("llama.block_count", model.layers);
    writer.entry("llama.context_length", model.context_tokens);
    writer.entry("llama.embedding_length", model.width);
    writer.entry("llama.feed_forward_length", model.width * 4);
    writer.entry("llama.attention.head_count", k_heads);
    writer.entry("llama.attention.head_count_kv", k_key_heads);
    writer.entry("llama.attention.layer_norm_rms_epsilon", 1e-5F);
    writer.entry("llama.rope.dimension_count", model.width / k_heads);
    writer.entry("llama.vocab_size", static_cast<std::uint32_t>(tokens));
    if (model.pooling > 0) writer.entry("llama.pooling_type", model.pooling);
}

void write_tokenizer(Writer& writer, const TinyModel& model, const std::vector<std::string>& tokens) {
    writer.entry("tokenizer.ggml.model", std::string_view("gpt2"));
    writer.entry("tokenizer.ggml.pre", std::string_view("gpt-2"));
    writer.list("tokenizer.ggml.tokens", Kind::text, tokens.size());
    for (const std::string& token : tokens) writer.text(token);
    writer.list("tokenizer.ggml.token_type", Kind::int32, tokens.size());
    for (std::size_t token = 0; token < tokens.size(); ++token)
        writer.number(static_cast<std::int32_t>(is_control(token) ? TokenKind::control : TokenKind::normal));
    writer.list("tokenizer.ggml.merges", Kind::text, k_merges.size());
    for (const std::string_view pair : k_merges) writer.text(pair);
    writer.entry("tokenizer.ggml.bos_token_id", k_end_of_text);
    writer.entry("tokenizer.ggml.eos_token_id", k_end_of_turn);
    writer.key("tokenizer.ggml.add_bos_token", Kind::boolean);
    writer.number<std::uint8_t>(0);
    if (model.has_chat_template) writer.entry("tokenizer.chat_template", k_chat_template);
}

std::size_t aligned(std::size_t size) { return (size + k_alignment - 1) / k_alignment * k_alignment; }

}  // namespace

std::string tiny_gguf(const TinyModel& model) {
    const std::vector<std::string> tokens = vocabulary();
    const std::vector<Tensor> tensors = tensors_of(model, tokens);
    Writer entries;
    write_shape(entries, model, tokens.size());
    write_tokenizer(entries, model, tokens);
    Writer head;
    std::string out = "GGUF";
    head.number(k_version);
    head.number<std::uint64_t>(tensors.size());
    head.number(entries.keys());
    out += head.take() + entries.take();
    Writer table;
    std::size_t offset = 0;
    for (const Tensor& tensor : tensors) {
        table.text(tensor.name);
        table.number(static_cast<std::uint32_t>(tensor.shape.size()));
        for (const std::uint64_t size : tensor.shape) table.number(size);
        table.number(k_tensor_float32);
        table.number<std::uint64_t>(offset);
        offset += aligned(tensor.values.size() * sizeof(float));
    }
    out += table.take();
    out.resize(aligned(out.size()));
    const std::size_t begin = out.size();
    out.resize(begin + offset);
    offset = begin;
    for (const Tensor& tensor : tensors) {
        const std::size_t size = tensor.values.size() * sizeof(float);
        std::memcpy(out.data() + offset, tensor.values.data(), size);
        offset += aligned(size);
    }
    return out;
}

void write_tiny_gguf(const TinyModel& model, const std::filesystem::path& path) {
    const std::string bytes = tiny_gguf(model);
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (file.flush()) return;
    std::cerr << "cannot write the model " << path << "\n";
    std::abort();
}

}  // namespace familiar::test
