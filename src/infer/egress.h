// What one request to an engine carried, for the ledger that the person can read.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace familiar::infer {

struct Egress {
    std::string engine;  // as the configuration names it
    std::string host;    // with its port; empty for an engine on this machine
    std::string path;    // "/v1/chat/completions"
    std::int64_t bytes_sent = 0;
    std::int64_t bytes_received = 0;
    int status = 0;                                 // of HTTP; 0 when no response came
    std::optional<ErrorCode> error = std::nullopt;  // nothing when it went well

    // "200", "429 unavailable", "cancelled": never keys or what was said.
    std::string outcome() const;
};

// Called once after each request, on the thread that asked, also when it failed or was stopped.
using EgressHook = std::function<void(const Egress&)>;

}  // namespace familiar::infer
