// A place that posts come from (a file, an archive, a feed), its state, and what one import of it did.
#pragma once

#include "base/time.h"
#include "nouns/audience.h"
#include "nouns/person.h"
#include "nouns/post.h"

#include <cstdint>
#include <string>
#include <vector>

namespace familiar {

struct Source {
    SourceId id;
    PersonId owner;       // who added it
    std::string kind;     // "jsonl", "feed", "mastodon", "activitypub", "whatsapp"
    std::string locator;  // URL, or a name for a file that stays the same when it is imported again
    std::string title;    // "Garden Group"
    Audience audience;
    std::string etag;           // of the last successful fetch, for conditional requests
    std::string last_modified;  // likewise, as the server sent it
    Timestamp added_at;
    std::optional<Timestamp> checked_at;
    std::optional<Timestamp> retry_after;  // back-off: not asked again before
    int failures_in_a_row = 0;
    std::string trouble;     // one line for the person, empty when all is well
    std::int64_t posts = 0;  // filled when read
};

// A record that could not be taken in.
struct BrokenRecord {
    std::string where;  // "chat.txt: line 12"
    std::string reason;
};

// What an import did. Every record that was read is in exactly one of the counts.
struct ImportReport {
    std::int64_t read = 0;
    std::int64_t added = 0;
    std::int64_t changed = 0;    // became a new version
    std::int64_t unchanged = 0;  // was here already
    std::int64_t skipped = 0;    // not something to keep: system lines, deletions, empty posts
    std::int64_t broken = 0;
    std::vector<BrokenRecord> broken_first;  // the first ones by name; broken counts all
    bool not_modified = false;               // the server said that nothing has changed
};

enum class ImportState { running, done, failed, interrupted };

std::string_view name_of(ImportState state);

// One import as the person sees it: how far it is, how it ended. `position` is where it resumes: a count of
// records that were read and are safely stored.
struct ImportJob;
using ImportId = ShelfId<ImportJob>;

struct ImportJob {
    ImportId id;
    SourceId source;
    ImportState state = ImportState::running;
    ImportReport report;
    std::int64_t position = 0;
    std::int64_t bytes_read = 0;  // of the input so far
    std::int64_t bytes = 0;       // of the input in all; 0 when not known
    std::string fingerprint;      // of the input, so that only the same input is resumed
    std::string message;          // why it failed
    Timestamp started_at;
    std::optional<Timestamp> ended_at;
};

}  // namespace familiar
