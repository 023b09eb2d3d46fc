#include "store/sqlite/segments.h"

#include <fmt/ranges.h>
#include <set>
#include <utility>

namespace familiar::store::sqlite {

namespace {

constexpr int k_page_bits = 32;  // of a page's id; the segment's number stands above them

std::int64_t page_id(std::int64_t segment, std::uint32_t page) { return (segment << k_page_bits) | page; }

}  // namespace

std::string where_audience(const Audiences& audiences) {
    if (!audiences) return {};
    return fmt::format(" WHERE audience IN ({})", fmt::join(*audiences, ", "));
}

std::vector<SegmentRow> segment_rows(Connection& db, const Audiences& audiences) {
    const Prepared prepared =
        db.prepared("SELECT id, audience, documents, newest_at, oldest_at, first_post, last_post FROM index_segment" +
                    where_audience(audiences) + " ORDER BY newest_at DESC, id DESC");
    SQLite::Statement& select = *prepared;
    std::vector<SegmentRow> rows;
    while (select.executeStep()) {
        rows.push_back({select.getColumn(0).getInt64(), select.getColumn(1).getInt(),
                        static_cast<std::uint32_t>(select.getColumn(2).getInt64()), select.getColumn(3).getInt64(),
                        select.getColumn(4).getInt64(), static_cast<std::uint32_t>(select.getColumn(5).getInt64()),
                        static_cast<std::uint32_t>(select.getColumn(6).getInt64())});
    }
    return rows;
}

Result<std::shared_ptr<const index::Segment>> read_segment(Connection& db, const SegmentRow& row) {
    SQLite::Statement select(db, "SELECT directory FROM index_segment WHERE id = ?");
    select.bind(1, row.id);
    if (!select.executeStep()) return index::damaged_index();
    const SQLite::Column column = select.getColumn(0);
    const std::string_view directory(static_cast<const char*>(column.getBlob()),
                                     static_cast<std::size_t>(column.getBytes()));
    return std::make_shared<const index::Segment>(TRY(index::Segment::parse(row.documents, directory)));
}

std::vector<std::uint32_t> gone_from(Connection& db, std::int64_t segment) {
    const Prepared prepared = db.prepared("SELECT ordinal FROM index_gone WHERE segment = ? ORDER BY ordinal");
    SQLite::Statement& select = *prepared;
    select.bind(1, segment);
    std::vector<std::uint32_t> gone;
    while (select.executeStep()) gone.push_back(static_cast<std::uint32_t>(select.getColumn(0).getInt64()));
    return gone;
}

index::Page PageCache::find(std::int64_t page) {
    Shard& shard = shard_of(page);
    platform::Lock lock(shard.mutex);
    if (const auto young = shard.young.find(page); young != shard.young.end()) return young->second;
    const auto old = shard.old.find(page);
    if (old == shard.old.end()) return nullptr;
    index::Page content = old->second;
    put(shard, page, content);
    return content;
}

void PageCache::keep(std::int64_t page, const index::Page& content) {
    Shard& shard = shard_of(page);
    platform::Lock lock(shard.mutex);
    put(shard, page, content);
}

void PageCache::put(Shard& shard, std::int64_t page, const index::Page& content) const {
    if (!shard.young.emplace(page, content).second) return;
    shard.young_bytes += content->size();
    if (shard.young_bytes < bytes_max_ / k_shards / 2) return;
    shard.old = std::exchange(shard.young, {});
    shard.young_bytes = 0;
}

void PageCache::forget(std::int64_t segment) {
    const auto of_segment = [segment](const auto& page) { return page.first >> k_page_bits == segment; };
    for (Shard& shard : shards_) {
        platform::Lock lock(shard.mutex);
        std::erase_if(shard.old, of_segment);
        std::erase_if(shard.young, of_segment);
        shard.young_bytes = 0;
        for (const auto& [id, content] : shard.young) shard.young_bytes += content->size();
    }
}

SegmentPages::SegmentPages(Connection& db, std::int64_t segment, PageCache* cache)
    : segment_(segment),
      cache_(cache),
      select_(db.prepared("SELECT content FROM index_page WHERE id = ?")),
      insert_(db.prepared("INSERT INTO index_page (id, content) VALUES (?, ?)")) {}

Result<index::Page> SegmentPages::read(std::uint32_t page) {
    const std::int64_t id = page_id(segment_, page);
    if (cache_ != nullptr) {
        if (index::Page known = cache_->find(id)) return known;
    }
    select_->reset();
    select_->bind(1, id);
    if (!select_->executeStep()) return index::damaged_index();
    const SQLite::Column column = select_->getColumn(0);
    const auto size = static_cast<std::size_t>(column.getBytes());
    auto content = std::make_shared<const std::string>(static_cast<const char*>(column.getBlob()), size);
    if (cache_ != nullptr) cache_->keep(id, content);
    return index::Page(std::move(content));
}

void SegmentPages::write(std::uint32_t page, std::string_view bytes) {
    insert_->reset();
    insert_->bind(1, page_id(segment_, page));
    insert_->bindNoCopy(2, static_cast<const void*>(bytes.data()), static_cast<int>(bytes.size()));
    insert_->exec();
}

Result<std::vector<std::shared_ptr<const index::Segment>>> SegmentCache::segments(Connection& db,
                                                                                  const std::vector<SegmentRow>& rows) {
    std::vector<std::shared_ptr<const index::Segment>> segments(rows.size());
    {
        platform::Lock lock(mutex_);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (const auto found = known_.find(rows[i].id); found != known_.end()) segments[i] = found->second.segment;
        }
    }
    std::map<std::int64_t, Known> wanted;
    std::set<std::int32_t> audiences;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!segments[i]) segments[i] = TRY(read_segment(db, rows[i]));
        wanted[rows[i].id] = {rows[i].audience, segments[i]};
        audiences.insert(rows[i].audience);
    }
    platform::Lock lock(mutex_);
    std::erase_if(known_, [&](const auto& known) {
        const bool gone = audiences.contains(known.second.audience) && !wanted.contains(known.first);
        if (gone) pages_.forget(known.first);  // what the file has forgotten is not remembered here
        return gone;
    });
    known_.merge(wanted);
    return segments;
}

}  // namespace familiar::store::sqlite
