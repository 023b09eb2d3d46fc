#include "memory_file.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

namespace familiar::hear {

Result<MemoryFile> MemoryFile::of(const char* name, std::string_view content) {
    MemoryFile file(::memfd_create(name, MFD_CLOEXEC));
    while (file.number_ >= 0 && !content.empty()) {
        const ssize_t written = ::write(file.number_, content.data(), content.size());
        if (written < 0 && errno != EINTR) break;
        content.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    if (file.number_ < 0 || !content.empty())
        return fail(ErrorCode::exhausted, fmt::format("no memory for {}: {}", name, std::strerror(errno)));
    return file;
}

MemoryFile::~MemoryFile() {
    if (number_ >= 0) ::close(number_);
}

std::filesystem::path MemoryFile::path() const { return fmt::format("/proc/self/fd/{}", number_); }

}  // namespace familiar::hear
