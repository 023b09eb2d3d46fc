// Where a model comes from, as people write it, and what files that means.
//
// "hf:owner/repo" or "hf:owner/repo:QUANT" is asked of the hub, whose listing is foreign: names that lead elsewhere are
// left out, sizes are held to the limit. Pure but for the one request of resolve().
#pragma once

#include "base/result.h"
#include "platform/call.h"
#include "platform/http_client.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::infer {

inline constexpr std::string_view k_hub = "https://huggingface.co";

struct HubModel {
    std::string owner;
    std::string repository;
    std::string quantization;  // may be empty: a good one is chosen
};

struct ModelSource {
    std::optional<HubModel> hub;
    std::string url;  // else
};

// `invalid_argument` says how it is written.
Result<ModelSource> parse_model_source(std::string_view text);

// A file that is to be fetched.
struct RemoteFile {
    std::string url;
    std::string name;         // here: plain, ending in .gguf
    std::int64_t bytes = 0;   // 0: unknown before it is asked
    std::string sha256 = {};  // empty: its publisher does not tell
};

struct RemoteModel {
    std::string name;               // suggested
    std::vector<RemoteFile> files;  // the first is the one to load
    std::optional<RemoteFile> projector = std::nullopt;
};

// The choice among the files of a listing of the hub's (GET /api/models/OWNER/REPO/tree/main). `not_found` names what
// there is.
Result<RemoteModel> choose_files(const HubModel& model, std::string_view hub, std::string_view listing);

// What a URL means by itself.
Result<RemoteModel> model_at_url(const std::string& url);

// A name for people and files: lower case, of letters, digits, dots and dashes.
std::string plain_model_name(std::string_view text);

}  // namespace familiar::infer
