#include "gather/importer/fetch.h"

#include "gather/feed/url.h"
#include "gather/limits.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::gather {

namespace {

using platform::HttpResponse;

// What an HTTP status that is not a success means for somebody who follows a feed.
Error error_of(int status, std::string_view host) {
    const auto error = [&](ErrorCode code, std::string_view what) {
        return Error{code, fmt::format("{} {} ({})", host, what, status), {}};
    };
    switch (status) {
        case 401:
        case 403:
            return error(ErrorCode::denied, "lets only signed-in visitors read this; Familiar reads public feeds only");
        case 404: return error(ErrorCode::not_found, "has nothing at this address; check it");
        case 410: return error(ErrorCode::not_found, "has removed this feed for good; remove the source");
        case 429: return error(ErrorCode::exhausted, "was asked too often; Familiar waits and asks again");
        default: break;
    }
    if (status >= 500) return error(ErrorCode::unavailable, "has trouble; Familiar asks again later");
    return error(ErrorCode::unavailable, "did not send the feed; check the address");
}

Result<> note(store::PersonStore& ledger, Timestamp at, const std::string& url, const Result<HttpResponse>& answer) {
    LedgerEntry entry{.at = at, .host = host_of(url), .purpose = "fetch feed", .outcome = {}};
    if (answer) {
        entry.bytes_sent = answer->bytes_sent;
        entry.bytes_received = answer->bytes_received;
        entry.outcome = std::to_string(answer->status);
    } else {
        entry.outcome = answer.error().text();
    }
    TRY(ledger.record_egress(entry));
    const std::string final_host = answer ? host_of(answer->final_url) : std::string();
    if (final_host.empty() || final_host == entry.host) return {};
    return ledger.record_egress(
        {.at = at, .host = final_host, .purpose = "fetch feed, sent on by " + entry.host, .outcome = entry.outcome});
}

}  // namespace

bool is_web_address(std::string_view location) {
    return location.starts_with("https://") || location.starts_with("http://");
}

Result<Fetched> fetch(const Call& call, platform::HttpClient& http, store::PersonStore& ledger, const std::string& url,
                      platform::AddressPolicy addresses, const Source* known) {
    TRY(call.check());
    platform::HttpRequest request{.url = url, .headers = {}};
    request.headers["Accept"] =
        "application/rss+xml, application/atom+xml, application/feed+json, application/activity+json, "
        "application/xml;q=0.8, */*;q=0.5";
    if (known != nullptr && !known->etag.empty()) request.headers["If-None-Match"] = known->etag;
    if (known != nullptr && !known->last_modified.empty()) request.headers["If-Modified-Since"] = known->last_modified;
    request.body_bytes_max = k_feed_bytes_max;
    request.addresses = addresses;

    const Timestamp now = call.clock().now();
    auto answer = http.get(call, request);
    TRY(note(ledger, now, url, answer));
    TRY(call.check());
    Fetched fetched;
    if (!answer) {
        fetched.trouble = std::move(answer).error();
        if (fetched.trouble.code == ErrorCode::exhausted) {
            fetched.trouble.message = fmt::format(
                "{} sends more than {} MiB, the limit for feeds; download it and import "
                "the file",
                host_of(url), k_feed_bytes_max >> 20U);
        }
        return fetched;
    }
    if (answer->status == 304 && known != nullptr) {
        fetched.outcome = Fetched::Outcome::not_modified;
    } else if (answer->status >= 200 && answer->status < 300) {
        fetched.outcome = Fetched::Outcome::content;
    } else {
        fetched.trouble = error_of(answer->status, host_of(url));
        fetched.retry_after = platform::retry_after(*answer, now);
    }
    fetched.response = std::move(*answer);
    return fetched;
}

Timestamp next_try(Timestamp now, int failures, std::optional<std::chrono::seconds> retry_after) {
    std::chrono::seconds wait = k_back_off_first;
    for (int i = 1; i < failures && wait < k_back_off_max; ++i) wait *= 2;
    wait = std::min(wait, k_back_off_max);
    if (retry_after) wait = std::clamp(*retry_after, wait, k_retry_after_max);
    return now + wait;
}

}  // namespace familiar::gather
