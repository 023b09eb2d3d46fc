#include "gather/activity/json_elements.h"

#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

using Kind = JsonPiece::Kind;

// Gives out its text in small pieces, so that every boundary is met.
class Trickle final : public platform::ByteStream {
public:
    Trickle(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}
    Result<std::size_t> read(char* into, std::size_t size) override {
        const std::size_t count = text_.copy(into, std::min(size, step_), at_);
        at_ += count;
        return count;
    }

private:
    std::string text_;
    std::size_t step_;
    std::size_t at_ = 0;
};

std::vector<JsonPiece> pieces(const std::string& text, std::size_t step = 1) {
    const platform::SystemClock clock;
    Trickle stream(text, step);
    JsonElements elements(stream, {"items", "orderedItems"});
    std::vector<JsonPiece> found;
    while (true) {
        auto piece = elements.next(Call(clock));
        EXPECT_TRUE(piece);
        if (!piece) return found;
        found.push_back(*std::move(piece));
        if (found.back().kind == Kind::end) return found;
    }
}

std::vector<std::string> texts(const std::string& text, std::size_t step = 1) {
    std::vector<std::string> out;
    for (const JsonPiece& piece : pieces(text, step)) {
        if (piece.kind != Kind::end) out.push_back(piece.text);
    }
    return out;
}

using Texts = std::vector<std::string>;

TEST(JsonElements, TopLevelArray) {
    const std::string text = R"( [ {"a":[1,{"b":"]}"}]} , "x,\"]", 12 ,null,[[]], {} ] )";
    const Texts expected = {R"({"a":[1,{"b":"]}"}]})", R"("x,\"]")", "12", "null", "[[]]", "{}"};
    for (const std::size_t step : {1, 2, 3, 7, 1000}) EXPECT_EQ(texts(text, step), expected) << step;
    EXPECT_EQ(pieces(text)[1].number, 2);
}

TEST(JsonElements, NamedArraysInAnObject) {
    const std::string text = R"({"type":"C","n":1,"items":[{"x":1},2],"other":[3],"orderedItems":[],"z":"end"})";
    const Texts expected = {R"({"x":1})", "2",
                            R"({"type":"C","n":1,"items":[],"other":[3],"orderedItems":[],"z":"end"})"};
    EXPECT_EQ(texts(text), expected);
    const auto found = pieces(text);
    EXPECT_EQ(found[0].member, "items");
    EXPECT_EQ(found[2].kind, Kind::whole);
    EXPECT_EQ(texts(R"({"items":"text"})"), Texts{R"({"items":"text"})"});
}

TEST(JsonElements, SeveralDocumentsInARow) {
    EXPECT_EQ(texts("\xEF\xBB\xBF{\"a\":1}\n{\"b\":2}\n\"c\" 3\n"), (Texts{R"({"a":1})", R"({"b":2})", "\"c\"", "3"}));
    EXPECT_EQ(texts(""), Texts{});
}

TEST(JsonElements, InputsThatEndTooEarly) {
    auto found = pieces(R"([{"a":1},{"b":)");
    ASSERT_EQ(found.size(), 3U);
    EXPECT_FALSE(found[0].cut_short);
    EXPECT_TRUE(found[1].cut_short);
    EXPECT_FALSE(json_of(found[1]));
    EXPECT_TRUE(found[2].cut_short);
    found = pieces(R"({"a":1,"items":[1,2)");
    EXPECT_EQ(found[2].kind, Kind::whole);
    EXPECT_EQ(found[2].text, R"({"a":1,"items":[]})");
    EXPECT_TRUE(found[2].cut_short);
    EXPECT_EQ(pieces(R"({"a":1,"b)")[0].text, R"({"a":1})");
}

TEST(JsonElements, NonsenseEnds) {
    for (const char* text :
         {"]", "}", "{]}", "[}", "{1:2}", "[:]", "{\"a\"}", "{\"a\":,}", "[\"a\":1]", "\"", "{\"a\" 1}", "[1 2]"}) {
        EXPECT_LE(pieces(text).size(), 5U) << text;
    }
}

TEST(JsonElements, LongElementsAreNamedAndPassedOver) {
    const auto found = pieces("[1,\"" + std::string(k_element_bytes_max, 'x') + "\",2]", 1U << 20U);
    ASSERT_EQ(found.size(), 4U);
    EXPECT_TRUE(found[1].too_long);
    EXPECT_FALSE(json_of(found[1]));
    EXPECT_EQ(found[2].text, "2");
}

TEST(JsonElements, NoMoreIsReadThanAllowed) {
    const platform::SystemClock clock;
    const auto stream = platform::stream_of("[1,2,3,4]");
    JsonElements elements(*stream, {}, 4);
    const auto piece = elements.next(Call(clock));
    ASSERT_FALSE(piece);
    EXPECT_EQ(piece.error().code, ErrorCode::exhausted);
}

TEST(JsonElements, HalvesOfCharactersAreRepaired) {
    JsonPiece piece;
    piece.kind = Kind::element;
    piece.text = R"({"a":"x\ud83d y","b":"\ud83d\ude00","c":"\\ud83d","d":"\ude00"})";
    const auto value = json_of(piece);
    ASSERT_TRUE(value);
    EXPECT_EQ(text_at(*value, "a"), "x\xEF\xBF\xBD y");
    EXPECT_EQ(text_at(*value, "b"), "😀");
    EXPECT_EQ(text_at(*value, "c"), "\\ud83d");
    piece.text = "\"\xFF\"";
    EXPECT_TRUE(json_of(piece));
}

}  // namespace
}  // namespace familiar::gather
