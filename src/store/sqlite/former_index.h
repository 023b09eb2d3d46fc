// What is still needed of the index that files had before index_segment.
#pragma once

struct sqlite3;

namespace familiar::store::sqlite {

// FTS5 opens a table before it drops it, and for that wants to see the tokenizer that the table names.
void register_former_tokenizer(sqlite3* connection);

}  // namespace familiar::store::sqlite
