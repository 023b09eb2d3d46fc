#include "home.h"

#include "platform/environment.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace familiar::app {

std::filesystem::path default_home() {
    if (const auto home = platform::environment("FAMILIAR_HOME")) return *home;
    if (const auto data = platform::environment("XDG_DATA_HOME")) return std::filesystem::path(*data) / "familiar";
    return std::filesystem::path(platform::system_user().home) / ".local" / "share" / "familiar";
}

Result<ImportLock> ImportLock::take(const std::filesystem::path& home) {
    const std::filesystem::path path = home / "import.lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail(ErrorCode::unavailable, fmt::format("cannot open {}: {}. Check who may write to the home.",
                                                        path.string(), std::strerror(errno)));
    }
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return ImportLock(descriptor, true);
    ImportLock lock(descriptor, false);
    lock.share();
    return lock;
}

ImportLock::ImportLock(ImportLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), alone_(other.alone_) {}

ImportLock::~ImportLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void ImportLock::share() {
    while (::flock(descriptor_, LOCK_SH) != 0 && errno == EINTR) {}
    alone_ = false;
}

bool import_is_running(const std::filesystem::path& home) {
    const int descriptor = ::open((home / "import.lock").c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool running = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0;
    ::close(descriptor);
    return running;
}

}  // namespace familiar::app
