// Searching one file: how common words are, and which posts match, filtered and scored inside one statement.
#pragma once

#include "platform/call.h"
#include "store/post_store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <string>
#include <vector>

namespace familiar::store::sqlite {

Result<TermStatistics> term_statistics(SQLite::Database& db, const std::vector<MatchTerm>& terms);

// `visible` is the audience filter as SQL, made from numbers alone.
Result<std::vector<Match>> run_match(const Call& call, SQLite::Database& db, const std::string& visible,
                                     const MatchQuery& query);

}  // namespace familiar::store::sqlite
