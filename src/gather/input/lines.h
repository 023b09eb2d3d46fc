// Reads a text line by line in constant memory: a line beyond the limit is passed over to its end and reported, even
// when it is longer than memory.
#pragma once

#include "platform/call.h"
#include "platform/files.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::gather {

struct Line {
    std::string_view text;    // without its end; valid until the next line is asked for
    std::int64_t number = 0;  // from 1
    bool overlong = false;    // beyond the limit: `text` holds its beginning only
};

// Lines end with LF, CRLF or CR. The input outlives the reader. Not thread-safe.
class LineReader {
public:
    LineReader(platform::ByteStream& input, std::size_t line_bytes_max)
        : input_(input), line_bytes_max_(line_bytes_max), buffer_(k_piece_bytes, '\0') {}

    // The next line, or nothing at the end. An error when the input cannot be read or the call ends.
    Result<std::optional<Line>> next(const Call& call);
    // Bytes of the input that were read so far.
    std::int64_t bytes() const { return bytes_; }

private:
    static constexpr std::size_t k_piece_bytes = 64U << 10U;

    Result<> fill(const Call& call);

    platform::ByteStream& input_;
    const std::size_t line_bytes_max_;
    std::string buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool ended_ = false;
    bool after_return_ = false;  // the last line ended with CR: a LF that follows belongs to it
    std::string line_;           // a line that spans pieces
    std::int64_t number_ = 0;
    std::int64_t bytes_ = 0;
};

}  // namespace familiar::gather
