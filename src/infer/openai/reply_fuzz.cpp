// Any bytes as the body of a streamed reply, cut into pieces: what comes out is an outcome or an error that says why.
#include "infer/openai/reply.h"

#include "base/check.h"
#include "infer/limits.h"
#include "infer/openai/sse.h"

#include <algorithm>
#include <cstdint>

namespace familiar::infer::openai {
namespace {

void read(std::string_view bytes, ThoughtMarks marks, std::size_t step) {
    std::size_t told = 0;
    const DeltaSink sink = [&](const Delta& delta) {
        told += delta.text.size();
        return true;
    };
    ReplyReader reader({"fuzz", "host", "model"}, marks, sink);
    SseReader events;
    Result<bool> state = true;
    const auto take = [&](const SseEvent& event) {
        state = reader.take(event.text);
        return state && *state;
    };
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        const auto more = events.feed(bytes.substr(at, step), take);
        if (!more || !state) return;
    }
    if (!events.finish(take) || !state) return;
    const auto outcome = reader.finish(ReplyReader::End::stream);
    if (!outcome) {
        CHECK(!outcome.error().message.empty(), "a failure says what happened");
        return;
    }
    CHECK(told >= outcome->text.size() + (marks == ThoughtMarks::unopened ? 0 : outcome->reasoning.size()),
          "what is in the outcome was told");
    CHECK(outcome->tool_calls.size() <= k_tool_calls_max, "the limit holds");
    CHECK(outcome->usage.prompt_cached <= outcome->usage.prompt, "no more is cached than was asked");
    for (const ToolCall& call : outcome->tool_calls)
        CHECK(!call.name.empty() && !call.id.empty(), "calls can be answered");
}

// The first byte chooses the marks and the size of the pieces.
void read_all_ways(unsigned first, std::string_view rest) {
    const auto marks = static_cast<ThoughtMarks>(first % 3);
    read(rest, marks, 1 + first / 3U);
    read(rest, marks, rest.size() + 1);
    if (rest.starts_with('{')) {  // the whole as one document
        ReplyReader reader({"fuzz", "host", "model"}, marks, {});
        if (reader.take(rest)) (void)reader.finish(ReplyReader::End::document);
    }
}

}  // namespace

void read_any(const std::uint8_t* bytes, std::size_t size) {
    if (size > 0) read_all_ways(bytes[0], {reinterpret_cast<const char*>(bytes) + 1, size - 1});
}

}  // namespace familiar::infer::openai

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    familiar::infer::openai::read_any(bytes, size);
    return 0;
}
