#include "gather/input/lines.h"

#include <algorithm>
#include <cstring>

namespace familiar::gather {

namespace {

// Where the first line of `text` ends, or npos.
std::size_t line_end(std::string_view text) {
    const std::size_t feed = text.find('\n');
    const std::size_t carriage_return = text.substr(0, feed).find('\r');
    return std::min(feed, carriage_return);
}

}  // namespace

Result<> LineReader::fill(const Call& call) {
    TRY(call.check());
    const std::size_t count = TRY(input_.read(buffer_.data(), buffer_.size()));
    begin_ = 0;
    end_ = count;
    ended_ = count == 0;
    bytes_ += static_cast<std::int64_t>(count);
    return {};
}

Result<std::optional<Line>> LineReader::next(const Call& call) {
    line_.clear();
    bool spans = false;
    bool overlong = false;
    while (true) {
        if (begin_ == end_ && !ended_) TRY(fill(call));
        if (after_return_ && begin_ < end_) {
            if (buffer_[begin_] == '\n') ++begin_;
            after_return_ = false;
            if (begin_ == end_) continue;
        }
        if (ended_ && !spans) return std::optional<Line>();
        const std::string_view rest = std::string_view(buffer_).substr(begin_, end_ - begin_);
        const std::size_t length = line_end(rest);
        const bool complete = length != std::string_view::npos || ended_;
        const std::string_view part = rest.substr(0, length);
        if (complete && !ended_) {
            after_return_ = rest[length] == '\r';
            begin_ += length + 1;
        } else {
            begin_ = end_;
        }
        if (complete && !spans && part.size() <= line_bytes_max_) return Line{part, ++number_, false};
        spans = true;
        overlong = overlong || line_.size() + part.size() > line_bytes_max_;
        line_.append(part.substr(0, line_bytes_max_ - line_.size()));
        if (complete) return Line{line_, ++number_, overlong};
    }
}

}  // namespace familiar::gather
