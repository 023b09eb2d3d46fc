// A folder for one test, removed with all it holds; in memory where there is room, because databases wait for disks.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::test {

class TempFolder {
public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

// The names of the files below `folder` that hold `token` anywhere, as bytes.
std::vector<std::filesystem::path> files_holding(const std::filesystem::path& folder, std::string_view token);

}  // namespace familiar::test
