// A log file of somebody else's words, bounded: when it is full it becomes FILE.1, of which there is one, and a new one
// begins. Thread-safe. Mode 0600. What cannot be written (a full disk) is left out: a log must not stop the work.
#pragma once

#include "base/result.h"
#include "platform/mutex.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

namespace familiar::platform {

class BoundedLog {
public:
    // Appends to what is there. Makes the folder.
    static Result<std::shared_ptr<BoundedLog>> open(std::filesystem::path path, std::int64_t bytes_max);
    ~BoundedLog();
    BoundedLog(const BoundedLog&) = delete;
    BoundedLog& operator=(const BoundedLog&) = delete;

    void append(std::string_view bytes);
    const std::filesystem::path& path() const { return path_; }

private:
    BoundedLog(std::filesystem::path path, std::int64_t bytes_max);
    bool reopen() REQUIRES(mutex_);

    const std::filesystem::path path_;
    const std::int64_t bytes_max_;
    Mutex mutex_;
    int file_ GUARDED_BY(mutex_) = -1;
    std::int64_t size_ GUARDED_BY(mutex_) = 0;
};

}  // namespace familiar::platform
