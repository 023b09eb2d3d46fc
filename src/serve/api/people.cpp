// Signing in and out, who I am, and whom I share circles with.
#include "serve/api/api.h"
#include "serve/api/common.h"
#include "serve/wire/things.h"

#include <set>

namespace familiar::serve::api {

namespace {

constexpr std::string_view k_link_used_up =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
    "content=\"width=device-width\">\n"
    "<title>Familiar: this link is used up</title>\n<h1>This sign-in link no longer works</h1>\n"
    "<p>Each link signs in once, and only for a quarter of an hour. Start <code>familiar serve</code> again, "
    "or ask whoever runs it, for a new one.</p>\n<p>If you are signed in already, <a href=\"/\">go on to "
    "Familiar</a>.</p>\n</html>\n";

}  // namespace

Result<http::Response> sign_in(Api& api, const Exchange& exchange) {
    // Programs that look whether a link is alive must not use it up.
    if (exchange.request.method == http::Method::head) return http::response(200, "text/html; charset=utf-8", {});
    auto cookie = api.gate.sign_in(exchange.request.parameter("token").value_or(""), exchange.request);
    if (!cookie && cookie.error().code != ErrorCode::denied) return Failure(cookie.error());
    if (!cookie) return http::response(401, "text/html; charset=utf-8", std::string(k_link_used_up));
    http::Response response{303, {}, std::string()};
    response.with("location", "/").with("set-cookie", *cookie).with("cache-control", "no-store");
    return response;
}

Result<http::Response> sign_out(Api& api, const Exchange& exchange) {
    TRY(api.gate.sign_out(exchange.caller));
    return http::no_content().with("set-cookie", Gate::no_cookie());
}

Result<http::Response> me(Api& api, const Exchange& exchange) {
    return json_response({{"person", wire::person_json(exchange.caller.person)},
                          {"csrf", exchange.caller.by_cookie ? Json(exchange.caller.csrf) : Json(nullptr)},
                          {"version", api.options.version},
                          {"sample", api.options.sample}});
}

Result<http::Response> people(Api& api, const Exchange& exchange) {
    const auto circles = TRY(own_circles(api, exchange));
    std::set<PersonId> known = {exchange.person()};
    Json circle_list = Json::array();
    for (const Circle& circle : circles) {
        known.insert(circle.members.begin(), circle.members.end());
        circle_list.push_back({{"id", circle.id.value}, {"name", circle.name}});
    }
    Json list = Json::array();
    for (const PersonId id : known) {
        const auto person = api.parts.archive.common().person(id);
        if (person) list.push_back(wire::other_person_json(*person));
    }
    return json_response({{"people", std::move(list)}, {"circles", std::move(circle_list)}});
}

}  // namespace familiar::serve::api
