#include "gather/input/lines.h"

#include "gather/input/text.h"

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>

namespace familiar::gather {
namespace {

const platform::SystemClock g_clock;

struct Seen {
    std::string text;
    std::int64_t number = 0;
    bool overlong = false;
    friend bool operator==(const Seen&, const Seen&) = default;
};

std::vector<Seen> lines_of(platform::ByteStream& input, std::size_t line_bytes_max = 100) {
    LineReader reader(input, line_bytes_max);
    std::vector<Seen> seen;
    while (true) {
        const auto line = reader.next(Call(g_clock));
        EXPECT_TRUE(line.has_value());
        if (!line || !*line) return seen;
        seen.push_back({std::string((*line)->text), (*line)->number, (*line)->overlong});
    }
}

std::vector<std::string> texts_of(std::string_view content) {
    const auto stream = platform::stream_of(std::string(content));
    TextStream text(*stream);
    std::vector<std::string> texts;
    for (const Seen& line : lines_of(text)) texts.push_back(line.text);
    return texts;
}

// Hands out its content byte by byte, so that every seam between pieces is tried.
class Drip final : public platform::ByteStream {
public:
    explicit Drip(std::string content) : content_(std::move(content)) {}
    Result<std::size_t> read(char* into, std::size_t size) override {
        const std::size_t count = content_.copy(into, std::min<std::size_t>(size, 1), at_);
        at_ += count;
        return count;
    }

private:
    std::string content_;
    std::size_t at_ = 0;
};

// A short line, a line of many gigabytes, a short line; made as it is read.
class Endless final : public platform::ByteStream {
public:
    explicit Endless(std::int64_t bytes) : left_(bytes) {}
    Result<std::size_t> read(char* into, std::size_t size) override {
        if (!begun_) {
            begun_ = true;
            std::memcpy(into, "one\n", 4);
            return std::size_t{4};
        }
        if (left_ > 0) {
            const auto count = static_cast<std::size_t>(std::min<std::int64_t>(left_, static_cast<std::int64_t>(size)));
            std::memset(into, 'x', count);
            left_ -= static_cast<std::int64_t>(count);
            return count;
        }
        if (ended_) return std::size_t{0};
        ended_ = true;
        std::memcpy(into, "\nthree", 6);
        return std::size_t{6};
    }

private:
    std::int64_t left_;
    bool begun_ = false;
    bool ended_ = false;
};

TEST(Lines, EndWithFeedReturnOrBoth) {
    const std::vector<std::string> expected = {"a", "b", "", "c", "d"};
    EXPECT_EQ(texts_of("a\nb\n\nc\nd"), expected);
    EXPECT_EQ(texts_of("a\r\nb\r\n\r\nc\r\nd\r\n"), expected);
    EXPECT_EQ(texts_of("a\rb\r\rc\rd\r"), expected);
    EXPECT_TRUE(texts_of("").empty());
    EXPECT_EQ(texts_of("\n"), std::vector<std::string>{""});
}

TEST(Lines, DoNotDependOnWhereThePiecesAreCut) {
    Drip drip("a\r\nb\n\r\nlong enough\rd");
    const std::vector<Seen> expected = {{"a", 1}, {"b", 2}, {"", 3}, {"long enough", 4}, {"d", 5}};
    EXPECT_EQ(lines_of(drip), expected);
}

TEST(Lines, BeyondTheLimitAreCutAndReported) {
    Drip drip("short\n0123456789abc\nnext\n0123456789");
    const std::vector<Seen> expected = {{"short", 1}, {"0123456789", 2, true}, {"next", 3}, {"0123456789", 4}};
    EXPECT_EQ(lines_of(drip, 10), expected);
}

TEST(Lines, OfGigabytesArePassedOverInConstantMemory) {
    const std::int64_t before = platform::resident_bytes();
    Endless endless(2LL << 30U);
    const auto lines = lines_of(endless, 1U << 20U);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0].text, "one");
    EXPECT_TRUE(lines[1].overlong);
    EXPECT_EQ(lines[2].text, "three");
    EXPECT_LT(platform::resident_bytes() - before, 64LL << 20U);
}

TEST(Lines, StopWhenTheCallIsStopped) {
    std::stop_source stop;
    stop.request_stop();
    Endless endless(1LL << 40U);
    LineReader reader(endless, 100);
    const auto line = reader.next(Call(g_clock, stop.get_token(), std::nullopt, "test"));
    ASSERT_FALSE(line.has_value());
    EXPECT_EQ(line.error().code, ErrorCode::cancelled);
}

TEST(Text, DropsByteOrderMarksAndDecodesUtf16) {
    EXPECT_EQ(as_utf8("\xEF\xBB\xBFOlá"), "Olá");
    EXPECT_EQ(as_utf8(std::string("\xFF\xFEO\0l\0\xE1\0", 8)), "Olá");
    EXPECT_EQ(as_utf8(std::string("\xFE\xFF\0O\0l\0\xE1", 8)), "Olá");
    EXPECT_EQ(as_utf8(std::string("\xFF\xFE\x3D\xD8\x02\xDE", 6)), "😂");
    EXPECT_EQ(as_utf8(std::string("\xFF\xFE\x3D\xD8"
                                  "a\0",
                                  6)),
              "\xEF\xBF\xBD"
              "a");
    EXPECT_EQ(as_utf8(std::string("\xFF\xFE"
                                  "a\0b",
                                  5)),
              "a\xEF\xBF\xBD");
}

TEST(Text, SeesUtf16WithoutMarkByItsZeros) {
    EXPECT_EQ(as_utf8(std::string("H\0e\0l\0l\0o\0 \0w\0o\0r\0l\0d\0", 22)), "Hello world");
    EXPECT_EQ(as_utf8(std::string("\0H\0e\0l\0l\0o\0 \0w\0o\0r\0l\0d", 22)), "Hello world");
}

TEST(Text, ReadsAnOldCodePageButLeavesDamagedUtf8ToBeRepaired) {
    EXPECT_EQ(as_utf8("Gr\xFC\xDF"
                      "e aus K\xF6ln"),
              "Grüße aus Köln");
    EXPECT_EQ(as_utf8("Grüße aus K\xF6ln"), "Grüße aus K\xF6ln");
    EXPECT_EQ(as_utf8("caf\xE9"), "caf\xE9");
}

TEST(Text, DecodesUtf16InAnyPieces) {
    std::string content = "\xFF\xFE";
    for (const char c : std::string_view("one\r\ntwo")) content += std::string{c, '\0'};
    Drip drip(content);
    TextStream text(drip);
    const std::vector<Seen> expected = {{"one", 1}, {"two", 2}};
    EXPECT_EQ(lines_of(text), expected);
}

TEST(Lookahead, ShowsTheBeginningWithoutTakingIt) {
    const auto stream = platform::stream_of("0123456789");
    Lookahead ahead(*stream);
    char taken[4];
    EXPECT_EQ(*ahead.peek(3), "012");
    ASSERT_EQ(*ahead.read(taken, 2), 2U);
    EXPECT_EQ(*ahead.peek(4), "2345");
    EXPECT_EQ(*ahead.peek(100), "23456789");
    EXPECT_EQ(*platform::read_all(ahead, 100), "23456789");
    EXPECT_EQ(ahead.consumed(), 10);
}

}  // namespace
}  // namespace familiar::gather
