// Opens zip, tar and compressed files as streams, front to back, in constant memory, and stops what grows beyond all
// measure. Names inside are used as names only: nothing is ever written to disk.
#pragma once

#include "platform/call.h"
#include "platform/files.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace familiar::gather {

// What all archives of one import may hold together.
struct ArchiveBudget {
    std::size_t files = 0;    // seen so far
    std::uint64_t bytes = 0;  // unpacked so far
};

// A file inside an archive.
struct ArchiveMember {
    std::string name;       // UTF-8, without leading slashes and dots; empty in a compressed single file
    std::int64_t size = 0;  // unpacked; 0 when not known
};

// Reads one archive. The input and the budget outlive it. Not thread-safe.
class ArchiveReader {
public:
    static Result<std::unique_ptr<ArchiveReader>> open(platform::ByteStream& input, ArchiveBudget& budget);
    ~ArchiveReader();
    ArchiveReader(const ArchiveReader&) = delete;
    ArchiveReader& operator=(const ArchiveReader&) = delete;

    // The next regular file, or nothing at the end; what is left of the one before is passed over. `corrupt` when the
    // archive ends too early or is damaged, `denied` when it is locked with a password, `exhausted` at a limit.
    Result<std::optional<ArchiveMember>> next(const Call& call);
    // The bytes of the file that next() named last. Errors as of next(); they come again from then on.
    Result<std::size_t> read(char* into, std::size_t size);
    // Whether next() or read() has returned such an error.
    bool failed() const;

private:
    struct Reading;
    explicit ArchiveReader(std::unique_ptr<Reading> reading);

    std::unique_ptr<Reading> reading_;
};

// One member as a stream. The reader outlives it.
class MemberStream final : public platform::ByteStream {
public:
    MemberStream(ArchiveReader& reader, std::int64_t size) : reader_(reader), size_(size) {}
    Result<std::size_t> read(char* into, std::size_t size) override { return reader_.read(into, size); }
    std::int64_t size() const override { return size_; }

private:
    ArchiveReader& reader_;
    std::int64_t size_;
};

}  // namespace familiar::gather
