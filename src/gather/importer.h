// Importing: an input of any kind becomes posts in the archive, with progress, resumable, nothing twice.
#pragma once

#include "gather/parser.h"
#include "nouns/person.h"
#include "platform/http_client.h"
#include "store/archive.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace familiar::gather {

enum class InputKind { automatic, jsonl, feed, mastodon, activitypub, whatsapp };
std::string_view name_of(InputKind kind);
std::optional<InputKind> input_kind_from(std::string_view name);

// What to import. Folders and zip, tar and gz archives are walked; each file inside becomes its own source.
struct ImportRequest {
    PersonId owner;
    Audience audience;
    InputKind kind = InputKind::automatic;
    std::string location;                        // path or http(s) URL; with `content`, the name the upload has
    std::shared_ptr<const std::string> content;  // an upload held in memory, instead of reading `location`
    std::string actor;                           // of an upload from a Mastodon archive: the actor.json beside it
    std::string title;                           // overrides what the input calls itself
    std::string time_zone = "UTC";
    platform::AddressPolicy addresses = platform::AddressPolicy::public_only;
};

// Called now and then and once at the end, on the importing thread. `job` is what the store would show.
using ImportProgress = std::function<void(const ImportJob& job, const Source& source)>;

// Thread-safe; collaborators outlive it.
class Importer {
public:
    Importer(store::Archive& archive, platform::HttpClient& http, const platform::Clock& clock)
        : archive_(archive), http_(http), clock_(clock) {}

    // Blocks until done. One job per source that was found. Part of a folder may fail while the rest is imported: the
    // failure is in that job. An error is returned when nothing could be imported at all. When the call ends in the
    // middle, the jobs so far are returned, the last one interrupted; the same import then goes on from there.
    Result<std::vector<ImportJob>> import(const Call& call, const ImportRequest& request,
                                          const ImportProgress& progress);

    // Fetches again every address that the person follows, except those that rest after a failure (conditional
    // requests, back-off). Failures are in the jobs.
    Result<std::vector<ImportJob>> refresh(const Call& call, PersonId owner, const ImportProgress& progress,
                                           platform::AddressPolicy addresses = platform::AddressPolicy::public_only);

private:
    store::Archive& archive_;
    platform::HttpClient& http_;
    const platform::Clock& clock_;
};

}  // namespace familiar::gather
