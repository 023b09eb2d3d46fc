#include "store/sqlite/segments.h"

#include <gtest/gtest.h>

namespace familiar::store::sqlite {
namespace {

index::Page page_with(std::size_t bytes) { return std::make_shared<const std::string>(bytes, 'x'); }

constexpr std::int64_t k_segment = std::int64_t{1} << 32;
constexpr std::int64_t k_shard_step = 16;  // pages this far apart share a shard

TEST(PageCache, KeepsWhatIsUsed) {
    PageCache cache(16 * 1000);  // a thousand bytes for each shard
    cache.keep(k_segment, page_with(100));
    for (std::int64_t i = 1; i < 40; ++i) {
        cache.keep(k_segment + i * k_shard_step, page_with(100));
        EXPECT_NE(cache.find(k_segment), nullptr) << "it was used after page " << i;
    }
    EXPECT_EQ(cache.find(k_segment + k_shard_step), nullptr) << "it was not used again";
}

TEST(PageCache, ForgetsASegmentWhole) {
    PageCache cache(1 << 20);
    for (std::int64_t page = 0; page < 50; ++page) {
        cache.keep(k_segment + page, page_with(10));
        cache.keep(2 * k_segment + page, page_with(10));
    }
    cache.forget(1);
    for (std::int64_t page = 0; page < 50; ++page) {
        EXPECT_EQ(cache.find(k_segment + page), nullptr);
        EXPECT_NE(cache.find(2 * k_segment + page), nullptr);
    }
}

}  // namespace
}  // namespace familiar::store::sqlite
