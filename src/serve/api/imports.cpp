// Imports: an upload or a URL in, progress out.
#include "base/utf8.h"
#include "serve/api/api.h"
#include "serve/api/common.h"
#include "serve/http/multipart.h"
#include "serve/limits.h"
#include "serve/wire/errors.h"
#include "serve/wire/things.h"
#include "serve/wire/turns.h"

#include <algorithm>
#include <set>

namespace familiar::serve::api {

namespace {

Json run_json(const std::string& id, const ImportRun::Snapshot& snapshot) {
    Json jobs = Json::array();
    for (const ImportRun::Job& job : snapshot.jobs) jobs.push_back(wire::import_job_json(job.job, job.source_title));
    return {{"id", id},
            {"state", name_of(snapshot.state)},
            {"jobs", std::move(jobs)},
            {"message", snapshot.message.empty() ? Json(nullptr) : Json(snapshot.message)}};
}

// An import that only the store remembers.
Json stored_json(const ImportJob& job, const std::string& source_title) {
    return {{"id", to_text(job.id)},
            {"state", name_of(job.state)},
            {"jobs", Json::array({wire::import_job_json(job, source_title)})},
            {"message", job.message.empty() ? Json(nullptr) : Json(job.message)}};
}

class ImportStream final : public http::Stream {
public:
    ImportStream(std::shared_ptr<ImportRun> run, Seats::Seat seat) : run_(std::move(run)), seat_(std::move(seat)) {}

    void on_ready(http::Wake wake) override { run_->on_change(std::move(wake)); }

    Piece next() override {
        const ImportRun::Snapshot snapshot = run_->snapshot();
        const bool ended = snapshot.state == ImportRun::State::done || snapshot.state == ImportRun::State::failed;
        if (snapshot.version == told_ && !ended) return {};
        told_ = snapshot.version;
        const std::string data = json_text(run_json(run_->id(), snapshot));
        return {wire::server_sent(snapshot.version, ended ? "done" : "progress", data), ended};
    }

