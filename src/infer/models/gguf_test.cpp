#include "infer/models/gguf.h"

#include "tests/support/tiny_gguf.h"

#include <cstring>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar::infer {
namespace {

using ::testing::HasSubstr;

Result<GgufCard> read(std::string bytes) {
    const auto stream = platform::stream_of(std::move(bytes));
    return read_gguf(*stream);
}

template <class Number>
std::string number(Number value) {
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
}

std::string text(const std::string& value) { return number<std::uint64_t>(value.size()) + value; }

std::string head(std::uint64_t tensors, std::uint64_t entries, std::uint32_t version = 3) {
    return "GGUF" + number(version) + number(tensors) + number(entries);
}

std::string entry(const std::string& key, const std::string& value) {
    return text(key) + number<std::uint32_t>(8) + text(value);
}
std::string entry(const std::string& key, std::uint32_t value) {
    return text(key) + number<std::uint32_t>(4) + number(value);
}

TEST(Gguf, SaysWhatAModelIs) {
    const std::string bytes = test::tiny_gguf({.name = "Tiny One", .layers = 3, .width = 64, .context_tokens = 2048});
    const auto card = read(bytes);
    ASSERT_TRUE(card) << card.error().text();
    EXPECT_EQ(card->architecture, "llama");
    EXPECT_EQ(card->name, "Tiny One");
    EXPECT_EQ(card->quantization, "F32");
    EXPECT_EQ(card->context_tokens, 2048);
    EXPECT_TRUE(card->has_chat_template);
    EXPECT_FALSE(card->makes_vectors);
    EXPECT_EQ(card->files, 1);
    EXPECT_EQ(card->memory_bytes_per_token, 3 * 2 * (16 + 16) * 2) << "layers, key heads, sizes, bytes";
    EXPECT_LE(card->file_bytes_min, static_cast<std::int64_t>(bytes.size()));
    EXPECT_GT(card->file_bytes_min, static_cast<std::int64_t>(bytes.size()) - 32);
    EXPECT_GT(card->parameters, 3 * 64 * 64 * 12);
}

TEST(Gguf, TellsModelsForVectorsAndRanks) {
    EXPECT_TRUE(read(test::tiny_gguf({.layers = 1, .width = 32, .pooling = 1}))->makes_vectors);
    EXPECT_TRUE(read(test::tiny_gguf({.layers = 1, .width = 32, .pooling = 4}))->ranks);
    EXPECT_TRUE(read(head(0, 1) + entry("general.architecture", "clip"))->is_projector);
    const std::string scores = text("cls.weight") + number<std::uint32_t>(1) + number<std::uint64_t>(4) +
                               number<std::uint32_t>(0) + number<std::uint64_t>(0);
    EXPECT_TRUE(read(head(1, 1) + entry("general.architecture", "bert") + scores)->ranks) << "it does not say how";
}

TEST(Gguf, SumsKeyHeadsThatDifferByLayer) {
    const std::string heads = text("x.attention.head_count_kv") + number<std::uint32_t>(9) + number<std::uint32_t>(5) +
                              number<std::uint64_t>(3) + number<std::int32_t>(1) + number<std::int32_t>(0) +
                              number<std::int32_t>(4);
    const auto card = read(head(0, 4) + entry("general.architecture", "x") + entry("x.attention.key_length", 10U) +
                           entry("x.attention.value_length", 6U) + heads);
    ASSERT_TRUE(card) << card.error().text();
    EXPECT_EQ(card->memory_bytes_per_token, (1 + 0 + 4) * (10 + 6) * 2);
}

TEST(Gguf, RefusesWhatIsNone) {
    EXPECT_THAT(read("<!DOCTYPE html>, and more").error().message, HasSubstr("not a GGUF file"));
    EXPECT_THAT(read(head(0, 0, 1)).error().message, HasSubstr("version 1"));
    EXPECT_THAT(read(head(0, 0, 3U << 24U)).error().message, HasSubstr("version"));
    EXPECT_EQ(read("GG").error().code, ErrorCode::corrupt);
}

TEST(Gguf, HoldsItsLimits) {
    constexpr std::uint64_t k_many = ~std::uint64_t{0};
    EXPECT_EQ(read(head(k_many, 0)).error().code, ErrorCode::exhausted);
    EXPECT_EQ(read(head(0, k_many)).error().code, ErrorCode::exhausted);
    EXPECT_EQ(read(head(0, 1) + number(k_many)).error().code, ErrorCode::exhausted);
    const std::string list = text("k") + number<std::uint32_t>(9);
    EXPECT_EQ(read(head(0, 1) + list + number<std::uint32_t>(4) + number(k_many)).error().code, ErrorCode::exhausted);
    std::string nested = list;
    for (int i = 0; i < 100; ++i) nested += number<std::uint32_t>(9) + number<std::uint64_t>(1);
    EXPECT_EQ(read(head(0, 1) + nested).error().code, ErrorCode::exhausted);
    const std::string tensor = text("t") + number<std::uint32_t>(2) + number(k_many) + number(k_many) +
                               number<std::uint32_t>(0) + number(k_many);
    const auto huge = read(head(1, 0) + tensor);
    ASSERT_TRUE(huge) << huge.error().text();
    EXPECT_GT(huge->file_bytes_min, std::int64_t{1} << 62U) << "it stays at the largest number";
}

RC_GTEST_PROP(Gguf, IsNeverCutShortUnnoticed, ()) {
    static const std::string k_bytes = test::tiny_gguf({.layers = 1, .width = 32});
    const auto size = *rc::gen::inRange<std::size_t>(0, k_bytes.size() - 32);
    const auto card = read(k_bytes.substr(0, size));
    const bool noticed = !card || card->file_bytes_min > static_cast<std::int64_t>(size);
    RC_ASSERT(noticed);
}

}  // namespace
}  // namespace familiar::infer
