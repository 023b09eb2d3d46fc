#include "tests/support/dataset.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace familiar::test {

namespace {

struct ArchiveCloser {
    void operator()(archive* open) const { archive_read_free(open); }
};

std::string content_of(archive* from) {
    std::string content;
    char buffer[65536];
    while (true) {
        const la_ssize_t count = archive_read_data(from, buffer, sizeof buffer);
        if (count <= 0) return content;
        content.append(buffer, static_cast<std::size_t>(count));
    }
}

std::filesystem::path data_folder() {
    const char* source = std::getenv("FAMILIAR_SOURCE_DIR");
    const std::filesystem::path project =
        source == nullptr ? std::filesystem::current_path() : std::filesystem::path(source);
    return project / ".." / "shared" / "data";
}

}  // namespace

std::optional<std::vector<std::string>> dataset_lines(std::string_view name) {
    const std::filesystem::path path = data_folder() / (std::string(name) + ".zst");
    const std::unique_ptr<archive, ArchiveCloser> from(archive_read_new());
    archive_read_support_filter_all(from.get());
    archive_read_support_format_raw(from.get());
    if (archive_read_open_filename(from.get(), path.c_str(), 65536) != ARCHIVE_OK) return std::nullopt;
    archive_entry* entry = nullptr;
    if (archive_read_next_header(from.get(), &entry) != ARCHIVE_OK) return std::nullopt;
    const std::string content = content_of(from.get());
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < content.size();) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        lines.push_back(content.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::optional<std::map<std::string, std::string>> dataset(std::string_view name) {
    const std::filesystem::path path = data_folder() / (std::string(name) + ".tar.zst");
    const std::unique_ptr<archive, ArchiveCloser> from(archive_read_new());
    archive_read_support_filter_all(from.get());
    archive_read_support_format_tar(from.get());
    if (archive_read_open_filename(from.get(), path.c_str(), 65536) != ARCHIVE_OK) return std::nullopt;
    std::map<std::string, std::string> files;
    archive_entry* entry = nullptr;
    while (archive_read_next_header(from.get(), &entry) == ARCHIVE_OK) {
        if (archive_entry_filetype(entry) == AE_IFREG) files[archive_entry_pathname(entry)] = content_of(from.get());
    }
    return files;
}

}  // namespace familiar::test
