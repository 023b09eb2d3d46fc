#include "serve/routes/site.h"

#include "platform/log.h"

#include <array>
#include <fmt/chrono.h>

namespace familiar::serve {

namespace {

// What every response carries. The page loads nothing from elsewhere and nobody frames it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> k_security_headers = {{
    {"content-security-policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
     "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"x-content-type-options", "nosniff"},
    {"referrer-policy", "no-referrer"},
    {"cross-origin-opener-policy", "same-origin"},
    {"cross-origin-resource-policy", "same-origin"},
}};

std::string code_of(int status) {
    switch (status) {
        case 400:
        case 405:
        case 414:
        case 431: return "invalid_argument";
        case 401: return "unauthenticated";
        case 408: return "deadline";
        case 413: return "exhausted";
        case 503: return "unavailable";
        default: return "invalid_argument";
    }
}

std::string seconds_text(std::chrono::seconds seconds) { return fmt::format("{}s", seconds.count()); }

}  // namespace

Site::Site(const ServerOptions& options, const ServerParts& parts)
    : options_(options),
      parts_(parts),
      gate_(options, parts),
      buckets_(parts.clock),
      seats_(k_streams_per_person_max),
      imports_(parts.importer, parts.clock),
      api_{options, parts, gate_, imports_, seats_, answers_} {
    for (const auto& [path, file] : options.page)
        page_tags_[path] = '"' + platform::digest(file.content).substr(0, 32) + '"';
}

std::size_t Site::body_bytes_max(const http::Request& head) const {
    const Lookup lookup = find_route(head.method, head.path);
    return lookup.match ? lookup.match->route->body_bytes_max : k_body_bytes_max;
}

std::optional<http::Response> Site::refuse_large_body(const http::Request& head) {
    Visit visit{head, find_route(head.method, head.path), std::nullopt, std::nullopt};
    auto stopped = stopped_at_gates(visit, false);
    if (stopped) dress(visit, *stopped);
    return stopped;
}

http::Response Site::answer(const http::Request& request) {
    const platform::Elapsed began = parts_.clock.steady();
    Visit visit{request, find_route(request.method, request.path), std::nullopt, std::nullopt};
    http::Response response = answered(visit);
    dress(visit, response);
    count(visit, response.status, parts_.clock.steady() - began);
    return response;
}

http::Response Site::refusal(const http::Request& head, int status, const std::string& message) {
    Visit visit{head, find_route(head.method, head.path), std::nullopt, std::nullopt};
    http::Response response = complain(head, {status, code_of(status), message});
    dress(visit, response);
    count(visit, status, platform::Elapsed(0));
    return response;
}

http::Response Site::answered(Visit& visit) {
    if (auto stopped = stopped_at_gates(visit, true)) return std::move(*stopped);
    if (visit.lookup.match) return endpoint_answer(visit);
    const http::Request& request = visit.request;
    if (!visit.lookup.allowed.empty()) {
        auto response = complain(request, {405, "invalid_argument", "this path takes " + visit.lookup.allowed});
        response.with("allow", visit.lookup.allowed);
        return response;
    }
    if (auto file = page_file(request)) return std::move(*file);
    return complain(
        request,
        {404, "not_found", "there is nothing at " + request.path + "; GET /api/v1/openapi.json lists what there is"});
}

// In this order: is it us they mean, who are they, do they ask too often, did they mean to, may they.
std::optional<http::Response> Site::stopped_at_gates(Visit& visit, bool charge) {
    const http::Request& request = visit.request;
    if (!gate_.knows_host(request)) {
        return complain(request,
                        {421, "denied", "this server does not go by that name; use http://127.0.0.1 with its port"});
    }
    const Route* route = visit.lookup.match ? visit.lookup.match->route : nullptr;
    const bool open = route != nullptr ? route->access == Access::open : !is_api(request.path);
    if (!open) {
        auto caller = gate_.caller(request);
        if (!caller) {
            platform::log(platform::LogLevel::error, "{} {}", request.id, caller.error().text());
            return complain(request, wire::complaint_of(caller.error()));
        }
        visit.caller = std::move(*caller);
    }
    const bool unknown = !open && !visit.caller;
    if (auto stopped = stopped_by_rate(visit, charge, unknown)) return stopped;
    if (unknown) {
        return complain(
            request,
            {401, wire::Shape::openai == shape_of(request.path) ? "invalid_api_key" : "unauthenticated",
             "send a key (Authorization: Bearer fam_…), or sign in with the link that 'familiar serve' prints"});
    }
    if (open) return std::nullopt;
    if (gate_.is_forged(request, *visit.caller)) {
        return complain(request, {403, "denied",
                                  "the header X-CSRF-Token is missing or old; GET /api/v1/me gives the present one"});
    }
    if (route != nullptr && route->access == Access::host && visit.caller->person.role != Role::host) {
        return complain(request, {403, "denied", "only a host may see this"});
    }
    return std::nullopt;
}

