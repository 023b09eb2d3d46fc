// Keeps what people follow fresh while the server runs: fetches every feed again from time to time. Only addresses that
// somebody has imported are asked, each call is in that person's ledger, and a failing one is left to rest.
#pragma once

#include "assemble.h"

#include <thread>

namespace familiar::app {

class FeedRefresher {
public:
    // Begins at once, on a thread of its own, unless the configuration says never. `familiar` outlives it.
    explicit FeedRefresher(Familiar& familiar);

private:
    static void refresh_all(Familiar& familiar, const std::stop_token& stop);

    std::jthread thread_;  // the last member: it ends before what it uses
};

}  // namespace familiar::app
