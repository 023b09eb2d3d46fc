#include "infer/openai/sse.h"

#include "infer/limits.h"

#include <fmt/format.h>
#include <utility>

namespace familiar::infer::openai {

namespace {

Failure too_long() {
    return fail(ErrorCode::exhausted,
                fmt::format("the engine sent an event longer than the limit of {} bytes", k_sse_line_bytes_max));
}

}  // namespace

Result<bool> SseReader::feed(std::string_view bytes, const Sink& sink) {
    while (!bytes.empty()) {
        if (after_return_ && bytes.front() == '\n') bytes.remove_prefix(1);
        after_return_ = false;
        const std::size_t end = bytes.find_first_of("\r\n");
        const std::string_view piece = bytes.substr(0, end);
        if (piece.size() > k_sse_line_bytes_max - line_.size()) return too_long();
        line_.append(piece);
        if (end == std::string_view::npos) return true;
        after_return_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        const std::string line = std::exchange(line_, {});
        if (line.empty()) {
            if (!dispatch(sink)) return false;
        } else {
            TRY(take_line(line));
        }
    }
    return true;
}

Result<bool> SseReader::finish(const Sink& sink) {
    if (!line_.empty()) TRY(take_line(std::exchange(line_, {})));
    return dispatch(sink);
}

Result<> SseReader::take_line(std::string_view line) {
    static constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";
    if (line.starts_with(k_byte_order_mark)) line.remove_prefix(k_byte_order_mark.size());
    const std::size_t colon = line.find(':');
    const std::string_view field = line.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (field == "event") event_.name = value;
    if (field != "data") return {};
    if (value.size() + 1 > k_sse_line_bytes_max - event_.text.size()) return too_long();
    if (std::exchange(has_text_, true)) event_.text += '\n';
    event_.text += value;
    return {};
}

bool SseReader::dispatch(const Sink& sink) {
    const SseEvent event = std::exchange(event_, {});
    return !std::exchange(has_text_, false) || sink(event);
}

}  // namespace familiar::infer::openai