std::optional<http::Response> Site::stopped_by_rate(Visit& visit, bool charge, bool credential_wrong) {
    const Route* route = visit.lookup.match ? visit.lookup.match->route : nullptr;
    if (visit.caller) {
        const std::string person = std::to_string(visit.caller->person.id.value);
        const double cost = charge ? 1 : 0;
        visit.allowance =
            buckets_.take("person " + person, {options_.requests_burst, options_.requests_per_minute}, cost);
        if (visit.allowance->granted && route != nullptr && route->is_turn) {
            const Allowance turns =
                buckets_.take("turns " + person, {options_.turns_burst, options_.turns_per_minute}, cost);
            if (!turns.granted || turns.remaining < visit.allowance->remaining) visit.allowance = turns;
        }
    } else {
        const double cost = !charge ? 0 : credential_wrong ? k_wrong_credential_cost : 1;
        visit.allowance =
            buckets_.take("address " + visit.request.peer, {options_.address_burst, options_.address_per_minute}, cost);
    }
    if (visit.allowance->granted) return std::nullopt;
    auto response =
        complain(visit.request, {429, "exhausted",
                                 fmt::format("you ask faster than this server answers; try again in {} seconds",
                                             visit.allowance->retry_in.count())});
    response.with("retry-after", std::to_string(visit.allowance->retry_in.count()));
    return response;
}

http::Response Site::endpoint_answer(Visit& visit) {
    static const Caller k_nobody;
    const Match& match = *visit.lookup.match;
    auto response =
        match.route->endpoint(api_, {visit.request, visit.caller ? *visit.caller : k_nobody, match.parameters});
    if (response) return std::move(*response);
    const Error& error = response.error();
    if (error.code == ErrorCode::internal || error.code == ErrorCode::corrupt) {
        platform::log(platform::LogLevel::error, "{} {} {}: {}", visit.request.id, name_of(visit.request.method),
                      match.route->pattern, error.text());
    }
    auto complaint = complain(visit.request, wire::complaint_of(error));
    if (complaint.status == 429) complaint.with("retry-after", "5");
    return complaint;
}

std::optional<http::Response> Site::page_file(const http::Request& request) const {
    if (request.method != http::Method::get && request.method != http::Method::head) return std::nullopt;
    const auto file = options_.page.find(request.path);
    if (file == options_.page.end()) return std::nullopt;
    const std::string& tag = page_tags_.at(request.path);
    http::Response response{200, {}, file->second.content};
    if (request.header("if-none-match").find(tag) != std::string_view::npos) response = {304, {}, std::string()};
    response.with("content-type", std::string(file->second.content_type)).with("etag", tag);
    // Files below /assets/ have a hash of their content in their name and never change.
    const bool lasting = request.path.starts_with("/assets/");
    response.with("cache-control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
    return response;
}

http::Response Site::complain(const http::Request& request, const wire::Complaint& complaint) const {
    return wire::complaint_response(complaint, shape_of(request.path), request.id);
}

void Site::dress(const Visit& visit, http::Response& response) const {
    for (const auto& [name, value] : k_security_headers) response.with(std::string(name), std::string(value));
    response.with("x-request-id", visit.request.id);
    response.with("date", fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(parts_.clock.now())));
    if (response.header("cache-control").empty()) response.with("cache-control", "no-store");
    if (!visit.allowance) return;
    response.with("x-ratelimit-limit-requests", fmt::format("{:.0f}", visit.allowance->limit));
    response.with("x-ratelimit-remaining-requests", fmt::format("{:.0f}", visit.allowance->remaining));
    response.with("x-ratelimit-reset-requests", seconds_text(visit.allowance->full_in));
}

void Site::count(const Visit& visit, int status, platform::Elapsed took) {
    const std::string route(visit.lookup.match           ? visit.lookup.match->route->pattern
                            : is_api(visit.request.path) ? "unknown"
                                                         : "page");
    const std::string method(visit.request.method == http::Method::other ? "OTHER" : name_of(visit.request.method));
    parts_.metrics.count("familiar_http_requests_total",
                         {{"route", route}, {"method", method}, {"status", std::to_string(status)}});
    parts_.metrics.observe("familiar_http_request_seconds", std::chrono::duration<double>(took).count(),
                           {{"route", route}});
    platform::log(platform::LogLevel::debug, "{} {} {} {}", visit.request.id, method, route, status);
}

}  // namespace familiar::serve
