#include "platform/files.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace familiar::platform {

namespace {

// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ > STDERR_FILENO) ::close(number_);
    }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    int number() const { return number_; }

private:
    int number_;
};

Failure system_failure(std::string_view doing, const std::filesystem::path& path, int error) {
    const std::string what = fmt::format("{} {}: {}", doing, path.string(), std::strerror(error));
    switch (error) {
        case ENOENT: return fail(ErrorCode::not_found, fmt::format("{}: there is no such file", path.string()));
        case EACCES:
        case EPERM: return fail(ErrorCode::denied, what + ". Check who may read it.");
        case ENOSPC:
        case EDQUOT: return fail(ErrorCode::exhausted, what + ". Free some space and try again.");
        default: return fail(ErrorCode::unavailable, what);
    }
}

class FileStream final : public ByteStream {
public:
    FileStream(Descriptor file, std::int64_t size, std::filesystem::path path)
        : file_(std::move(file)), size_(size), path_(std::move(path)) {}

    Result<std::size_t> read(char* into, std::size_t size) override {
        while (true) {
            const ssize_t count = ::read(file_.number(), into, size);
            if (count >= 0) return static_cast<std::size_t>(count);
            if (errno != EINTR) return system_failure("cannot read", path_, errno);
        }
    }
    std::int64_t size() const override { return size_; }

private:
    Descriptor file_;
    std::int64_t size_;
    std::filesystem::path path_;
};

class MemoryStream final : public ByteStream {
public:
    explicit MemoryStream(std::string content) : content_(std::move(content)) {}

    Result<std::size_t> read(char* into, std::size_t size) override {
        const std::size_t count = content_.copy(into, size, offset_);
        offset_ += count;
        return count;
    }
    std::int64_t size() const override { return static_cast<std::int64_t>(content_.size()); }

private:
    std::string content_;
    std::size_t offset_ = 0;
};

Result<> write_all(const Descriptor& file, std::string_view content, const std::filesystem::path& path) {
    while (!content.empty()) {
        const ssize_t count = ::write(file.number(), content.data(), content.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_failure("cannot write", path, errno);
        content.remove_prefix(static_cast<std::size_t>(count));
    }
    if (::fsync(file.number()) != 0) return system_failure("cannot write", path, errno);
    return {};
}

}  // namespace

Result<std::unique_ptr<ByteStream>> open_stream(const std::filesystem::path& path) {
    if (path == "-") {
        return std::unique_ptr<ByteStream>(std::make_unique<FileStream>(Descriptor(STDIN_FILENO), 0, "standard input"));
    }
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.number() < 0) return system_failure("cannot open", path, errno);
    struct stat status{};
    if (::fstat(file.number(), &status) != 0) return system_failure("cannot open", path, errno);
    if (S_ISDIR(status.st_mode)) {
        return fail(ErrorCode::invalid_argument, fmt::format("{} is a folder, not a file", path.string()));
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::invalid_argument, fmt::format("{} is not a regular file", path.string()));
    }
    return std::unique_ptr<ByteStream>(
        std::make_unique<FileStream>(std::move(file), static_cast<std::int64_t>(status.st_size), path));
}

std::unique_ptr<ByteStream> stream_of(std::string content) {
    return std::make_unique<MemoryStream>(std::move(content));
}

Result<std::string> read_all(ByteStream& stream, std::size_t bytes_max) {
    std::string content;
    constexpr std::size_t k_piece = 64U << 10U;
    while (true) {
        const std::size_t before = content.size();
        content.resize(before + k_piece);
        const std::size_t count = TRY(stream.read(content.data() + before, k_piece));
        content.resize(before + count);
        if (count == 0) return content;
        if (content.size() > bytes_max) {
            return fail(ErrorCode::exhausted, fmt::format("longer than the limit of {} bytes", bytes_max));
        }
    }
}

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
    auto stream = TRY(open_stream(path));
    return TRY_IN(path.string(), read_all(*stream, bytes_max));
}

Result<> write_file(const std::filesystem::path& path, std::string_view content) {
    std::string draft = path.string() + ".XXXXXX";
    {
        const Descriptor file(::mkostemp(draft.data(), O_CLOEXEC));  // mode 0600
        if (file.number() < 0) return system_failure("cannot write", path, errno);
        if (auto written = write_all(file, content, path); !written) {
            ::unlink(draft.c_str());
            return Failure(std::move(written).error());
        }
    }
    if (::rename(draft.c_str(), path.c_str()) != 0) {
        const int error = errno;
        ::unlink(draft.c_str());
        return system_failure("cannot replace", path, error);
    }
    const Descriptor folder(
        ::open(path.parent_path().empty() ? "." : path.parent_path().c_str(), O_RDONLY | O_CLOEXEC));
    if (folder.number() >= 0) ::fsync(folder.number());  // so that the new name survives a power cut, too
    return {};
}

Result<> make_private_folder(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return {};
    std::filesystem::create_directories(path, error);
    if (error) return system_failure("cannot make the folder", path, error.value());
    std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
    if (error) return system_failure("cannot protect the folder", path, error.value());
    return {};
}

Result<std::vector<std::filesystem::path>> list_folder(const std::filesystem::path& path) {
    std::vector<std::filesystem::path> names;
    std::error_code error;
    std::filesystem::directory_iterator entry(path, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        names.push_back(entry->path().filename());
    }
    if (error) return system_failure("cannot list", path, error.value());
    std::ranges::sort(names);
    return names;
}

std::int64_t resident_bytes() {
    std::ifstream statistics("/proc/self/statm");
    std::int64_t total = 0;
    std::int64_t resident = 0;
    statistics >> total >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

}  // namespace familiar::platform
