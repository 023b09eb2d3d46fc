// Where a segment keeps its bytes: numbered pages that are written once.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace familiar::store::index {

inline constexpr std::size_t k_page_bytes = 4000;  // as much as fits into one leaf of a file with pages of 4096

// A page in memory. It never changes, so threads share it.
using Page = std::shared_ptr<const std::string>;

// Of one segment. Not thread-safe; each search has its own.
class PageReader {
public:
    virtual ~PageReader() = default;
    // Never null; `corrupt` when there is no such page.
    virtual Result<Page> read(std::uint32_t page) = 0;
};

class PageWriter {
public:
    virtual ~PageWriter() = default;
    // Pages are written in order, from 0 without a gap.
    virtual void write(std::uint32_t page, std::string_view bytes) = 0;
};

// What every damaged page comes to.
Failure damaged_index();

}  // namespace familiar::store::index
