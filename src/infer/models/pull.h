// Models come onto this machine: fetched in pieces that are kept when something breaks off, compared with what their
// publisher says of them, looked into, and only then put in their place and in the index. Half a model is never seen.
//
// Every request leaves this machine and is told to the ledger. Blocking; one pull of a home at a time.
#pragma once

#include "base/result.h"
#include "infer/models/models.h"
#include "infer/models/source.h"
#include "nouns/ledger.h"
#include "platform/call.h"
#include "platform/http_client.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace familiar::infer {

struct PullProgress {
    std::string file;
    std::int64_t bytes = 0;      // of all files of the model so far
    std::int64_t bytes_all = 0;  // 0: not known
};

struct PullOptions {
    std::filesystem::path home;
    std::string name = {};                         // for the model; empty: the one that its source suggests
    std::string sha256 = {};                       // that a file named by its URL must have; empty: whatever comes
    std::optional<ModelWork> work = std::nullopt;  // what it is for; nothing: as the catalogue or its file says
    std::string hub = std::string(k_hub);
    platform::AddressPolicy addresses = platform::AddressPolicy::public_only;
    std::function<void(const PullProgress&)> progress = {};
    // What cannot be written down is not gone on with.
    std::function<Result<>(const LedgerEntry&)> ledger = {};
};

// `source` as parse_model_source takes it, or a name of the catalogue. `conflict` when the name is taken or another
// process pulls into this home, `exhausted` when the disk has too little room, `corrupt` when the file is not what was
// promised. After `unavailable` the same call goes on where it stopped. A model is used at once when there is none yet
// for its work.
Result<Model> pull_model(const Call& call, platform::HttpClient& http, const std::string& source,
                         const PullOptions& options);

}  // namespace familiar::infer
