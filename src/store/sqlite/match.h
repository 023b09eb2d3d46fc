// Searching one file: how common words are, and which posts match, filtered as they are found.
#pragma once

#include "platform/call.h"
#include "store/post_store.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/segments.h"

#include <cstdint>
#include <string>
#include <vector>

namespace familiar::store::sqlite {

// The audience filter, made from numbers alone.
struct Visibility {
    std::string sql;      // a condition over `post`
    Audiences audiences;  // the same for the index
};

// Counts only what may be seen.
Result<TermStatistics> term_statistics(Connection& db, SegmentCache& cache, const Visibility& visibility,
                                       const std::vector<MatchTerm>& terms);

Result<std::vector<Match>> run_match(const Call& call, Connection& db, SegmentCache& cache,
                                     const Visibility& visibility, const MatchQuery& query);

}  // namespace familiar::store::sqlite
