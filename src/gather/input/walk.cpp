#include "gather/input/walk.h"

#include "base/utf8.h"
#include "gather/limits.h"

#include <fmt/format.h>
#include <fstream>
#include <system_error>

namespace familiar::gather {

// Where an input lies, in words that stay.
struct Walk::Place {
    std::string name;
    std::string locator;
    std::string content_type;
    std::string tail;
    bool inside = false;
    Reopen reopen = {};                                             // the bytes of this place once more
    std::function<std::string(std::string_view name)> beside = {};  // as of Input
};

namespace {

std::string shown(const std::filesystem::path& path) { return utf8::repaired(path.string()); }

bool is_hidden(std::string_view name) {
    const std::size_t slash = name.rfind('/');
    const std::string_view last = name.substr(slash == std::string_view::npos ? 0 : slash + 1);
    return last.starts_with('.') || name.starts_with("__MACOSX/");
}

// The last bytes of a file that is longer than what the sniffing sees.
std::string tail_of(const std::filesystem::path& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error || size <= k_sniff_bytes) return {};
    std::ifstream file(path, std::ios::binary);
    file.seekg(-static_cast<std::streamoff>(k_sniff_bytes), std::ios::end);
    std::string tail(k_sniff_bytes, '\0');
    file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
    tail.resize(static_cast<std::size_t>(file.gcount()));
    return tail;
}

std::string without_packing(std::string_view name) {
    for (const std::string_view ending : {".gz", ".bz2", ".xz", ".zst"}) {
        if (name.ends_with(ending)) return std::string(name.substr(0, name.size() - ending.size()));
    }
    return std::string(name);
}

// Bytes that somebody else owns.
class ViewStream final : public platform::ByteStream {
public:
    explicit ViewStream(std::string_view content) : rest_(content), size_(content.size()) {}
    Result<std::size_t> read(char* into, std::size_t size) override {
        const std::size_t count = rest_.copy(into, size);
        rest_.remove_prefix(count);
        return count;
    }
    std::int64_t size() const override { return static_cast<std::int64_t>(size_); }

private:
    std::string_view rest_;
    std::size_t size_;
};

// At most k_beside_bytes_max; empty when it is longer, or broken.
std::string small_content(platform::ByteStream& stream) {
    std::string content(k_beside_bytes_max + 1, '\0');
    std::size_t length = 0;
    while (length < content.size()) {
        const auto read = stream.read(content.data() + length, content.size() - length);
        if (!read) return {};
        if (*read == 0) break;
        length += *read;
    }
    if (length > k_beside_bytes_max) return {};
    content.resize(length);
    return content;
}

bool ends_the_walk(const Error& error) {
    return error.code == ErrorCode::cancelled || error.code == ErrorCode::deadline;
}

}  // namespace

// A failure inside a folder or archive is the visitor's to note; elsewhere it is the answer.
Result<> Walk::unless_inside(const Place& place, Result<> outcome) {
    if (outcome || !place.inside || ends_the_walk(outcome.error())) return outcome;
    visitor_.failed(place.name, place.locator, outcome.error());
    return {};
}

Result<> Walk::path(const std::string& location) {
    if (location == "-") {
        const auto input = TRY(platform::open_stream("-"));
        return look_at(*input, {.name = "standard input", .locator = "stdin", .content_type = {}, .tail = {}}, 0);
    }
    std::error_code error;
    const std::filesystem::path path = std::filesystem::canonical(location, error);
    if (error) {
        return fail(ErrorCode::not_found, fmt::format("{}: there is no such file or folder; check the path", location));
    }
    const Place place{.name = shown(path.filename()), .locator = shown(path), .content_type = {}, .tail = {}};
    if (std::filesystem::is_directory(path, error)) return folder(path, place, 0);
    return file(path, place);
}

Result<> Walk::memory(std::string_view content, const std::string& name, const std::string& locator,
                      const std::string& content_type) {
    ViewStream input(content);
    const auto reopen = [content]() -> Result<std::unique_ptr<platform::ByteStream>> {
        return std::make_unique<ViewStream>(content);
    };
    return look_at(input,
                   {.name = name, .locator = locator, .content_type = content_type, .tail = {}, .reopen = reopen}, 0);
}

