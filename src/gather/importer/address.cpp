// The part of a run that reads an address on the web: fetched before or new, changed or not, out of order.
#include "gather/importer/run.h"

#include <fmt/format.h>

namespace familiar::gather {

namespace {

// Mistakes of the person rather than moods of a server: a new source is not kept for them.
bool is_for_good(ErrorCode code) {
    return code == ErrorCode::denied || code == ErrorCode::invalid_argument || code == ErrorCode::not_found;
}

}  // namespace

Result<std::optional<Source>> ImportRun::source_at(const std::string& locator) {
    const Viewer viewer = TRY(setting_.archive.common().viewer(request_.owner));
    for (Source& source : TRY(store_->sources(viewer))) {
        const bool same = source.owner == request_.owner && source.locator == locator;
        const bool asked = request_.kind == InputKind::automatic || source.kind == name_of(request_.kind);
        if (same && asked) return std::optional(std::move(source));
    }
    return std::optional<Source>();
}

Result<> ImportRun::address(const std::string& url) {
    known_ = TRY(source_at(url));
    if (known_ && known_->audience != request_.audience) {
        return fail(ErrorCode::conflict,
                    fmt::format("{} is followed already for another audience; remove that source first", url));
    }
    if (known_ && !request_.title.empty()) known_->title = request_.title;
    auto fetched =
        TRY(fetch(setting_.call, setting_.http, *person_, url, request_.addresses, known_ ? &*known_ : nullptr));
    if (fetched.outcome == Fetched::Outcome::not_modified) return feed_unchanged(*known_);
    if (fetched.outcome != Fetched::Outcome::content) return feed_failed(url, known_, fetched);

    const std::string body = std::move(fetched.response.body);
    const auto type = fetched.response.headers.find("content-type");
    const std::string content_type = type == fetched.response.headers.end() ? std::string() : type->second;
    response_ = std::move(fetched.response);
    fetched.trouble = {
        ErrorCode::invalid_argument, fmt::format("{} is an archive; download it and import the file", url), {}};
    const bool packed = detect(body, url, content_type).packed;
    Walk walk(setting_.call, *this);
    auto outcome = packed ? Result<>(Failure(fetched.trouble)) : walk.memory(body, url, url, content_type);
    if (outcome || outcome.error().code != ErrorCode::invalid_argument || !known_) return outcome;
    fetched.trouble = std::move(outcome).error();  // what was a feed is one no more
    return feed_failed(url, known_, fetched);
}

Result<> ImportRun::feed_unchanged(Source source) {
    ImportJob job;
    job.source = source.id;
    job.state = ImportState::done;
    job.report.not_modified = true;
    job.started_at = now();
    job.ended_at = now();
    source.checked_at = now();
    source.trouble.clear();
    source.failures_in_a_row = 0;
    source.retry_after.reset();
    TRY(store_->update_source(source));
    add(job, source);
    return {};
}

Result<> ImportRun::feed_failed(const std::string& url, const std::optional<Source>& known, const Fetched& fetched) {
    if (!known && is_for_good(fetched.trouble.code)) return Failure(fetched.trouble);
    Source source;
    if (known) {
        source = *known;
    } else {
        source.owner = request_.owner;
        source.kind = name_of(request_.kind == InputKind::automatic ? InputKind::feed : request_.kind);
        source.locator = url;
        source.title = request_.title;
        source.audience = request_.audience;
        source = TRY(store_->ensure_source(source));
    }
    // One job stands for all failures in a row.
    ImportJob job = TRY(store_->begin_import(source.id, "fetch"));
    job.state = ImportState::failed;
    job.report = {};
    job.message = fetched.trouble.text();
    job.ended_at = now();
    TRY(store_->finish_import(job));
    source.checked_at = now();
    source.trouble = job.message;
    source.retry_after = next_try(now(), ++source.failures_in_a_row, fetched.retry_after);
    TRY(store_->update_source(source));
    if (!first_failure_) first_failure_ = fetched.trouble;
    add(job, source);
    return {};
}

}  // namespace familiar::gather
