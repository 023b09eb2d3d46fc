// The FTS5 tokenizer "familiar": base's words, stemmed in the language of the text.
#pragma once

struct sqlite3;

namespace familiar::store::sqlite {

// Makes `tokenize = 'familiar'` known to a connection. Text that is indexed becomes the stems of its words; a word of a
// query is taken as it is, because the caller names the stems (MatchTerm).
void register_tokenizer(sqlite3* connection);

}  // namespace familiar::store::sqlite
