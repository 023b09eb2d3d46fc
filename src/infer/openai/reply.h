// A reply of an OpenAI-compatible endpoint, whole or streamed, read into a ChatOutcome while its deltas are told.
// Chat completions, and the items and events of the Responses API, which some servers mix in. Everything in it is
// hostile: wrong types are passed over, limits hold. One thread.
#pragma once

#include "base/json.h"
#include "infer/openai/errors.h"
#include "infer/openai/thoughts.h"
#include "infer/openai/tool_calls.h"
#include "infer/text_engine.h"

#include <optional>
#include <string_view>
#include <utility>

namespace familiar::infer::openai {

class ReplyReader {
public:
    enum class End {
        document,  // the reply was one document
        stream,    // the stream is over
        stopped,   // the sink, or a stop, ended it
    };

    ReplyReader(Endpoint endpoint, ThoughtMarks marks, DeltaSink sink)
        : endpoint_(std::move(endpoint)), splitter_(marks), sink_(std::move(sink)) {}

    // One JSON document of the stream, or the whole reply; "[DONE]" too. False: the sink wants no more. The error of
    // a document is also in failure().
    Result<bool> take(std::string_view document);
    // Once. `unavailable` when a stream broke off before its end.
    Result<ChatOutcome> finish(End end);

    bool told_any() const { return told_any_; }
    const std::optional<ApiFailure>& failure() const { return failure_; }
    std::optional<ThoughtMarks> learned() const { return splitter_.learned(); }

private:
    void take_completion(const Json& document);
    void take_message(const Json& message);
    void take_content(const Json& content);
    void take_reasoning(const Json& message);
    void take_items(const Json& output);
    void take_item(const Json& item);
    void take_event(std::string_view type, const Json& event);
    void take_usage(const Json& usage);
    void take_timings(const Json& timings);
    void take_finish(std::string_view reason);
    void tell(Delta::Kind kind, std::string_view text);
    void tell_text(std::string_view text);
    void tell_reasoning(std::string_view text);
    Result<bool> fail_with(const Json& error);
    void put_right(bool whole);

    const Endpoint endpoint_;
    ThoughtSplitter splitter_;
    const DeltaSink sink_;
    ToolCallAssembler tools_;
    ChatOutcome outcome_;
    std::optional<Finish> finish_;
    std::optional<ApiFailure> failure_;
    bool wants_more_ = true;
    bool told_any_ = false;
    bool done_ = false;        // "[DONE]" or the last event came
    bool understood_ = false;  // something of a reply was in what came
    bool evaluated_told_ = false;
};

}  // namespace familiar::infer::openai
