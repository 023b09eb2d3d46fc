// A file that grows piece by piece, as a large download does. Mode 0600. One thread.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace familiar::platform {

class FileWriter {
public:
    // Goes on at the end of what is there.
    static Result<FileWriter> open(const std::filesystem::path& path);
    ~FileWriter();
    FileWriter(FileWriter&& other) noexcept;
    FileWriter& operator=(FileWriter&&) = delete;

    std::int64_t size() const { return size_; }
    // `exhausted` when the disk is full.
    Result<> write(std::string_view bytes);
    // Begins anew.
    Result<> clear();
    // Returns when the disk has it.
    Result<> sync();

private:
    FileWriter(int file, std::int64_t size, std::filesystem::path path);

    int file_;
    std::int64_t size_;
    std::filesystem::path path_;
};

}  // namespace familiar::platform
