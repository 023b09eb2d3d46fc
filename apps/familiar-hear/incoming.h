// What the parent says: lines of JSON, and the bytes that some of them announce.
//
//   {"world": {"name": "…", "language_model": "ARPA…", "dictionary": "…"}}    a model of what may be said; kept
//   {"listen": {"stream": true, "expects_digits": false, "world": "…"}}       one recording begins
//   {"bytes": N} + N bytes, any number of times                               of the recording, as it was sent
//   {"end": true}                                                             the recording is whole
//
// Everything is bounded by limits.h. Blocking; one thread.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "byte_source.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace familiar::hear {

// At least one byte into the span, or 0 at the end.
using ReadBytes = std::function<std::size_t(std::span<char>)>;

class Incoming {
public:
    explicit Incoming(ReadBytes read) : read_(std::move(read)) {}
    // The next message; nothing at the end of the input.
    Result<std::optional<Json>> message();
    // `count` bytes behind a message; `corrupt` when the input ends before.
    Result<> append(std::size_t count, std::string& into);

private:
    bool fill();

    ReadBytes read_;
    std::string buffer_;
    std::size_t begin_ = 0;
};

// A recording that is still coming in. What came stays until the recording is done, since files are read back and
// forth.
class IncomingSound : public ByteSource {
public:
    IncomingSound(Incoming& incoming, bool is_stream) : incoming_(incoming), is_stream_(is_stream) {}
    std::size_t read(std::uint64_t offset, std::span<std::uint8_t> into) override;
    bool is_seekable() const override { return !is_stream_; }
    std::uint64_t size() override;
    // Reads to the end of the recording, keeping no more of it.
    void skip_rest();
    // What went wrong on the way: too long, or the parent broke off.
    const std::optional<Error>& error() const { return error_; }

private:
    bool more();
    Result<bool> take_message();

    Incoming& incoming_;
    const bool is_stream_;
    std::string bytes_;
    bool is_whole_ = false;
    bool keeps_ = true;
    std::optional<Error> error_;
};

}  // namespace familiar::hear
