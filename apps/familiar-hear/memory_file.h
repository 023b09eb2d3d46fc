// A file that stands nowhere, for libraries that read only files: this process may write none. Gone with its owner.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace familiar::hear {

class MemoryFile {
public:
    static Result<MemoryFile> of(const char* name, std::string_view content);
    ~MemoryFile();
    MemoryFile(MemoryFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    MemoryFile& operator=(MemoryFile&&) = delete;

    // Where it can be opened while it lives.
    std::filesystem::path path() const;

private:
    explicit MemoryFile(int number) : number_(number) {}

    int number_;
};

}  // namespace familiar::hear
