#include "platform/bounded_log.h"

#include "platform/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace familiar::platform {

Result<std::shared_ptr<BoundedLog>> BoundedLog::open(std::filesystem::path path, std::int64_t bytes_max) {
    TRY(make_private_folder(path.parent_path()));
    std::shared_ptr<BoundedLog> log(new BoundedLog(std::move(path), bytes_max));
    Lock lock(log->mutex_);
    if (!log->reopen()) {
        return fail(ErrorCode::unavailable,
                    fmt::format("cannot write the log {}: {}", log->path_.string(), std::strerror(errno)));
    }
    return log;
}

BoundedLog::BoundedLog(std::filesystem::path path, std::int64_t bytes_max)
    : path_(std::move(path)), bytes_max_(bytes_max) {}

BoundedLog::~BoundedLog() {
    if (file_ >= 0) ::close(file_);
}

bool BoundedLog::reopen() {
    constexpr mode_t k_mode = 0600;
    if (file_ >= 0) ::close(file_);
    file_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, k_mode);
    struct stat status{};
    size_ = file_ >= 0 && ::fstat(file_, &status) == 0 ? static_cast<std::int64_t>(status.st_size) : 0;
    return file_ >= 0;
}

void BoundedLog::append(std::string_view bytes) {
    Lock lock(mutex_);
    if (static_cast<std::int64_t>(bytes.size()) > bytes_max_) bytes = bytes.substr(bytes.size() - bytes_max_);
    if (size_ + static_cast<std::int64_t>(bytes.size()) > bytes_max_) {
        std::error_code ignored;  // then the old one is simply written on
        std::filesystem::rename(path_, path_.string() + ".1", ignored);
        reopen();
    }
    while (file_ >= 0 && !bytes.empty()) {
        const ssize_t count = ::write(file_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        size_ += count;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

}  // namespace familiar::platform