    std::string heartbeat() const override { return ": still here\n\n"; }

private:
    const std::shared_ptr<ImportRun> run_;
    const Seats::Seat seat_;
    std::int64_t told_ = -1;
};

Result<Audience> audience_of(Api& api, const Exchange& exchange, const std::string& text) {
    constexpr std::string_view k_circle = "circle:";
    if (text.empty() || text == "private") return Audience::only_me();
    if (text == "public") {
        if (exchange.caller.person.role == Role::host) return Audience::everyone();
        return fail(ErrorCode::denied, "only a host adds sources for everybody; choose 'private' or a circle of yours");
    }
    if (!text.starts_with(k_circle))
        return fail(ErrorCode::invalid_argument, "'audience' must be private, public or circle:NAME");
    const auto circles = TRY(own_circles(api, exchange));
    const auto circle = std::ranges::find(circles, text.substr(k_circle.size()), &Circle::name);
    if (circle == circles.end()) return fail(ErrorCode::denied, "you are in no circle of that name");
    return Audience::of(circle->id);
}

// What an upload and a URL have in common.
struct Wanted {
    std::string location;
    std::string kind;
    std::string audience;
    std::string title;
    std::shared_ptr<const std::string> content;
};

Result<Wanted> wanted_upload(const http::Request& request) {
    const std::string boundary = TRY(http::multipart_boundary(request.header("content-type")));
    auto parts = http::parse_multipart(request.body, boundary);
    if (!parts) return fail(ErrorCode::invalid_argument, parts.error().message);
    Wanted wanted;
    for (const http::Part& part : *parts) {
        if (part.name == "file") {
            if (wanted.content) return fail(ErrorCode::invalid_argument, "send one 'file' at a time");
            wanted.location = part.file_name.empty() ? "upload" : part.file_name;
            wanted.content = std::make_shared<const std::string>(part.content);
            continue;
        }
        if (part.content.size() > k_name_bytes_max)
            return fail(ErrorCode::invalid_argument, "'" + part.name + "' is too long");
        if (part.name == "kind") wanted.kind = utf8::repaired(part.content);
        if (part.name == "audience") wanted.audience = utf8::repaired(part.content);
        if (part.name == "title") wanted.title = utf8::repaired(part.content);
    }
    if (!wanted.content) return fail(ErrorCode::invalid_argument, "the form has no part 'file'");
    if (wanted.content->empty()) return fail(ErrorCode::invalid_argument, "the file is empty");
    return wanted;
}

Result<Wanted> wanted_url(const http::Request& request) {
    const Json json = TRY(json_body(request));
    Wanted wanted{text_at(json, "location"), text_at(json, "kind"), text_at(json, "audience"), text_at(json, "title"),
                  nullptr};
    if (!wanted.location.starts_with("https://") && !wanted.location.starts_with("http://")) {
        return fail(ErrorCode::invalid_argument,
                    "'location' must be a URL that begins with https:// or http://; files are uploaded, or imported "
                    "with 'familiar import'");
    }
    if (wanted.location.size() > k_url_bytes_max) return fail(ErrorCode::invalid_argument, "'location' is too long");
    if (wanted.title.size() > k_name_bytes_max) return fail(ErrorCode::invalid_argument, "'title' is too long");
    return wanted;
}

// The jobs in one file that belong to the caller, and that no run of this process tells about already.
Result<> add_stored(Json& list, store::PostStore& shelf, const Exchange& exchange, const std::set<ImportId>& told) {
    for (const ImportJob& job : TRY(shelf.import_jobs(exchange.caller.viewer, k_imports_listed_max))) {
        const auto source = shelf.source(exchange.caller.viewer, job.source);
        if (!source || source->owner != exchange.person() || told.contains(job.id)) continue;
        list.push_back(stored_json(job, source->title));
    }
    return {};
}

Result<Json> stored_import(Api& api, const Exchange& exchange) {
    const std::string& text = exchange.parameters.at(0);
    const auto missing =
        fail(ErrorCode::not_found, "There is no import '" + text + "'. List yours with GET /api/v1/imports.");
    const auto id = shelf_id_from<ImportJob>(text);
    if (!id) return missing;
    const auto own = TRY(own_store(api, exchange));
    store::PostStore& shelf =
        id->shelf == Shelf::common ? static_cast<store::PostStore&>(api.parts.archive.common()) : *own;
    const ImportJob job = TRY(shelf.import_job(exchange.caller.viewer, *id));
    const Source source = TRY(shelf.source(exchange.caller.viewer, job.source));
    if (source.owner != exchange.person()) return missing;
    return stored_json(job, source.title);
}

}  // namespace

Result<http::Response> start_import(Api& api, const Exchange& exchange) {
    const std::string type = media_type_of(exchange.request);
    const bool upload = type == "multipart/form-data";
    if (!upload && type != "application/json") {
        return wire::complaint_response(
            {415, "invalid_argument", "send a form (multipart/form-data) with 'file', or JSON with 'location'"},
            wire::Shape::own, exchange.request.id);
    }
    Wanted wanted = upload ? TRY(wanted_upload(exchange.request)) : TRY(wanted_url(exchange.request));
    gather::ImportRequest request;
    request.owner = exchange.person();
    request.audience = TRY(audience_of(api, exchange, wanted.audience));
    const auto kind = gather::input_kind_from(wanted.kind.empty() ? "auto" : wanted.kind);
    if (!kind)
        return fail(ErrorCode::invalid_argument, "'kind' must be auto, jsonl, feed, mastodon, activitypub or whatsapp");
    request.kind = *kind;
    request.location = std::move(wanted.location);
    request.content = std::move(wanted.content);
    request.title = std::move(wanted.title);
    request.time_zone = exchange.caller.person.time_zone;
    request.addresses = api.options.fetch_addresses;
    const std::string id = TRY(api.imports.submit(std::move(request), exchange.request.id));
    return json_response({{"import", id}}, 202);
}

Result<http::Response> list_imports(Api& api, const Exchange& exchange) {
    Json list = Json::array();
    std::set<ImportId> told;
    for (const auto& run : api.imports.runs(exchange.person())) {
        const ImportRun::Snapshot snapshot = run->snapshot();
        for (const ImportRun::Job& job : snapshot.jobs) told.insert(job.job.id);
        list.push_back(run_json(run->id(), snapshot));
    }
    const auto own = TRY(own_store(api, exchange));
    TRY(add_stored(list, *own, exchange, told));
    TRY(add_stored(list, api.parts.archive.common(), exchange, told));
    return json_response({{"imports", std::move(list)}});
}

Result<http::Response> get_import(Api& api, const Exchange& exchange) {
    const auto run = api.imports.run(exchange.person(), exchange.parameters.at(0));
    if (run) return json_response(run_json(run->id(), run->snapshot()));
    return json_response(TRY(stored_import(api, exchange)));
}

Result<http::Response> follow_import(Api& api, const Exchange& exchange) {
    auto run = api.imports.run(exchange.person(), exchange.parameters.at(0));
    if (run) return event_stream(std::make_shared<ImportStream>(std::move(run), TRY(seat_for(api, exchange))));
    const Json json = TRY(stored_import(api, exchange));
    const bool running = text_at(json, "state") == name_of(ImportState::running);  // in another process
    const std::string event = wire::server_sent(1, running ? "progress" : "done", json_text(json));
    return http::response(200, "text/event-stream", event);
}

}  // namespace familiar::serve::api
