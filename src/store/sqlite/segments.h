// The segments of the index in the tables of one file.
#pragma once

#include "platform/mutex.h"
#include "store/index/segment.h"
#include "store/sqlite/connection.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace familiar::store::sqlite {

// A row of index_segment, without its directory.
struct SegmentRow {
    std::int64_t id = 0;
    std::int32_t audience = 0;  // of all its documents
    std::uint32_t documents = 0;
    std::int64_t newest_at = 0;  // as documents have it
    std::int64_t oldest_at = 0;
    std::uint32_t first_post = 0;
    std::uint32_t last_post = 0;
};

// Numbers of audiences, in order; without a value all of them.
using Audiences = std::optional<std::vector<std::int32_t>>;

// " WHERE audience IN (-1, 3)", or nothing for all.
std::string where_audience(const Audiences& audiences);

// Those of some audiences, those with the newest documents first.
std::vector<SegmentRow> segment_rows(Connection& db, const Audiences& audiences = {});

Result<std::shared_ptr<const index::Segment>> read_segment(Connection& db, const SegmentRow& row);

// The places of a segment whose documents no longer count, in order.
std::vector<std::uint32_t> gone_from(Connection& db, std::int64_t segment);

// Pages of segments that were read, the ones used last, up to so many bytes. A page never changes and its number is
// never used again, so what is here is true for as long as the segment is there. Thread-safe.
//
// Two generations instead of a list in the order of use: when the young one is half of all, it becomes the old one, and
// what was old and not used again since is forgotten.
class PageCache {
public:
    explicit PageCache(std::size_t bytes_max) : bytes_max_(bytes_max) {}
    // Null when it is not here.
    index::Page find(std::int64_t page);
    void keep(std::int64_t page, const index::Page& content);
    // Those of a segment that is no more.
    void forget(std::int64_t segment);

private:
    using Pages = std::unordered_map<std::int64_t, index::Page>;
    static constexpr std::size_t k_shards = 16;  // so that threads seldom wait for each other

    struct Shard {
        platform::Mutex mutex;
        Pages young GUARDED_BY(mutex);
        Pages old GUARDED_BY(mutex);
        std::size_t young_bytes GUARDED_BY(mutex) = 0;
    };
    Shard& shard_of(std::int64_t page) { return shards_[static_cast<std::uint64_t>(page) % k_shards]; }
    void put(Shard& shard, std::int64_t page, const index::Page& content) const REQUIRES(shard.mutex);

    const std::size_t bytes_max_;
    std::array<Shard, k_shards> shards_;
};

class SegmentPages final : public index::PageReader, public index::PageWriter {
public:
    // Without a cache every page comes from the file.
    SegmentPages(Connection& db, std::int64_t segment, PageCache* cache = nullptr);
    Result<index::Page> read(std::uint32_t page) override;
    void write(std::uint32_t page, std::string_view bytes) override;

private:
    const std::int64_t segment_;
    PageCache* const cache_;
    Prepared select_;
    Prepared insert_;
};

// Directories that were read once. A segment never changes and its number is never used again, so what is here is true
// for as long as the segment is there. Thread-safe.
class SegmentCache {
public:
    explicit SegmentCache(std::size_t page_bytes_max) : pages_(page_bytes_max) {}
    // In the order of `rows`; forgets what is not among them of the same audiences.
    Result<std::vector<std::shared_ptr<const index::Segment>>> segments(Connection& db,
                                                                        const std::vector<SegmentRow>& rows);
    PageCache& pages() { return pages_; }

private:
    struct Known {
        std::int32_t audience = 0;
        std::shared_ptr<const index::Segment> segment;
    };
    platform::Mutex mutex_;
    std::map<std::int64_t, Known> known_ GUARDED_BY(mutex_);
    PageCache pages_;
};

}  // namespace familiar::store::sqlite
