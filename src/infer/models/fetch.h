// One file of a model, fetched into a part file that outlives interruptions. Private to infer/models.
#pragma once

#include "infer/models/pull.h"

namespace familiar::infer {

struct FetchedFile {
    std::filesystem::path part;  // whole
    std::int64_t bytes = 0;
    std::string sha256;
};

// Where the part of a file lies, whether there is one or not.
std::filesystem::path part_path(const std::filesystem::path& home, const RemoteFile& file);

// `told` gets the bytes of this file that are there, and how many there will be (0: not known).
Result<FetchedFile> fetch_file(const Call& call, platform::HttpClient& http, const RemoteFile& file,
                               const PullOptions& options,
                               const std::function<void(std::int64_t bytes, std::int64_t bytes_all)>& told);

// One request, in the ledger.
Result<platform::HttpResponse> ask(const Call& call, platform::HttpClient& http, platform::HttpRequest request,
                                   const PullOptions& options, const platform::HttpSink& sink);

}  // namespace familiar::infer
