// One process at a time: a lock on a file that says who holds it. The kernel lets it go with the process, however that
// ends; the file stays and is no sign that anybody holds it.
//
// A value that only moves; its destructor lets go. Between processes, and between several in one process.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <utility>

namespace familiar::platform {

class FileLock {
public:
    // `conflict`, with the process that holds it, when it is held; `unavailable` when the file cannot be made.
    static Result<FileLock> take(const std::filesystem::path& path);
    FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

}  // namespace familiar::platform
