#include "platform/machine.h"

#include <algorithm>
#include <fstream>
#include <sched.h>
#include <string>
#include <system_error>
#include <thread>

namespace familiar::platform {

namespace {

// "MemTotal:  24689012 kB" of /proc/meminfo.
std::int64_t meminfo_bytes(const std::string& name) {
    std::ifstream lines("/proc/meminfo");
    std::string word;
    std::int64_t kilobytes = 0;
    while (lines >> word) {
        if (word == name && lines >> kilobytes) return kilobytes << 10U;
    }
    return 0;
}

// A number in a file of control groups; 0 when there is none, or no limit.
std::int64_t group_bytes(const char* path) {
    std::ifstream file(path);
    std::int64_t bytes = 0;
    return file >> bytes ? bytes : 0;
}

}  // namespace

Machine this_machine() {
    Machine machine;
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    const bool known = ::sched_getaffinity(0, sizeof allowed, &allowed) == 0;
    machine.processors = std::max<std::size_t>(
        1, known ? static_cast<std::size_t>(CPU_COUNT(&allowed)) : std::thread::hardware_concurrency());
    machine.memory_bytes = meminfo_bytes("MemTotal:");
    machine.memory_free_bytes = meminfo_bytes("MemAvailable:");
    if (const std::int64_t limit = group_bytes("/sys/fs/cgroup/memory.max");
        limit > 0 && limit < machine.memory_bytes) {
        machine.memory_bytes = limit;
        const std::int64_t left = limit - group_bytes("/sys/fs/cgroup/memory.current");
        machine.memory_free_bytes = std::clamp<std::int64_t>(left, 0, machine.memory_free_bytes);
    }
    return machine;
}

std::int64_t disk_free_bytes(const std::filesystem::path& path) {
    std::error_code error;
    for (std::filesystem::path at = std::filesystem::absolute(path, error); !at.empty(); at = at.parent_path()) {
        const auto space = std::filesystem::space(at, error);
        if (!error) return static_cast<std::int64_t>(space.available);
        if (at == at.parent_path()) return 0;
    }
    return 0;
}

}  // namespace familiar::platform
