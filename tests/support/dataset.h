// Other people's data for tests. It is not part of the project: where it is absent, a test skips and says so.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::test {

// The files of a data set by their path inside it ("social/feedparser-dev" reads
// $FAMILIAR_SOURCE_DIR/../shared/data/social/feedparser-dev.tar.zst); nothing when there is no such archive.
std::optional<std::map<std::string, std::string>> dataset(std::string_view name);

// The lines of a compressed file of a data set ("retrieval/qed-train-dev.jsonl"); nothing when there is none.
std::optional<std::vector<std::string>> dataset_lines(std::string_view name);

}  // namespace familiar::test

// Ends a test that cannot run without `name`.
#define SKIP_WITHOUT_DATASET(name)                                                                            \
    GTEST_SKIP() << "NOT TESTED: the data set " << (name) << " is not in ../shared/data beside the project. " \
                 << "Only this comparison with real data is left out."
