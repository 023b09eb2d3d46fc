// The segments of the index in the tables of one file.
#pragma once

#include "platform/mutex.h"
#include "store/index/segment.h"
#include "store/sqlite/connection.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace familiar::store::sqlite {

// A row of index_segment, without its directory.
struct SegmentRow {
    std::int64_t id = 0;
    std::uint32_t documents = 0;
    std::int64_t newest_at = 0;  // as documents have it
    std::int64_t oldest_at = 0;
    std::uint32_t first_post = 0;
    std::uint32_t last_post = 0;
};

// All of them, those with the newest documents first.
std::vector<SegmentRow> segment_rows(Connection& db);

Result<std::shared_ptr<const index::Segment>> read_segment(Connection& db, const SegmentRow& row);

// The places of a segment whose documents no longer count, in order.
std::vector<std::uint32_t> gone_from(Connection& db, std::int64_t segment);

class SegmentPages final : public index::PageReader, public index::PageWriter {
public:
    SegmentPages(Connection& db, std::int64_t segment);
    Result<> read(std::uint32_t page, std::string& into) override;
    void write(std::uint32_t page, std::string_view bytes) override;

private:
    const std::int64_t segment_;
    Prepared select_;
    Prepared insert_;
};

// Directories that were read once. A segment never changes and its number is never used again, so what is here is true
// for as long as the segment is there. Thread-safe.
class SegmentCache {
public:
    // In the order of `rows`; forgets what is not among them.
    Result<std::vector<std::shared_ptr<const index::Segment>>> segments(Connection& db,
                                                                        const std::vector<SegmentRow>& rows);

private:
    platform::Mutex mutex_;
    std::map<std::int64_t, std::shared_ptr<const index::Segment>> known_ GUARDED_BY(mutex_);
};

}  // namespace familiar::store::sqlite
