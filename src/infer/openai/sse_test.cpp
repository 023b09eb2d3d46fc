#include "infer/openai/sse.h"

#include "infer/limits.h"

#include <gtest/gtest.h>
#include <vector>

namespace familiar::infer::openai {
namespace {

// All events of `bytes`, fed in pieces of `step` bytes.
std::vector<std::pair<std::string, std::string>> events_of(std::string_view bytes, std::size_t step) {
    SseReader reader;
    std::vector<std::pair<std::string, std::string>> events;
    const auto sink = [&](const SseEvent& event) {
        events.emplace_back(event.name, event.text);
        return true;
    };
    for (std::size_t at = 0; at < bytes.size(); at += step) EXPECT_TRUE(reader.feed(bytes.substr(at, step), sink));
    EXPECT_TRUE(reader.finish(sink));
    return events;
}

struct Case {
    const char* bytes;
    std::vector<std::pair<std::string, std::string>> events;
};

TEST(Sse, is_read_however_it_is_cut) {
    const std::vector<Case> cases = {
        {"data: one\n\ndata: two\n\n", {{"", "one"}, {"", "two"}}},
        {"data: one\r\n\r\ndata: two\r\n\r\n", {{"", "one"}, {"", "two"}}},
        {"data: one\r\rdata: two\r\r", {{"", "one"}, {"", "two"}}},
        {"data:no space\n\n", {{"", "no space"}}},
        {"data:  two spaces\n\n", {{"", " two spaces"}}},
        {"data: a\ndata: b\n\n", {{"", "a\nb"}}},
        {"event: error\ndata: {}\n\n", {{"error", "{}"}}},
        {": keep-alive\n\ndata: x\n\n", {{"", "x"}}},
        {"id: 7\nretry: 10\ndata: x\n\n", {{"", "x"}}},
        {"event: nothing\n\ndata: x\n\n", {{"", "x"}}},
        {"data\n\n", {{"", ""}}},
        {"\n\n\n", {}},
        {"data: the end is missing", {{"", "the end is missing"}}},
        {"data: [DONE]\n", {{"", "[DONE]"}}},
        {"\xEF\xBB\xBF"
         "data: after a mark\n\n",
         {{"", "after a mark"}}},
    };
    for (const Case& one : cases) {
        for (const std::size_t step : {1U, 2U, 3U, 7U, 1000U})
            EXPECT_EQ(events_of(one.bytes, step), one.events) << one.bytes;
    }
}

TEST(Sse, ends_when_no_more_is_wanted) {
    SseReader reader;
    int seen = 0;
    const auto more = reader.feed("data: 1\n\ndata: 2\n\n", [&](const SseEvent&) { return ++seen < 1; });
    ASSERT_TRUE(more);
    EXPECT_FALSE(*more);
    EXPECT_EQ(seen, 1);
}

TEST(Sse, takes_no_endless_line_or_event) {
    const auto sink = [](const SseEvent&) { return true; };
    const std::string piece(1U << 20U, 'x');
    SseReader line;
    Result<bool> state = line.feed("data: ", sink);
    for (std::size_t fed = 0; state && fed <= k_sse_line_bytes_max; fed += piece.size()) state = line.feed(piece, sink);
    ASSERT_FALSE(state);
    EXPECT_EQ(state.error().code, ErrorCode::exhausted);
    SseReader event;
    state = true;
    for (std::size_t fed = 0; state && fed <= k_sse_line_bytes_max; fed += piece.size())
        state = event.feed("data: " + piece + "\n", sink);
    ASSERT_FALSE(state);
    EXPECT_EQ(state.error().code, ErrorCode::exhausted);
}

}  // namespace
}  // namespace familiar::infer::openai
