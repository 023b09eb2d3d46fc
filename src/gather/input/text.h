// Text files as people have them: with a byte order mark, in UTF-16 as some exports are, in an old Windows code page.
// What comes out is UTF-8; bytes that are not stay as they are and are repaired where they are used.
#pragma once

#include "platform/files.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::gather {

// A stream whose beginning can be looked at before it is read. The stream behind it outlives it. Not thread-safe.
class Lookahead final : public platform::ByteStream {
public:
    explicit Lookahead(platform::ByteStream& input) : input_(input) {}

    // The first `bytes` of what is still to be read, or all if there are fewer. Valid until the next call. An error
    // only when nothing can be read; one that comes later is kept for read().
    Result<std::string_view> peek(std::size_t bytes);
    Result<std::size_t> read(char* into, std::size_t size) override;
    std::int64_t size() const override { return input_.size(); }
    // Bytes that read() has handed out.
    std::int64_t consumed() const { return consumed_; }

private:
    platform::ByteStream& input_;
    std::string held_;
    std::size_t at_ = 0;
    std::int64_t consumed_ = 0;
    std::optional<Error> error_;
};

enum class Encoding { utf8, utf16le, utf16be, windows_1252 };

// What the beginning of a text is written in: by its byte order mark, else by where its zero bytes stand, else by
// whether its bytes beyond ASCII can be UTF-8.
Encoding encoding_of(std::string_view head);

// Hands out a text as UTF-8 without byte order mark, in constant memory. The stream behind it outlives it.
class TextStream final : public platform::ByteStream {
public:
    explicit TextStream(platform::ByteStream& input) : input_(input) {}

    Result<std::size_t> read(char* into, std::size_t size) override;

private:
    Result<> fill();
    void decode_utf16(std::string_view bytes, bool at_end);

    Lookahead input_;
    Encoding encoding_ = Encoding::utf8;
    bool started_ = false;
    bool ended_ = false;
    std::string piece_;    // as read
    std::string decoded_;  // what read() hands out next
    std::size_t at_ = 0;
    std::string left_over_;        // half a UTF-16 unit at the end of the last piece
    char32_t high_surrogate_ = 0;  // waiting for its partner
};

// The whole of a short text as UTF-8.
std::string as_utf8(std::string_view bytes);

}  // namespace familiar::gather
