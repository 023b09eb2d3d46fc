#include "infer/models/gguf.h"

#include "infer/limits.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <optional>
#include <vector>

namespace familiar::infer {

namespace {

static_assert(std::endian::native == std::endian::little, "GGUF files are read as they stand");

enum class Kind : std::uint32_t {
    uint8,
    int8,
    uint16,
    int16,
    uint32,
    int32,
    float32,
    boolean,
    text,
    list,
    uint64,
    int64,
    float64
};
constexpr std::uint32_t k_last_kind = static_cast<std::uint32_t>(Kind::float64);
constexpr std::uint32_t k_version_min = 2;
constexpr std::uint32_t k_version_max = 3;
constexpr std::uint32_t k_pooling_rank = 4;

// How a kind of tensor lies in the file: so many values in so many bytes (ggml.h).
struct TensorKind {
    std::uint32_t number;
    std::string_view name;
    std::uint64_t values;
    std::uint64_t bytes;
};
constexpr auto k_tensor_kinds = std::to_array<TensorKind>(
    {{0, "F32", 1, 4},         {1, "F16", 1, 2},         {2, "Q4_0", 32, 18},      {3, "Q4_1", 32, 20},
     {6, "Q5_0", 32, 22},      {7, "Q5_1", 32, 24},      {8, "Q8_0", 32, 34},      {9, "Q8_1", 32, 36},
     {10, "Q2_K", 256, 84},    {11, "Q3_K", 256, 110},   {12, "Q4_K", 256, 144},   {13, "Q5_K", 256, 176},
     {14, "Q6_K", 256, 210},   {15, "Q8_K", 256, 292},   {16, "IQ2_XXS", 256, 66}, {17, "IQ2_XS", 256, 74},
     {18, "IQ3_XXS", 256, 98}, {19, "IQ1_S", 256, 50},   {20, "IQ4_NL", 32, 18},   {21, "IQ3_S", 256, 110},
     {22, "IQ2_S", 256, 82},   {23, "IQ4_XS", 256, 136}, {24, "I8", 1, 1},         {25, "I16", 1, 2},
     {26, "I32", 1, 4},        {27, "I64", 1, 8},        {28, "F64", 1, 8},        {29, "IQ1_M", 256, 56},
     {30, "BF16", 1, 2},       {34, "TQ1_0", 256, 54},   {35, "TQ2_0", 256, 66},   {39, "MXFP4", 32, 17}});

// Products and sums that stay at the largest number instead of beginning anew.
std::uint64_t times(std::uint64_t a, std::uint64_t b) {
    std::uint64_t result = 0;
    return __builtin_mul_overflow(a, b, &result) ? std::numeric_limits<std::uint64_t>::max() : result;
}
std::uint64_t plus(std::uint64_t a, std::uint64_t b) {
    std::uint64_t result = 0;
    return __builtin_add_overflow(a, b, &result) ? std::numeric_limits<std::uint64_t>::max() : result;
}
std::int64_t clamped(std::uint64_t value) {
    return static_cast<std::int64_t>(
        std::min<std::uint64_t>(value, static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())));
}

Failure cut_short() { return fail(ErrorCode::corrupt, "the file ends within its head; pull it again"); }
Failure too_many(std::string_view what) {
    return fail(ErrorCode::exhausted, fmt::format("this GGUF file has too {}; Familiar does not take it", what));
}

// Reads front to back, within a budget of bytes.
class Reader {
public:
    explicit Reader(platform::ByteStream& stream) : stream_(stream), buffer_(k_piece) {}

    template <class Number>
    Result<Number> number() {
        std::array<char, sizeof(Number)> bytes{};
        TRY(take(bytes.size(), bytes.data()));
        Number value{};
        std::memcpy(&value, bytes.data(), bytes.size());
        return value;
    }
    // Kept when it is short, else passed over.
    Result<std::string> text(std::size_t kept_max) {
        const auto size = TRY(number<std::uint64_t>());
        if (size > k_gguf_head_bytes_max) return too_many("long a text");
        if (size > kept_max) {
            TRY(skip(size));
            return std::string();
        }
        std::string value(size, '\0');
        TRY(take(size, value.data()));
        return value;
    }
    Result<> skip(std::uint64_t count) { return take(count, nullptr); }
    std::uint64_t position() const { return position_; }

private:
    static constexpr std::size_t k_piece = 64U << 10U;

    Result<> take(std::uint64_t count, char* into) {
        if (count > k_gguf_head_bytes_max - position_) return too_many("long a head");
        position_ += count;
        while (count > 0) {
            if (begin_ == end_) {
                begin_ = 0;
                end_ = TRY(stream_.read(buffer_.data(), buffer_.size()));
                if (end_ == 0) return cut_short();
            }
            const std::size_t piece = static_cast<std::size_t>(std::min<std::uint64_t>(count, end_ - begin_));
            if (into != nullptr) into = std::copy_n(buffer_.data() + begin_, piece, into);
            begin_ += piece;
            count -= piece;
        }
        return {};
    }

