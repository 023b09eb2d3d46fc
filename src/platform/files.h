// Files: read with a limit, written whole or not at all, streamed in pieces.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::platform {

// The whole content; `exhausted` when it is longer than `bytes_max`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max);

// Replaces the file in one step (temporary file, fsync, rename); mode 0600.
Result<> write_file(const std::filesystem::path& path, std::string_view content);

// A folder only its owner can enter (0700), made with its parents if needed.
Result<> make_private_folder(const std::filesystem::path& path);

// Names in a folder in byte order, without "." and "..".
Result<std::vector<std::filesystem::path>> list_folder(const std::filesystem::path& path);

// A source of bytes that is read once, front to back. Not thread-safe.
class ByteStream {
public:
    virtual ~ByteStream() = default;
    // Fills up to `size` bytes; 0 at the end.
    virtual Result<std::size_t> read(char* into, std::size_t size) = 0;
    // Bytes in all if known, else 0.
    virtual std::int64_t size() const { return 0; }
};

// Opens a regular file, or standard input for "-".
Result<std::unique_ptr<ByteStream>> open_stream(const std::filesystem::path& path);

// Reads from memory; `content` is owned.
std::unique_ptr<ByteStream> stream_of(std::string content);

// All that a stream still holds, up to a limit.
Result<std::string> read_all(ByteStream& stream, std::size_t bytes_max);

// Resident memory of this process in bytes, as the kernel counts it; 0 where unknown.
std::int64_t resident_bytes();

}  // namespace familiar::platform
