// Rows of the post tables as nouns, and back. Column orders stand here once.
#pragma once

#include "nouns/source.h"
#include "store/post_store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <optional>
#include <string>

namespace familiar::store::sqlite {

inline constexpr const char* k_post_columns =
    "post.id, post.version, post.source, post.external_id, post.kind, post.app, author.name, author.handle, "
    "post.title, "
    "post.text, post.url, post.posted_at, post.audience, post.reply_to, post.thread, post.language, post.likes, "
    "post.shares, post.links, post.attributes";
inline constexpr const char* k_source_columns =
    "source.id, source.owner, source.kind, source.locator, source.title, source.audience, source.etag, "
    "source.last_modified, source.added_at, source.checked_at, source.retry_after, source.failures, source.trouble, "
    "source.posts";
inline constexpr const char* k_import_columns =
    "import.id, import.source, import.state, import.fingerprint, import.position, import.bytes_read, import.bytes, "
    "import.report, import.message, import.started_at, import.ended_at";

Post post_of(SQLite::Statement& row, Shelf shelf);
Source source_of(SQLite::Statement& row, Shelf shelf);
ImportJob import_of(SQLite::Statement& row, Shelf shelf);

std::string report_text(const ImportReport& report);

std::int64_t audience_number(const Audience& audience);
Audience audience_from(std::int64_t number);

std::optional<Timestamp> time_of(SQLite::Statement& row, int column);
void bind_time(SQLite::Statement& statement, int index, const std::optional<Timestamp>& time);

// The words of a name or title between single spaces, with one at each end, for LIKE '% word %'.
std::string words_key(std::string_view text);
// A LIKE pattern for words_key per word. Folded words hold neither % nor _, except handles, where both are harmless.
std::vector<std::string> word_patterns(std::string_view text);

}  // namespace familiar::store::sqlite