Result<> Walk::file(const std::filesystem::path& path, const Place& place) {
    auto opened = platform::open_stream(path);
    if (!opened) return unless_inside(place, Failure(std::move(opened).error()));
    Place tailed = place;
    tailed.tail = tail_of(path);
    tailed.reopen = [path] { return platform::open_stream(path); };
    return look_at(**opened, tailed, 0);
}

Result<> Walk::folder(const std::filesystem::path& path, const Place& place, int depth) {
    if (depth > k_folder_depth_max) {
        return unless_inside(place, fail(ErrorCode::exhausted, fmt::format("{} lies deeper than {} folders, the limit; "
                                                                           "import it by itself",
                                                                           path.string(), k_folder_depth_max)));
    }
    auto entries = platform::list_folder(path);
    if (!entries) return unless_inside(place, Failure(std::move(entries).error()));
    for (const auto& entry : *entries) {
        TRY(call_.check());
        const std::filesystem::path full = path / entry.filename();
        const std::string name = shown(entry.filename());
        if (is_hidden(name)) continue;
        std::error_code error;
        const auto status = std::filesystem::symlink_status(full, error);
        const auto beside = [path](std::string_view neighbour) -> std::string {
            const auto stream = platform::open_stream(path / neighbour);
            return stream ? small_content(**stream) : std::string();
        };
        const Place inner{.name = place.name + "/" + name,
                          .locator = shown(full),
                          .content_type = {},
                          .tail = {},
                          .inside = true,
                          .beside = beside};
        if (std::filesystem::is_directory(status)) {
            TRY(folder(full, inner, depth + 1));
        } else if (std::filesystem::is_regular_file(status)) {
            if (++files_ > k_folder_files_max) {
                return fail(ErrorCode::exhausted,
                            fmt::format("{} holds more than {} files, the limit; import its folders "
                                        "one by one",
                                        place.name, k_folder_files_max));
            }
            TRY(file(full, inner));
        }
    }
    return {};
}

Result<> Walk::look_at(platform::ByteStream& stream, const Place& place, int depth) {
    Lookahead bytes(stream);
    const auto head = bytes.peek(k_sniff_bytes);
    if (!head) return unless_inside(place, Failure(head.error()));
    Detected detected = detect(*head, place.name, place.content_type);
    if (detected.packed) return unless_inside(place, archive(bytes, place, depth + 1));
    Input input{place.name,   place.locator, place.content_type, place.tail, place.inside,
                place.beside, bytes,         std::move(detected)};
    return visitor_.input(input);
}

Result<> Walk::archive(platform::ByteStream& stream, const Place& place, int depth) {
    if (depth > k_archive_depth_max) {
        return fail(ErrorCode::exhausted,
                    fmt::format("{} is an archive in an archive in an archive; unpack it and import "
                                "its files",
                                place.name));
    }
    const auto reader = TRY(ArchiveReader::open(stream, budget_));
    while (true) {
        if (reader->failed()) return {};  // whoever read the last member has seen why
        auto member = TRY(reader->next(call_));
        if (!member) return {};
        if (is_hidden(member->name)) continue;
        MemberStream bytes(*reader, member->size);
        Place inner{.name = place.name + "/" + member->name,
                    .locator = place.locator + "!" + member->name,
                    .content_type = {},
                    .tail = {},
                    .inside = true};
        inner.beside = [&](std::string_view neighbour) {
            return place.reopen
                       ? content_in(place.reopen, member->name.substr(0, member->name.rfind('/') + 1).append(neighbour))
                       : std::string();
        };
        if (member->name.empty()) {
            inner = place;
            inner.reopen = {};
            inner.name = without_packing(place.name);
        }
        TRY(look_at(bytes, inner, depth));
    }
}

// Archives are streams: what lies before a member is gone by then, and what lies behind it is not there yet.
std::string Walk::content_in(const Reopen& archive, const std::string& name) const {
    const auto stream = archive();
    if (!stream) return {};
    ArchiveBudget budget = budget_;  // a second look at what was counted
    const auto reader = ArchiveReader::open(**stream, budget);
    if (!reader) return {};
    while (true) {
        const auto found = (*reader)->next(call_);
        if (!found || !*found) return {};
        if ((*found)->name != name) continue;
        MemberStream bytes(**reader, (*found)->size);
        return small_content(bytes);
    }
}

}  // namespace familiar::gather
