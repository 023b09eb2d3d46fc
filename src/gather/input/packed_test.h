// Makes archives in memory, for tests.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace familiar::gather {

using Files = std::vector<std::pair<std::string, std::string>>;
enum class Packing { zip, tar, tar_gz, gz };

inline std::string packed(Packing packing, const Files& files, const char* options = nullptr) {
    archive* writing = archive_write_new();
    if (packing == Packing::zip)
        archive_write_set_format_zip(writing);
    else if (packing == Packing::gz)
        archive_write_set_format_raw(writing);
    else
        archive_write_set_format_pax_restricted(writing);
    if (packing == Packing::tar_gz || packing == Packing::gz) archive_write_add_filter_gzip(writing);
    EXPECT_EQ(archive_write_set_options(writing, options), ARCHIVE_OK);
    archive_write_set_bytes_in_last_block(writing, 1);
    std::string bytes;
    const auto append = [](archive*, void* into, const void* piece, std::size_t size) {
        static_cast<std::string*>(into)->append(static_cast<const char*>(piece), size);
        return static_cast<la_ssize_t>(size);
    };
    EXPECT_EQ(archive_write_open2(writing, &bytes, nullptr, append, nullptr, nullptr), ARCHIVE_OK);
    for (const auto& [name, content] : files) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        EXPECT_GE(archive_write_header(writing, entry), ARCHIVE_WARN);  // a name beyond the locale
        archive_write_data(writing, content.data(), content.size());
        archive_entry_free(entry);
    }
    EXPECT_EQ(archive_write_close(writing), ARCHIVE_OK);
    archive_write_free(writing);
    return bytes;
}

// Bytes that no packing makes smaller.
inline std::string noise(std::size_t bytes) {
    std::string out;
    for (unsigned x = 1; out.size() < bytes;) out.push_back(static_cast<char>((x = x * 1664525U + 1013904223U) >> 24U));
    return out;
}

}  // namespace familiar::gather
