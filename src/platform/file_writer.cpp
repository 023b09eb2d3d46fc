#include "platform/file_writer.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace familiar::platform {

namespace {

Failure cannot_write(const std::filesystem::path& path) {
    const int error = errno;
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    return fail(full ? ErrorCode::exhausted : ErrorCode::unavailable,
                fmt::format("cannot write {}: {}{}", path.string(), std::strerror(error),
                            full ? ". Free some space and try again" : ""));
}

}  // namespace

Result<FileWriter> FileWriter::open(const std::filesystem::path& path) {
    constexpr mode_t k_mode = 0600;
    const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, k_mode);
    if (file < 0) return cannot_write(path);
    struct stat status{};
    if (::fstat(file, &status) != 0) {
        ::close(file);
        return cannot_write(path);
    }
    return FileWriter(file, static_cast<std::int64_t>(status.st_size), path);
}

FileWriter::FileWriter(int file, std::int64_t size, std::filesystem::path path)
    : file_(file), size_(size), path_(std::move(path)) {}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : file_(std::exchange(other.file_, -1)), size_(other.size_), path_(std::move(other.path_)) {}

FileWriter::~FileWriter() {
    if (file_ >= 0) ::close(file_);
}

Result<> FileWriter::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return cannot_write(path_);
        size_ += count;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Result<> FileWriter::clear() {
    if (::ftruncate(file_, 0) != 0) return cannot_write(path_);
    size_ = 0;
    return {};
}

Result<> FileWriter::sync() {
    if (::fsync(file_) != 0) return cannot_write(path_);
    return {};
}

}  // namespace familiar::platform
