// Asks servers for feeds, politely: conditional requests, back-off after failures, and an entry in the person's ledger
// for every request that leaves the machine.
#pragma once

#include "nouns/source.h"
#include "platform/http_client.h"
#include "store/person_store.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::gather {

bool is_web_address(std::string_view location);

struct Fetched {
    enum class Outcome { content, not_modified, trouble };
    Outcome outcome = Outcome::trouble;
    platform::HttpResponse response;                  // of `content`
    Error trouble;                                    // of `trouble`, in words for a person
    std::optional<std::chrono::seconds> retry_after;  // how long the server asks to wait
};

// One GET of `url`; `known` is the source as it was fetched before, for the conditions. What goes wrong outside is a
// value; an error means that the call has ended or the ledger cannot be written.
Result<Fetched> fetch(const Call& call, platform::HttpClient& http, store::PersonStore& ledger, const std::string& url,
                      platform::AddressPolicy addresses, const Source* known);

// When to ask again after `failures` (from 1) in a row: 5 minutes doubled each time up to a day, or later if the server
// asks for it, but within a week.
Timestamp next_try(Timestamp now, int failures, std::optional<std::chrono::seconds> retry_after);

}  // namespace familiar::gather
