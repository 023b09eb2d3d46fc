// The list of one word: which documents hold it, and what it adds to their scores.
//
// A list is cut into blocks of k_block_postings. For each block the list begins with a line: its last ordinal, its
// highest impact and its length in bytes, so that a search reads only the blocks that can matter (block-max indexes:
// Ding and Suel, "Faster top-k document retrieval using block-max indexes", 2011).
#pragma once

#include "store/index/pages.h"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace familiar::store::index {

struct Posting {
    std::uint32_t ordinal = 0;
    std::uint8_t impact = 0;

    friend bool operator==(const Posting&, const Posting&) = default;
};

inline constexpr std::size_t k_block_postings = 128;

// Where the bytes of a list are: in the dictionary itself, or in pages of their own.
struct ListPlace {
    std::uint32_t documents = 0;
    std::string_view inline_bytes;  // lines, then blocks; empty when in pages
    std::uint32_t lines_bytes = 0;  // of all lines
    std::uint32_t first_page = 0;   // of the blocks; a block never crosses pages
    std::uint32_t lines_page = 0;   // the first of the lines' pages
};

// The two parts of a list in `postings`, which are in order of their ordinals.
struct EncodedList {
    std::string lines;
    std::vector<std::string> blocks;
};
EncodedList encoded(std::span<const Posting> postings);

// Reads one list. Not thread-safe.
class ListReader {
public:
    struct Line {
        std::uint32_t first = 0;  // one past the last ordinal of the block before
        std::uint32_t last = 0;
        std::uint32_t page = 0;
        std::uint32_t offset = 0;
        std::uint16_t bytes = 0;
        std::uint8_t impact_max = 0;
    };

    static Result<ListReader> open(PageReader& pages, const ListPlace& place);

    std::uint32_t documents() const { return documents_; }
    std::uint8_t impact_max() const { return impact_max_; }
    const std::vector<Line>& lines() const { return lines_; }
    // Makes `block` the one that ordinals() and impacts() show.
    Result<> load(std::size_t block);
    std::span<const std::uint32_t> ordinals() const { return {ordinals_.data(), count_}; }
    std::span<const std::uint8_t> impacts() const { return {impacts_.data(), count_}; }

private:
    explicit ListReader(PageReader& pages) : pages_(&pages) {}
    Result<> read_lines(std::string_view bytes, bool in_pages, std::uint32_t first_page);

    PageReader* pages_;
    std::vector<Line> lines_;
    std::string inline_blocks_;
    bool is_inline_ = false;
    std::uint32_t documents_ = 0;
    std::uint8_t impact_max_ = 0;
    Page page_;
    std::uint32_t page_loaded_ = std::numeric_limits<std::uint32_t>::max();
    std::size_t block_loaded_ = std::numeric_limits<std::size_t>::max();
    std::size_t count_ = 0;
    std::array<std::uint32_t, k_block_postings> ordinals_{};
    std::array<std::uint8_t, k_block_postings> impacts_{};
};

// How many of `ordinals`, which are in order, a list holds.
Result<std::uint32_t> count_of(ListReader& list, std::span<const std::uint32_t> ordinals);

}  // namespace familiar::store::index
