#include "tests/support/temp_folder.h"

#include "base/check.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace familiar::test {

namespace {

std::filesystem::path place() {
    static constexpr std::uintmax_t k_room = 256U << 20U;
    const std::filesystem::path memory = "/dev/shm";
    std::error_code error;
    const auto space = std::filesystem::space(memory, error);
    if (error || space.available < k_room || ::access(memory.c_str(), W_OK) != 0)
        return std::filesystem::temp_directory_path();
    return memory;
}

}  // namespace

TempFolder::TempFolder() {
    std::string name = (place() / "familiar-XXXXXX").string();
    CHECK(::mkdtemp(name.data()) != nullptr, "the folder for temporary files can be written");
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::vector<std::filesystem::path> files_holding(const std::filesystem::path& folder, std::string_view token) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        if (content.find(token) != std::string::npos) found.push_back(entry.path());
    }
    return found;
}

}  // namespace familiar::test
