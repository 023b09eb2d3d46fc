// What the index knows of a post besides its words: enough to leave it out of a search without reading it.
#pragma once

#include "nouns/post.h"
#include "store/index/pages.h"

#include <compare>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace familiar::store::index {

inline constexpr std::int64_t k_undated = std::numeric_limits<std::int64_t>::min();

struct Document {
    std::int64_t posted_at = k_undated;  // seconds since 1970
    std::uint32_t post = 0;
    std::int32_t audience = 0;  // as the file keeps it: 0 private, -1 everyone, else a circle
    std::uint16_t kind = 0;
    std::uint16_t app = 0;  // its app_code
};

// Documents of a segment stand newest first; their places are called ordinals.
inline bool stands_before(const Document& a, const Document& b) {
    return a.posted_at != b.posted_at ? a.posted_at > b.posted_at : a.post > b.post;
}

// Sixteen bits of an app's name: equal names have equal codes, different ones nearly always different ones.
std::uint16_t app_code(std::string_view app);

inline constexpr std::uint32_t k_documents_per_page = 200;

std::string page_of(std::span<const Document> documents);

// Reads the documents of a segment, a page at a time.
class DocumentReader {
public:
    DocumentReader(PageReader& pages, std::uint32_t count) : pages_(pages), count_(count) {}
    std::uint32_t count() const { return count_; }
    Result<Document> at(std::uint32_t ordinal);
    Result<std::vector<Document>> all();
    // The first ordinal whose document does not stand before `document`.
    Result<std::uint32_t> place_of(const Document& document);

private:
    PageReader& pages_;
    const std::uint32_t count_;
    Page page_;
    std::uint32_t loaded_ = std::numeric_limits<std::uint32_t>::max();
};

}  // namespace familiar::store::index
