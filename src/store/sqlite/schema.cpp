#include "store/sqlite/schema.h"

#include "store/sqlite/write_index.h"

#include <array>

namespace familiar::store::sqlite {

namespace {

// Posts as both kinds of files keep them. Times are seconds since 1970 UTC. An audience is 0 (private), -1 (everyone)
// or the number of a circle. Columns that filters read stand before the long ones, so that a filter does not read
// texts.
constexpr std::string_view k_posts = R"sql(
CREATE TABLE source (
  id INTEGER PRIMARY KEY AUTOINCREMENT, owner INTEGER NOT NULL, kind TEXT NOT NULL, locator TEXT NOT NULL,
  title TEXT NOT NULL, audience INTEGER NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
  added_at INTEGER NOT NULL, checked_at INTEGER, retry_after INTEGER, failures INTEGER NOT NULL, trouble TEXT NOT NULL,
  UNIQUE (owner, kind, locator)
) STRICT;

CREATE TABLE author (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, handle TEXT NOT NULL, words TEXT NOT NULL, UNIQUE (name, handle)
) STRICT;

CREATE TABLE post (
  id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  audience INTEGER NOT NULL, author INTEGER NOT NULL REFERENCES author, posted_at INTEGER, kind INTEGER NOT NULL,
  app TEXT NOT NULL, version INTEGER NOT NULL, external_id TEXT NOT NULL, thread TEXT NOT NULL, reply_to TEXT NOT NULL,
  words INTEGER NOT NULL, likes INTEGER NOT NULL, shares INTEGER NOT NULL, language TEXT NOT NULL, url TEXT NOT NULL,
  author_name TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, links TEXT NOT NULL, attributes TEXT NOT NULL,
  UNIQUE (source, external_id)
) STRICT;
CREATE INDEX post_by_time ON post (posted_at, id);
CREATE INDEX post_by_thread ON post (source, thread, posted_at, id);
CREATE INDEX post_by_reply ON post (source, reply_to) WHERE reply_to <> '';
CREATE INDEX post_by_author ON post (author, posted_at);

CREATE TABLE old_version (
  post INTEGER NOT NULL REFERENCES post ON DELETE CASCADE, version INTEGER NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (post, version)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE post_index USING fts5 (
  title, text, author_name, content = 'post', content_rowid = 'id', tokenize = 'familiar'
);
CREATE VIRTUAL TABLE post_terms USING fts5vocab (post_index, row);

CREATE TABLE total (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO total VALUES ('posts', 0), ('words', 0);

CREATE TABLE import (
  id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  state INTEGER NOT NULL, fingerprint TEXT NOT NULL, position INTEGER NOT NULL, bytes_read INTEGER NOT NULL,
  bytes INTEGER NOT NULL, report TEXT NOT NULL, message TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER
) STRICT;
CREATE INDEX import_by_source ON import (source);
)sql";

constexpr std::string_view k_accounts = R"sql(
CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT, handle TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, role INTEGER NOT NULL,
  time_zone TEXT NOT NULL, as_of INTEGER, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE circle (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE membership (
  circle INTEGER NOT NULL REFERENCES circle ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  PRIMARY KEY (circle, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_person ON membership (person);
CREATE TABLE session (
  digest TEXT PRIMARY KEY, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, csrf TEXT NOT NULL,
  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_person ON session (person);
CREATE TABLE sign_in (
  digest TEXT PRIMARY KEY, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_by_person ON sign_in (person);
CREATE TABLE api_key (
  id INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, name TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL, used_at INTEGER
) STRICT;
CREATE INDEX api_key_by_person ON api_key (person);
)sql";

constexpr std::string_view k_conversations = R"sql(
CREATE TABLE conversation (
  id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, started_at INTEGER NOT NULL, active_at INTEGER NOT NULL
) STRICT;
CREATE INDEX conversation_by_activity ON conversation (active_at);
CREATE TABLE turn (
  id INTEGER PRIMARY KEY AUTOINCREMENT, conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
  question TEXT NOT NULL, state INTEGER NOT NULL, answer TEXT NOT NULL, failure TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  answered_at INTEGER
) STRICT;
CREATE INDEX turn_by_conversation ON turn (conversation, id);
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, host TEXT NOT NULL, purpose TEXT NOT NULL,
  bytes_sent INTEGER NOT NULL, bytes_received INTEGER NOT NULL, outcome TEXT NOT NULL
) STRICT;
)sql";

// The index as segments of our own (docs/decisions/0005).
constexpr std::string_view k_segments = R"sql(
ALTER TABLE source ADD COLUMN posts INTEGER NOT NULL DEFAULT 0;
UPDATE source SET posts = (SELECT count(*) FROM post WHERE post.source = source.id);
DROP TABLE post_terms;
DROP TABLE post_index;
CREATE TABLE index_segment (
  id INTEGER PRIMARY KEY AUTOINCREMENT, documents INTEGER NOT NULL, newest_at INTEGER NOT NULL,
  oldest_at INTEGER NOT NULL, first_post INTEGER NOT NULL, last_post INTEGER NOT NULL, directory BLOB NOT NULL
) STRICT;
CREATE TABLE index_page (id INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;
CREATE TABLE index_gone (
  segment INTEGER NOT NULL, ordinal INTEGER NOT NULL, PRIMARY KEY (segment, ordinal)
) STRICT, WITHOUT ROWID;
)sql";

// Segments of one audience each, and totals by audience, so that what somebody may not see is neither searched nor
// counted for them (docs/decisions/0006). Makes the index anew, for the former segments mixed audiences.
constexpr std::string_view k_audiences = R"sql(
DELETE FROM index_page;
DELETE FROM index_gone;
DELETE FROM index_segment;
ALTER TABLE index_segment ADD COLUMN audience INTEGER NOT NULL DEFAULT 0;
CREATE INDEX index_segment_by_audience ON index_segment (audience);
DROP TABLE total;
CREATE TABLE total (
  audience INTEGER PRIMARY KEY, posts INTEGER NOT NULL, words INTEGER NOT NULL
) STRICT;
INSERT INTO total SELECT audience, count(*), sum(words) FROM post GROUP BY audience;
)sql";

constexpr std::string_view k_consents = R"sql(
CREATE TABLE consent (
  purpose TEXT PRIMARY KEY, given INTEGER NOT NULL, since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array k_common = {Migration{k_posts}, Migration{k_accounts}, Migration{k_segments},
                                 Migration{k_audiences, rebuild_index}};
constexpr std::array k_person = {Migration{k_posts}, Migration{k_conversations}, Migration{k_segments},
                                 Migration{k_audiences, rebuild_index}, Migration{k_consents}};

}  // namespace

std::span<const Migration> common_migrations() { return k_common; }
std::span<const Migration> person_migrations() { return k_person; }

}  // namespace familiar::store::sqlite
