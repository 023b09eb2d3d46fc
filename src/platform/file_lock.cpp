#include "platform/file_lock.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace familiar::platform {

namespace {

// The number that the holder wrote; empty when it has not come to that yet.
std::string holder_in(int descriptor) {
    std::array<char, 20> bytes{};
    const ssize_t count = ::pread(descriptor, bytes.data(), bytes.size(), 0);
    const std::string_view text(bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    const std::string_view number = text.substr(0, text.find('\n'));
    const bool is_number = !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos;
    return is_number ? std::string(number) : std::string();
}

}  // namespace

Result<FileLock> FileLock::take(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        return fail(ErrorCode::unavailable,
                    fmt::format("{} cannot be locked: {}", path.string(), std::strerror(errno)));
    FileLock lock(descriptor);
    while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        if (errno != EWOULDBLOCK)
            return fail(ErrorCode::unavailable,
                        fmt::format("{} cannot be locked: {}", path.string(), std::strerror(errno)));
        const std::string holder = holder_in(descriptor);
        return fail(ErrorCode::conflict, holder.empty() ? std::string("another process is at it")
                                                        : fmt::format("process {} is at it", holder));
    }
    const std::string own = fmt::format("{}\n", ::getpid());
    const bool written = ::ftruncate(descriptor, 0) == 0 &&
                         ::pwrite(descriptor, own.data(), own.size(), 0) == static_cast<ssize_t>(own.size());
    if (!written) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} cannot be written: {}", path.string(), std::strerror(errno)));
    }
    return lock;
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace familiar::platform
