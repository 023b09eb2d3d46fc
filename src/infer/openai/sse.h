// Server-sent events as a client reads them (WHATWG HTML, section 9.2.6), of which endpoints use `event` and `data`.
// Every byte is hostile. One thread.
#pragma once

#include "base/result.h"

#include <functional>
#include <string>
#include <string_view>

namespace familiar::infer::openai {

struct SseEvent {
    std::string name;  // empty: "message"
    std::string text;  // the lines of `data`, joined
};

class SseReader {
public:
    // False: no more is wanted.
    using Sink = std::function<bool(const SseEvent&)>;

    // Bytes as they came from the wire, cut anywhere. `exhausted` for a line longer than the limit; false when the sink
    // wanted no more.
    Result<bool> feed(std::string_view bytes, const Sink& sink);
    // An event whose blank line is missing at the end of the stream; many servers forget it.
    Result<bool> finish(const Sink& sink);

private:
    Result<> take_line(std::string_view line);
    bool dispatch(const Sink& sink);

    std::string line_;
    SseEvent event_;
    bool has_text_ = false;
    bool after_return_ = false;
};

}  // namespace familiar::infer::openai
