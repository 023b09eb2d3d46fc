#include "gather/importer/run.h"

#include "gather/importer/intake.h"
#include "gather/limits.h"
#include "platform/random.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::gather {

namespace {

Parse parser_of(InputKind kind) {
    switch (kind) {
        case InputKind::automatic: break;
        case InputKind::jsonl: return parse_jsonl;
        case InputKind::feed: return parse_feed;
        case InputKind::mastodon: return parse_mastodon;
        case InputKind::activitypub: return parse_activitypub;
        case InputKind::whatsapp: return parse_whatsapp;
    }
    return nullptr;
}

Shelf shelf_of(const Audience& audience) {
    return audience.kind == AudienceKind::private_to_person ? Shelf::person : Shelf::common;
}

// The audience as records name it. Only members share with a circle.
Result<std::string> audience_text(store::CommonStore& common, PersonId owner, const Audience& audience) {
    if (audience.kind == AudienceKind::private_to_person) return std::string("private");
    if (audience.kind == AudienceKind::everyone) return std::string("public");
    for (const Circle& circle : TRY(common.circles_of(owner))) {
        if (circle.id == audience.circle) return "circle:" + circle.name;
    }
    return fail(ErrorCode::denied, "only members of a circle can share with it; join it first, or import as private");
}

std::string plain_name(const std::string& name) { return name.substr(name.rfind('/') + 1); }

bool took_anything(const ImportJob& job) {
    const ImportReport& report = job.report;
    return job.state != ImportState::failed || report.added + report.changed + report.unchanged > 0;
}

}  // namespace

Result<std::unique_ptr<ImportRun>> ImportRun::prepare(const ImportSetting& setting, const ImportRequest& request) {
    if (!time::known_zone(request.time_zone)) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("there is no time zone {}; use a name such as Europe/Lisbon", request.time_zone));
    }
    auto run = std::unique_ptr<ImportRun>(new ImportRun(setting, request));
    run->person_ = TRY(setting.archive.person(request.owner));
    run->store_ = TRY(setting.archive.shelf(request.owner, shelf_of(request.audience)));
    run->audience_ = TRY(audience_text(setting.archive.common(), request.owner, request.audience));
    return run;
}

Result<> ImportRun::read() {
    if (!request_.content && is_web_address(request_.location)) return address(request_.location);
    Walk walk(setting_.call, *this);
    if (!request_.content) return walk.path(request_.location);
    return walk.memory(*request_.content, request_.location, "upload:" + request_.location, {});
}

InputKind ImportRun::kind_of(const Input& input) const {
    const InputKind found = input.detected.kind;
    if (request_.kind != InputKind::automatic) {
        const bool fits = !input.inside || found == request_.kind ||
                          (found == InputKind::automatic && name_fits(request_.kind, input.name));
        return fits ? request_.kind : InputKind::automatic;
    }
    if (found == InputKind::automatic && known_) return input_kind_from(known_->kind).value_or(found);
    return found;
}

Result<> ImportRun::input(Input& input) {
    const InputKind kind = kind_of(input);
    if (kind == InputKind::automatic) {
        const Error unknown{ErrorCode::invalid_argument, unknown_kind_message(input.name, input.detected), {}};
        if (!input.inside) return Failure(unknown);
        if (input.detected.passed_over || request_.kind != InputKind::automatic)
            ++passed_over_;
        else
            failed(input.name, input.locator, unknown);
        return {};
    }
    Source source = known_ ? *known_ : TRY(source_of(input, kind));
    ParseOptions options;
    options.name = input.name;
    options.base_url = response_ ? response_->final_url : std::string();
    options.content_type = input.content_type;
    options.time_zone = request_.time_zone;
    options.audience = audience_;
    options.actor = request_.actor;
    if (options.actor.empty() && kind == InputKind::mastodon && input.beside)
        options.actor = input.beside("actor.json");

    Intake intake(setting_.call, {*store_, input.bytes, setting_.progress, request_.audience, input.name},
                  std::move(source), TRY(job_of(input, kind, source.id)));
    const auto parsed = parser_of(kind)(setting_.call, input.bytes, options, intake);
    const auto finished = intake.finish(parsed);
    source = intake.source();
    if (source.title.empty()) source.title = plain_name(input.name);
    after(source, intake.job());
    if (!parsed && !first_failure_) first_failure_ = parsed.error();
    add(intake.job(), source);
    told_ = !finished.has_value();
    TRY(finished);
    TRY(store_->update_source(source));
    return setting_.call.check();
}

