// One request that left this machine for a person: when, where to, for what, how many bytes.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <string>

namespace familiar {

struct LedgerEntry {
    Timestamp at;
    std::string host;
    std::string purpose;  // "fetch feed"
    std::int64_t bytes_sent = 0;
    std::int64_t bytes_received = 0;
    std::string outcome;  // "200", or why it failed
};

}  // namespace familiar
