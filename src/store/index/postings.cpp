#include "store/index/postings.h"

#include "base/check.h"
#include "store/index/bytes.h"

#include <algorithm>

namespace familiar::store::index {

namespace {

std::string block_of(std::span<const Posting> postings, std::uint32_t first) {
    std::string block;
    std::uint32_t next = first;
    for (const Posting& posting : postings) {
        put_number(block, posting.ordinal - next);
        next = posting.ordinal + 1;
    }
    for (const Posting& posting : postings) block += static_cast<char>(posting.impact);
    return block;
}

}  // namespace

EncodedList encoded(std::span<const Posting> postings) {
    EncodedList list;
    std::uint32_t first = 0;
    for (std::size_t at = 0; at < postings.size(); at += k_block_postings) {
        const auto part = postings.subspan(at, std::min(k_block_postings, postings.size() - at));
        CHECK(part.front().ordinal >= first, "postings are in order");
        std::string block = block_of(part, first);
        const std::uint32_t last = part.back().ordinal;
        put_number(list.lines, last - first);
        list.lines += static_cast<char>(std::ranges::max(part, {}, &Posting::impact).impact);
        put_number(list.lines, block.size());
        list.blocks.push_back(std::move(block));
        first = last + 1;
    }
    return list;
}

Result<ListReader> ListReader::open(PageReader& pages, const ListPlace& place) {
    ListReader list(pages);
    list.documents_ = place.documents;
    list.is_inline_ = !place.inline_bytes.empty();
    if (list.is_inline_) {
        if (place.lines_bytes > place.inline_bytes.size()) return damaged_index();
        list.inline_blocks_ = place.inline_bytes.substr(place.lines_bytes);
        TRY(list.read_lines(place.inline_bytes.substr(0, place.lines_bytes), false, 0));
        return list;
    }
    std::string lines;
    for (std::uint32_t at = place.lines_page; lines.size() < place.lines_bytes; ++at) {
        const Page page = TRY(pages.read(at));
        if (page->empty()) return damaged_index();
        lines += *page;
    }
    if (lines.size() != place.lines_bytes) return damaged_index();
    TRY(list.read_lines(lines, true, place.first_page));
    return list;
}

Result<> ListReader::read_lines(std::string_view bytes, bool in_pages, std::uint32_t first_page) {
    lines_.reserve(documents_ / k_block_postings + 1);
    ByteReader reader(bytes);
    Line line;
    line.page = first_page;
    std::uint64_t first = 0;
    std::uint32_t offset = 0;
    while (!reader.at_end()) {
        const auto reach = reader.number();
        const auto impact = reader.bytes(1);
        const auto size = reader.number();
        if (!reach || !impact || !size || *size > k_page_bytes) return damaged_index();
        if (in_pages && offset + *size > k_page_bytes) {
            ++line.page;
            offset = 0;
        }
        if (first + *reach >= std::numeric_limits<std::uint32_t>::max()) return damaged_index();
        line.first = static_cast<std::uint32_t>(first);
        line.last = static_cast<std::uint32_t>(first + *reach);
        line.offset = offset;
        line.bytes = static_cast<std::uint16_t>(*size);
        line.impact_max = static_cast<std::uint8_t>(impact->front());
        impact_max_ = std::max(impact_max_, line.impact_max);
        lines_.push_back(line);
        first = line.last + std::uint64_t{1};
        offset += *size;
    }
    if ((documents_ + k_block_postings - 1) / k_block_postings != lines_.size()) return damaged_index();
    return {};
}

Result<> ListReader::load(std::size_t block) {
    if (block == block_loaded_) return {};
    block_loaded_ = std::numeric_limits<std::size_t>::max();
    const Line& line = lines_[block];
    if (!is_inline_ && line.page != page_loaded_) {
        page_loaded_ = std::numeric_limits<std::uint32_t>::max();
        page_ = TRY(pages_->read(line.page));
        page_loaded_ = line.page;
    }
    const std::string& held = is_inline_ ? inline_blocks_ : *page_;
    const std::size_t count = std::min(k_block_postings, documents_ - block * k_block_postings);
    if (line.offset + line.bytes > held.size() || line.bytes < count) return damaged_index();

    const auto* in = reinterpret_cast<const unsigned char*>(held.data()) + line.offset;
    const unsigned char* const impacts = in + line.bytes - count;
    std::uint32_t next = line.first;
    for (std::size_t i = 0; i < count; ++i) {
        std::uint32_t delta = 0;
        unsigned shift = 0;
        for (; in < impacts && (*in & 0x80U) != 0 && shift < 28; ++in, shift += 7) delta |= (*in & 0x7FU) << shift;
        if (in >= impacts || delta > line.last) return damaged_index();
        delta |= static_cast<std::uint32_t>(*in++) << shift;
        if (delta > line.last || next > line.last - delta) return damaged_index();
        ordinals_[i] = next + delta;
        next = ordinals_[i] + 1;
    }
    if (in != impacts || ordinals_[count - 1] != line.last) return damaged_index();
    std::copy_n(impacts, count, impacts_.begin());
    count_ = count;
    block_loaded_ = block;
    return {};
}

Result<std::uint32_t> count_of(ListReader& list, std::span<const std::uint32_t> ordinals) {
    std::uint32_t count = 0;
    auto line = list.lines().begin();
    for (const std::uint32_t ordinal : ordinals) {
        line = std::lower_bound(line, list.lines().end(), ordinal,
                                [](const ListReader::Line& one, std::uint32_t wanted) { return one.last < wanted; });
        if (line == list.lines().end()) break;
        if (line->first > ordinal) continue;
        TRY(list.load(static_cast<std::size_t>(line - list.lines().begin())));
        count += std::ranges::binary_search(list.ordinals(), ordinal) ? 1 : 0;
    }
    return count;
}

}  // namespace familiar::store::index