Result<Source> ImportRun::source_of(const Input& input, InputKind kind) {
    Source wanted;
    wanted.owner = request_.owner;
    wanted.kind = name_of(kind);
    wanted.locator = input.locator;
    wanted.title = request_.title;
    wanted.audience = request_.audience;
    Source source = TRY(store_->ensure_source(wanted));
    if (source.audience != request_.audience) {
        return fail(ErrorCode::conflict,
                    fmt::format("{} was imported before for another audience; remove that source first, "
                                "or import it as it was",
                                input.name));
    }
    if (!request_.title.empty()) source.title = request_.title;
    return source;
}

// The same input under the same settings has the same fingerprint, so that its import is resumed.
Result<ImportJob> ImportRun::job_of(const Input& input, InputKind kind, SourceId source) {
    const std::string head(TRY(input.bytes.peek(k_sniff_bytes)));
    const std::string settings =
        fmt::format("{} {} {} {}", name_of(kind), audience_, request_.time_zone, input.bytes.size());
    ImportJob job = TRY(store_->begin_import(source, platform::digest(settings + "\n" + head + input.tail)));
    if (job.position == 0) job.report = {};
    job.bytes = input.bytes.size();
    return job;
}

// What an import leaves behind in its source: the state of an address and what the person should know.
void ImportRun::after(Source& source, const ImportJob& job) const {
    source.checked_at = now();
    source.trouble = job.message;
    if (!response_) return;
    if (job.state == ImportState::done) {
        const auto header = [&](const char* name) {
            const auto found = response_->headers.find(name);
            return found == response_->headers.end() ? std::string() : found->second;
        };
        source.etag = header("etag");
        source.last_modified = header("last-modified");
        source.failures_in_a_row = 0;
        source.retry_after.reset();
    } else if (job.state == ImportState::failed) {
        source.retry_after = next_try(now(), ++source.failures_in_a_row, {});
    }
}

void ImportRun::add(const ImportJob& job, const Source& source) {
    if (job.state == ImportState::failed && !first_failure_) {
        first_failure_ = Error{ErrorCode::invalid_argument, job.message, {}};
    }
    jobs_.push_back(job);
    if (setting_.progress) setting_.progress(job, source);
}

// A job that the store does not know: there is no source that it could belong to.
void ImportRun::failed(const std::string& name, const std::string& locator, const Error& error) {
    if (!first_failure_) first_failure_ = error;
    ImportJob job;
    job.state = ImportState::failed;
    job.message = error.message.find(name) == std::string::npos ? name + ": " + error.text() : error.text();
    job.started_at = now();
    job.ended_at = now();
    Source source;
    source.owner = request_.owner;
    source.locator = locator;
    source.title = name;
    source.audience = request_.audience;
    add(job, source);
}

Result<std::vector<ImportJob>> ImportRun::jobs(Result<> outcome) {
    const bool stopped = !setting_.call.check().has_value();
    if (!outcome && !stopped && !told_ && !jobs_.empty()) {
        failed(plain_name(request_.location), request_.location, outcome.error());
    }
    if (jobs_.empty()) {
        TRY(std::move(outcome));
        return fail(
            ErrorCode::invalid_argument,
            fmt::format("{} holds nothing that Familiar can read ({} files were passed over); it reads jsonl, rss, "
                        "mastodon, activitypub and whatsapp files",
                        request_.location, passed_over_));
    }
    const bool any = std::ranges::any_of(jobs_, took_anything);
    if (any || stopped) return std::move(jobs_);
    Error error = outcome ? *first_failure_ : std::move(outcome).error();
    if (jobs_.size() > 1) error.message += fmt::format(" ({} other inputs failed too)", jobs_.size() - 1);
    return Failure(std::move(error));
}

}  // namespace familiar::gather
