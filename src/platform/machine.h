// What this machine has to work with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace familiar::platform {

struct Machine {
    std::size_t processors = 1;          // that this process may use
    std::int64_t memory_bytes = 0;       // in all, or the limit of our group of processes; 0: unknown
    std::int64_t memory_free_bytes = 0;  // that could be taken without swapping
};
Machine this_machine();

// Free bytes on the disk that holds `path`, or would hold it; 0 where unknown.
std::int64_t disk_free_bytes(const std::filesystem::path& path);

}  // namespace familiar::platform
