#include "gather/input/archive.h"

#include "base/utf8.h"
#include "gather/limits.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <clocale>
#include <fmt/format.h>

namespace familiar::gather {

namespace {

constexpr std::size_t k_piece_bytes = 64U << 10U;
constexpr std::size_t k_name_bytes_max = 1000;

struct ArchiveCloser {
    void operator()(archive* reading) const { archive_read_free(reading); }
};

// libarchive converts names to the charset of the thread's locale: UTF-8 while one of these lives.
class Utf8Locale {
public:
    Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
        if (locale_ != nullptr) before_ = uselocale(locale_);
    }
    ~Utf8Locale() {
        if (locale_ == nullptr) return;
        uselocale(before_);
        freelocale(locale_);
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

private:
    locale_t locale_;
    locale_t before_ = nullptr;
};

// A name to show and to compare: no way up, no controls, not endless.
std::string plain_name(const char* bytes) {
    if (bytes == nullptr) return "unnamed";
    const std::string name = utf8::repaired(bytes);
    std::string out;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('/', begin), name.size());
        const std::string_view part = std::string_view(name).substr(begin, end - begin);
        if (!part.empty() && part != "." && part != "..") out += (out.empty() ? "" : "/") + std::string(part);
        begin = end + 1;
    }
    std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    return std::string(utf8::prefix(out, k_name_bytes_max));
}

Failure exhausted(std::string message) { return fail(ErrorCode::exhausted, std::move(message)); }

}  // namespace

struct ArchiveReader::Reading {
    Reading(platform::ByteStream& stream, ArchiveBudget& allowed) : input(stream), budget(allowed) {}

    static la_ssize_t feed(archive* reading, void* context, const void** into);
    Result<> account(std::uint64_t bytes);
    Failure failure();
    Result<> pass_over(const Call& call);
    Result<std::size_t> read(char* into, std::size_t size);

    std::unique_ptr<archive, ArchiveCloser> handle{archive_read_new()};
    platform::ByteStream& input;
    ArchiveBudget& budget;
    std::array<char, k_piece_bytes> piece{};
    std::uint64_t unpacked = 0;
    std::optional<Error> input_error;  // of the stream behind, which libarchive cannot carry
    std::optional<Error> error;        // what ended the reading
    const char* block = nullptr;       // of the member, unpacked and not yet handed out
    std::size_t block_bytes = 0;
    la_int64_t block_at = 0;  // where it stands in the member
    la_int64_t at = 0;        // what was handed out of the member
    bool open_member = false;
    bool locked = false;     // the member is encrypted
    bool skippable = false;  // the member's size is known: it can be passed over without unpacking it
};

la_ssize_t ArchiveReader::Reading::feed(archive* reading, void* context, const void** into) {
    auto& self = *static_cast<Reading*>(context);
    const auto count = self.input.read(self.piece.data(), self.piece.size());
    if (!count) {
        self.input_error = count.error();
        archive_set_error(reading, -1, "input");
        return -1;
    }
    *into = self.piece.data();
    return static_cast<la_ssize_t>(*count);
}

// Counts what was unpacked against the limits.
Result<> ArchiveReader::Reading::account(std::uint64_t bytes) {
    unpacked += bytes;
    budget.bytes += bytes;
    if (budget.bytes > k_archive_bytes_max) {
        return exhausted(
            fmt::format("the archive unpacks to more than the limit of {} GiB; unpack it and import its files",
                        k_archive_bytes_max >> 30U));
    }
    const auto packed = static_cast<std::uint64_t>(std::max<la_int64_t>(1, archive_filter_bytes(handle.get(), -1)));
    if (unpacked > k_archive_small_bytes && unpacked / packed > k_archive_ratio_max) {
        return exhausted(
            fmt::format("the archive unpacks to more than {} times its size, the limit for archives; if you "
                        "trust it, unpack it and import its files",
                        k_archive_ratio_max));
    }
    return {};
}

Failure ArchiveReader::Reading::failure() {
    if (!error) {
        if (input_error)
            error = *input_error;
        else if (locked) {
            error =
                Error{ErrorCode::denied, "the archive is locked with a password; unpack it and import its files", {}};
        } else {
            error = Error{ErrorCode::corrupt, "the archive is damaged or was cut short; fetch or export it again", {}};
        }
    }
    return Failure(*error);
}

