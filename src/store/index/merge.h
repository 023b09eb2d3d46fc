// Several segments become one, without the documents that are gone.
#pragma once

#include "store/index/segment.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace familiar::store::index {

struct MergeInput {
    std::shared_ptr<const Segment> segment;
    PageReader* pages = nullptr;
    std::vector<std::uint32_t> gone;  // ordinals, in order
};

// Writes all that is left in `inputs`, but for posts that `drop` names; an empty function drops none. Returns the
// documents of the new segment, newest first.
Result<std::vector<Document>> merge(const std::vector<MergeInput>& inputs,
                                    const std::function<bool(std::uint32_t post)>& drop, SegmentWriter& into);

// Reads everything in a segment once and says whether it holds together.
Result<> verify(const Segment& segment, PageReader& pages);

}  // namespace familiar::store::index