    platform::ByteStream& stream_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t position_ = 0;
};

// The entries that are wanted: texts by key, whole numbers by key, and of lists of numbers their sum and largest.
struct Entries {
    std::map<std::string, std::string> texts;
    std::map<std::string, std::uint64_t> numbers;
    std::map<std::string, std::uint64_t> sums;  // of lists

    // Keys begin with the architecture ("llama.context_length").
    std::optional<std::uint64_t> number(const std::string& key) const {
        const auto found = numbers.find(key);
        return found == numbers.end() ? std::nullopt : std::optional(found->second);
    }
    std::string text(const std::string& key) const {
        const auto found = texts.find(key);
        return found == texts.end() ? std::string() : found->second;
    }
};

std::size_t bytes_of(Kind kind) {
    switch (kind) {
        case Kind::uint8:
        case Kind::int8:
        case Kind::boolean: return 1;
        case Kind::uint16:
        case Kind::int16: return 2;
        case Kind::uint32:
        case Kind::int32:
        case Kind::float32: return 4;
        case Kind::uint64:
        case Kind::int64:
        case Kind::float64: return 8;
        case Kind::text:
        case Kind::list: break;
    }
    return 0;
}

// A whole number of any width; negative ones and fractions count as 0.
Result<std::uint64_t> whole_number(Reader& reader, Kind kind) {
    switch (kind) {
        case Kind::uint8:
        case Kind::boolean: return TRY(reader.number<std::uint8_t>());
        case Kind::uint16: return TRY(reader.number<std::uint16_t>());
        case Kind::uint32: return TRY(reader.number<std::uint32_t>());
        case Kind::uint64: return reader.number<std::uint64_t>();
        case Kind::int8: return static_cast<std::uint64_t>(std::max<std::int8_t>(0, TRY(reader.number<std::int8_t>())));
        case Kind::int16:
            return static_cast<std::uint64_t>(std::max<std::int16_t>(0, TRY(reader.number<std::int16_t>())));
        case Kind::int32: return static_cast<std::uint64_t>(std::max(0, TRY(reader.number<std::int32_t>())));
        case Kind::int64:
            return static_cast<std::uint64_t>(std::max<std::int64_t>(0, TRY(reader.number<std::int64_t>())));
        case Kind::float32:
        case Kind::float64:
        case Kind::text:
        case Kind::list: break;
    }
    TRY(reader.skip(bytes_of(kind)));
    return std::uint64_t{0};
}

Result<Kind> kind_of(Reader& reader) {
    const auto number = TRY(reader.number<std::uint32_t>());
    if (number > k_last_kind)
        return fail(ErrorCode::corrupt, fmt::format("a value of the unknown kind {} stands in this file", number));
    return static_cast<Kind>(number);
}

Result<> read_list(Reader& reader, const std::string& key, Entries& entries, int depth) {
    if (depth > k_gguf_list_depth_max) return too_many("deep a list");
    const Kind kind = TRY(kind_of(reader));
    const auto count = TRY(reader.number<std::uint64_t>());
    if (count > k_gguf_head_bytes_max) return too_many("long a list");
    if (kind == Kind::list) {
        for (std::uint64_t i = 0; i < count; ++i) TRY(read_list(reader, key, entries, depth + 1));
        return {};
    }
    if (kind == Kind::text) {
        for (std::uint64_t i = 0; i < count; ++i) TRY(reader.text(0));
        return {};
    }
    if (count > k_gguf_layers_max) return reader.skip(count * bytes_of(kind));
    for (std::uint64_t i = 0; i < count; ++i)
        entries.sums[key] = plus(entries.sums[key], TRY(whole_number(reader, kind)));
    return {};
}

Result<> read_entry(Reader& reader, Entries& entries) {
    const std::string key = TRY(reader.text(k_gguf_key_bytes_max));
    const Kind kind = TRY(kind_of(reader));
    if (kind == Kind::list) return read_list(reader, key, entries, 1);
    if (kind == Kind::text) {
        entries.texts[key] = TRY(reader.text(k_gguf_text_bytes_max));
        return {};
    }
    entries.numbers[key] = TRY(whole_number(reader, kind));
    return {};
}

struct Weights {
    std::uint64_t parameters = 0;
    std::uint64_t end = 0;  // of the furthest tensor, from the first
    bool end_is_known = true;
    bool has_classifier = false;
    std::map<std::string_view, std::uint64_t> bytes_by_kind;
};

Result<> read_tensor(Reader& reader, Weights& weights) {
    // A head that gives one score instead of words: rerankers have one, whether they say how they pool or not.
    if (TRY(reader.text(k_gguf_key_bytes_max)).starts_with("cls.")) weights.has_classifier = true;
    const auto dimensions = TRY(reader.number<std::uint32_t>());
    if (dimensions > k_gguf_dimensions_max) return too_many("many dimensions");
    std::uint64_t values = 1;
    for (std::uint32_t i = 0; i < dimensions; ++i) values = times(values, TRY(reader.number<std::uint64_t>()));
    const auto number = TRY(reader.number<std::uint32_t>());
    const auto offset = TRY(reader.number<std::uint64_t>());
    weights.parameters = plus(weights.parameters, values);
    const auto* const kind = std::ranges::find(k_tensor_kinds, number, &TensorKind::number);
    if (kind == k_tensor_kinds.end()) {
        weights.end_is_known = false;
        return {};
    }
    const std::uint64_t bytes = times(values / kind->values, kind->bytes);
    weights.end = std::max(weights.end, plus(offset, bytes));
    weights.bytes_by_kind[kind->name] = plus(weights.bytes_by_kind[kind->name], bytes);
    return {};
}

// Keys and values of one token in all layers, two bytes each. With a window or shared layers it is less.
std::uint64_t bytes_per_token(const Entries& entries, const std::string& architecture) {
    const auto at = [&](const std::string& key) { return entries.number(architecture + "." + key); };
    const std::uint64_t heads = std::max<std::uint64_t>(1, at("attention.head_count").value_or(1));
    const std::uint64_t head_size = at("embedding_length").value_or(0) / heads;
    const std::uint64_t keys = at("attention.key_length").value_or(head_size);
    const std::uint64_t values = at("attention.value_length").value_or(head_size);
    std::uint64_t key_heads = times(at("block_count").value_or(0), at("attention.head_count_kv").value_or(heads));
    const auto listed = entries.sums.find(architecture + ".attention.head_count_kv");
    if (listed != entries.sums.end()) key_heads = listed->second;
    return times(times(key_heads, plus(keys, values)), 2);
}

GgufCard card_of(const Entries& entries, const Weights& weights, std::uint64_t head_bytes) {
    GgufCard card;
    card.architecture = entries.text("general.architecture");
    card.name = entries.text("general.name").substr(0, k_gguf_name_bytes_max);
    card.is_projector = card.architecture == "clip" || entries.text("general.type") == "mmproj";
    card.parameters = clamped(weights.parameters);
    card.context_tokens = clamped(entries.number(card.architecture + ".context_length").value_or(0));
    card.memory_bytes_per_token = clamped(bytes_per_token(entries, card.architecture));
    card.files = clamped(std::clamp<std::uint64_t>(entries.number("split.count").value_or(1), 1, k_model_files_max));
    card.has_chat_template = entries.texts.contains("tokenizer.chat_template");
    const auto pooling = entries.number(card.architecture + ".pooling_type");
    card.ranks = pooling == k_pooling_rank || (!pooling && weights.has_classifier);
    card.makes_vectors = pooling.value_or(0) > 0 && !card.ranks;
    const auto most = std::ranges::max_element(weights.bytes_by_kind, {}, [](const auto& pair) { return pair.second; });
    if (most != weights.bytes_by_kind.end()) card.quantization = most->first;
    const std::uint64_t alignment = std::max<std::uint64_t>(1, entries.number("general.alignment").value_or(32));
    const std::uint64_t begin = times(plus(head_bytes, alignment - 1) / alignment, alignment);
    if (weights.end_is_known) card.file_bytes_min = clamped(plus(begin, weights.end));
    return card;
}

}  // namespace

Result<GgufCard> read_gguf(platform::ByteStream& stream) {
    Reader reader(stream);
    constexpr std::uint32_t k_magic = 0x46554747;  // "GGUF"
    if (TRY(reader.number<std::uint32_t>()) != k_magic)
        return fail(ErrorCode::corrupt, "this is not a GGUF file; llama.cpp reads no other kind");
    const auto version = TRY(reader.number<std::uint32_t>());
    if (version < k_version_min || version > k_version_max)
        return fail(ErrorCode::corrupt, fmt::format("this GGUF file is of version {}; 2 and 3 can be read", version));
    const auto tensor_count = TRY(reader.number<std::uint64_t>());
    const auto entry_count = TRY(reader.number<std::uint64_t>());
    if (tensor_count > k_gguf_tensors_max) return too_many("many tensors");
    if (entry_count > k_gguf_entries_max) return too_many("many entries");
    Entries entries;
    for (std::uint64_t i = 0; i < entry_count; ++i) TRY(read_entry(reader, entries));
    Weights weights;
    for (std::uint64_t i = 0; i < tensor_count; ++i) TRY(read_tensor(reader, weights));
    return card_of(entries, weights, reader.position());
}

}  // namespace familiar::infer