// Reads the rest of a member whose size only its end tells, so that the limits hold for it too.
Result<> ArchiveReader::Reading::pass_over(const Call& call) {
    std::array<char, k_piece_bytes> unused;
    while (open_member && !skippable) {
        TRY(call.check());
        if (TRY(read(unused.data(), unused.size())) == 0) break;
    }
    open_member = false;
    return {};
}

// By blocks, as libarchive unpacks them: what lies before a damaged place is not lost. Holes of a sparse file are
// zeros.
Result<std::size_t> ArchiveReader::Reading::read(char* into, std::size_t size) {
    while (block_bytes == 0) {
        const void* unpacked_block = nullptr;
        const int outcome = archive_read_data_block(handle.get(), &unpacked_block, &block_bytes, &block_at);
        if (outcome == ARCHIVE_EOF && !input_error) return std::size_t{0};
        if (outcome != ARCHIVE_OK) return failure();
        block = static_cast<const char*>(unpacked_block);
    }
    const bool hole = at < block_at;
    const std::size_t count = std::min(size, hole ? static_cast<std::size_t>(block_at - at) : block_bytes);
    if (hole) {
        std::fill_n(into, count, '\0');
    } else {
        std::copy_n(block, count, into);
        block += count;
        block_bytes -= count;
        block_at += static_cast<la_int64_t>(count);
    }
    at += static_cast<la_int64_t>(count);
    TRY(account(count));
    return count;
}

ArchiveReader::ArchiveReader(std::unique_ptr<Reading> reading) : reading_(std::move(reading)) {}
ArchiveReader::~ArchiveReader() = default;

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(platform::ByteStream& input, ArchiveBudget& budget) {
    auto reading = std::make_unique<Reading>(input, budget);
    archive* handle = reading->handle.get();
    archive_read_support_format_zip_streamable(handle);
    archive_read_support_format_tar(handle);
    archive_read_support_format_raw(handle);
    archive_read_support_filter_gzip(handle);
    archive_read_support_filter_bzip2(handle);
    archive_read_support_filter_xz(handle);
    archive_read_support_filter_zstd(handle);
    const Utf8Locale locale;
    const int outcome = archive_read_open2(handle, reading.get(), nullptr, &Reading::feed, nullptr, nullptr);
    if (outcome < ARCHIVE_WARN) return reading->failure();
    return std::unique_ptr<ArchiveReader>(new ArchiveReader(std::move(reading)));
}

Result<std::optional<ArchiveMember>> ArchiveReader::next(const Call& call) {
    Reading& reading = *reading_;
    if (reading.error) return Failure(*reading.error);
    archive* handle = reading.handle.get();
    while (true) {
        TRY(call.check());
        if (auto passed = reading.pass_over(call); !passed) {
            if (!call.stopped()) reading.error = passed.error();
            return Failure(std::move(passed).error());
        }
        const Utf8Locale locale;
        archive_entry* entry = nullptr;
        const int outcome = archive_read_next_header(handle, &entry);
        if (outcome == ARCHIVE_EOF && !reading.input_error) return std::optional<ArchiveMember>();
        if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN) return reading.failure();
        const bool raw = archive_format(handle) == ARCHIVE_FORMAT_RAW;
        if (raw && archive_filter_count(handle) == 1) return reading.failure();  // neither an archive nor compressed
        if (++reading.budget.files > k_archive_entries_max) {
            reading.error =
                exhausted(fmt::format("the archive holds more than {} files, the limit; unpack it and import "
                                      "its folders one by one",
                                      k_archive_entries_max))
                    .error();
            return Failure(*reading.error);
        }
        const bool sized = archive_entry_size_is_set(entry) != 0;
        reading.skippable = sized && archive_filter_count(handle) == 1;
        reading.open_member = true;
        reading.block_bytes = 0;
        reading.at = 0;
        if (archive_entry_filetype(entry) != AE_IFREG) continue;
        reading.locked = archive_entry_is_encrypted(entry) != 0;
        if (reading.locked) return reading.failure();
        ArchiveMember member;
        if (!raw) member.name = plain_name(archive_entry_pathname(entry));
        if (sized) member.size = std::max<std::int64_t>(0, archive_entry_size(entry));
        return std::optional(std::move(member));
    }
}

bool ArchiveReader::failed() const { return reading_->error.has_value(); }

Result<std::size_t> ArchiveReader::read(char* into, std::size_t size) {
    Reading& reading = *reading_;
    if (reading.error) return Failure(*reading.error);
    auto count = reading.read(into, size);
    if (!count) reading.error = count.error();
    return count;
}

}  // namespace familiar::gather
